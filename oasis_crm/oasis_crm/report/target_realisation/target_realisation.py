"""Targets against what was reached, with their pace."""

from typing import Any

from frappe import _
from oasis_crm.reports import answer, columns, filters, query
from oasis_crm.services import targets

_LABELS = 12


def execute(given: dict[str, Any] | None = None) -> answer.Answer:
    """The targets whose period touches the one that was asked for; without one, those that run today."""
    asked = filters.read(given, filters.today(), filters.today())
    lines = targets.between(
        asked.from_date, asked.to_date, asked.sales_rep, asked.sales_team, asked.get("period_type")
    )
    found = [row for row in lines if asked.get("metric") in (None, row["metric"])]
    for row in found:
        row["missing"] = max(row["target"] - row["achieved"], 0)
    summary = _summary(found)
    rows = query.name_people(found, "sales_rep")
    for row in rows:
        row["of"] = row["sales_rep"] or row["sales_team"]
    drawn = _chart(rows)
    return _columns(), answer.translate(rows, "metric", "period_type"), None, drawn, summary


def _columns() -> answer.Columns:
    return [
        columns.column("of", _("Rep or Team"), width=170),
        *columns.of("Sales Target", "period_type", "period_start", "period_end"),
        *columns.of("Sales Target Line", "metric", "product_group", "target", "achieved", "percent"),
        columns.column("missing", _("Missing"), "Float"),
        columns.column("expected_today", _("Expected by Today"), "Float", width=150),
        columns.column("projection", _("Projection"), "Float"),
        columns.column("needed_per_day", _("Needed a Working Day"), "Float", width=160),
        columns.column("name", _("Sales Target"), "Link", "Sales Target"),
    ]


def _chart(rows: answer.Rows) -> dict[str, Any] | None:
    """Of the first metric that there is: one bar of the target, one of the result."""
    if not rows:
        return None
    metric = rows[0]["metric"]
    drawn = [row for row in rows if row["metric"] == metric][:_LABELS]
    return answer.chart(
        [row["of"] for row in drawn],
        **{_("Target"): [row["target"] for row in drawn], _("Achieved"): [row["achieved"] for row in drawn]},
    )


def _summary(found: answer.Rows) -> list[dict[str, Any]]:
    reached = sum(row["percent"] >= 100 for row in found)
    behind = sum(row["achieved"] < row["expected_today"] for row in found)
    return [
        answer.figure(_("Target Lines"), len(found)),
        answer.figure(_("Reached"), reached, indicator="Green"),
        answer.figure(_("Behind the Pace"), behind, indicator="Red" if behind else "Green"),
    ]

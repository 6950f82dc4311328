"""SPANCOP by rep or team and stage: what stands where, what moved in the period, what comes next."""

from typing import Any

from frappe import _
from oasis_crm.domain.stages import STAGES
from oasis_crm.permissions.scope import scope_of
from oasis_crm.reports import answer, columns, filters
from oasis_crm.reports.pipeline import Cell, Key, cells
from oasis_crm.services import settings
from oasis_crm.services.people import full_names

_GROUPS = {"Sales Rep": "sales_rep", "Sales Team": "sales_team", "All": None}


def execute(given: dict[str, Any] | None = None) -> answer.Answer:
    """By rep for a rep, by team for those who see everything, unless `group_by` says otherwise."""
    asked = filters.read(given, filters.month_start(), filters.today())
    group = _GROUPS.get(asked.get("group_by") or _usual_group())
    found = cells(asked, group, filters.today())
    rates = {stage: settings.number(f"probability_{stage.lower()}") for stage in STAGES[:-1]}
    names = full_names(owner for owner, _stage in found) if group == "sales_rep" else {}
    order = sorted(found, key=lambda key: (names.get(key[0], key[0]), STAGES.index(key[1])))
    rows = [_row(names.get(key[0], key[0]), key[1], found[key], rates) for key in order]
    return _columns(group), rows, None, _chart(found), _summary(rows)


def _usual_group() -> str:
    return "Sales Team" if scope_of().everything else "Sales Rep"


def _row(owner: str, stage: str, cell: Cell, rates: dict[str, int]) -> dict[str, Any]:
    return {
        "owner": owner,
        "stage": _(stage),
        "firms": cell.firms,
        "litres": cell.litres,
        "weighted": round(cell.litres * rates.get(stage, 0) / 100, 1),
        "age": cell.average_age,
        "moved_in": cell.moved_in,
        "moved_out": cell.moved_out,
        "lost": cell.lost,
        "conversion": cell.conversion,
        "top": ", ".join(cell.top),
        "next_action": cell.next_action,
    }


def _columns(group: str | None) -> answer.Columns:
    owner = [columns.column("owner", _("Sales Rep"), width=150)] if group == "sales_rep" else []
    if group == "sales_team":
        owner = [columns.column("owner", _("Sales Team"), width=150)]
    return [
        *owner,
        columns.column("stage", _("Stage"), width=110),
        columns.column("firms", _("Firms"), "Int"),
        columns.column("litres", _("Litres a Month"), "Float", width=130),
        columns.column("weighted", _("Weighted Litres"), "Float", width=130),
        columns.column("age", _("Average Days in Stage"), "Int", width=140),
        columns.column("moved_in", _("Moved In"), "Int"),
        columns.column("moved_out", _("Moved Out"), "Int"),
        columns.column("lost", _("Lost"), "Int"),
        columns.column("conversion", _("Conversion to the Next"), "Percent", width=150),
        columns.column("next_action", _("Next Action"), "Date"),
        columns.column("top", _("Top Five"), width=420),
    ]


def _chart(found: dict[Key, Cell]) -> dict[str, Any] | None:
    firms = dict.fromkeys(STAGES, 0)
    for (_owner, stage), cell in found.items():
        firms[stage] += cell.firms
    return answer.chart_of_counts(firms, _("Firms"))


def _summary(rows: answer.Rows) -> list[dict[str, Any]]:
    return [
        answer.figure(_("Firms"), sum(row["firms"] for row in rows)),
        answer.figure(_("Litres a Month"), sum(row["litres"] for row in rows), "Float"),
        answer.figure(_("Weighted Litres"), round(sum(row["weighted"] for row in rows), 1), "Float"),
        answer.figure(_("Lost"), sum(row["lost"] for row in rows), indicator="Red"),
    ]

"""Visits, calls and online meetings that took place, and what came of them."""

from typing import Any

import frappe
from frappe import _
from oasis_crm.reports import answer, columns, filters, query

_FIELDS = (
    "done_on", "visit_type", "outcome", "stage_after", "sales_rep", "purpose", "notes", "check_in_result",
    "check_in_distance", "origin",
)  # fmt: skip


def execute(given: dict[str, Any] | None = None) -> answer.Answer:
    """Newest first; without a period, this month's."""
    asked = filters.read(given, filters.month_start(), filters.today())
    visit, firm = frappe.qb.DocType("Firm Visit"), frappe.qb.DocType("Firm")
    base = frappe.qb.from_(visit).left_join(firm).on(firm.name == visit.firm).where(visit.status == "Done")
    base = query.within(query.of_people(base, visit.sales_rep, asked), visit.done_on, asked)
    base = query.equal(base, visit, asked, "visit_type", "outcome", "firm")
    found = query.rows(
        base.select(
            visit.name, visit.firm, firm.firm_name, firm.city, *(visit[field] for field in _FIELDS)
        ).orderby(visit.done_on, order=frappe.qb.desc),
        "Firm Visit",
    )
    counted = query.count(base, "Firm Visit")
    drawn = answer.chart_of_counts(answer.counts(found, "outcome"), _("Visits"))
    summary = _summary(found, counted)
    rows = answer.translate(
        query.name_people(found, "sales_rep"),
        "visit_type", "outcome", "stage_after", "check_in_result", "origin",
    )  # fmt: skip
    return _columns(), rows, query.cut_off(len(rows), counted), drawn, summary


def _columns() -> answer.Columns:
    first, *others = columns.of("Firm Visit", *_FIELDS)
    return [
        first,
        *columns.firm(),
        *others,
        columns.column("name", _("Visit"), "Link", "Firm Visit"),
    ]


def _summary(found: answer.Rows, counted: int) -> list[dict[str, Any]]:
    on_site = [row for row in found if row["visit_type"] == "Visit"]
    checked = sum(row["check_in_result"] == "Verified" for row in on_site)
    return [
        answer.figure(_("Contacts Made"), counted),
        answer.figure(_("Visits on Site"), len(on_site)),
        answer.figure(_("Firms Seen"), len({row["firm"] for row in found})),
        answer.figure(_("Check-ins Verified"), answer.share(checked, len(on_site)), "Percent"),
    ]

"""Visits that were routed to reps: by whom, to whom, and what became of them."""

from typing import Any

import frappe
from frappe import _
from oasis_crm.reports import answer, columns, filters, query

_FIELDS = (
    "planned_start", "status", "sales_rep", "assigned_by", "assignment_note", "decline_reason", "done_on",
    "outcome",
)  # fmt: skip
_STATUSES = ("Assigned", "Accepted", "Done", "Declined", "Missed", "Cancelled")


def execute(given: dict[str, Any] | None = None) -> answer.Answer:
    """Newest plan first; without a period, from this month's beginning on."""
    asked = filters.read(given, filters.month_start())
    visit, firm = frappe.qb.DocType("Firm Visit"), frappe.qb.DocType("Firm")
    base = (
        frappe.qb.from_(visit).left_join(firm).on(firm.name == visit.firm).where(visit.origin == "Assigned")
    )
    base = query.within(query.of_people(base, visit.sales_rep, asked), visit.planned_start, asked)
    base = query.equal(base, visit, asked, "status", "assigned_by", "firm")
    found = query.rows(
        base.select(
            visit.name, visit.firm, firm.firm_name, firm.city, *(visit[field] for field in _FIELDS)
        ).orderby(visit.planned_start, order=frappe.qb.desc),
        "Firm Visit",
    )
    counted = query.count(base, "Firm Visit")
    by_status = answer.counts(found, "status", _STATUSES)
    drawn = answer.chart_of_counts(by_status, _("Visits"))
    rows = answer.translate(query.name_people(found, "sales_rep", "assigned_by"), "status", "outcome")
    return _columns(), rows, query.cut_off(len(rows), counted), drawn, _summary(by_status, counted)


def _columns() -> answer.Columns:
    first, *others = columns.of("Firm Visit", *_FIELDS)
    return [
        first,
        *columns.firm(),
        *others,
        columns.column("name", _("Visit"), "Link", "Firm Visit"),
    ]


def _summary(by_status: dict[str, int], counted: int) -> list[dict[str, Any]]:
    return [
        answer.figure(_("Assigned Visits"), counted),
        answer.figure(_("Waiting for an Answer"), by_status.get("Assigned", 0)),
        answer.figure(_("Done"), by_status.get("Done", 0), indicator="Green"),
        answer.figure(_("Declined"), by_status.get("Declined", 0), indicator="Orange"),
        answer.figure(_("Missed"), by_status.get("Missed", 0), indicator="Red"),
    ]

"""Visits that are planned, by hand or by the outcome of the one before."""

from datetime import timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime
from oasis_crm.domain.visits import OPEN
from oasis_crm.reports import answer, columns, filters, query

DAYS_AHEAD = 30
_FIELDS = ("planned_start", "status", "visit_type", "origin", "sales_rep", "purpose", "assignment_note")
_FIRM = ("rating", "stage", "last_visit_on", "phone")


def execute(given: dict[str, Any] | None = None) -> answer.Answer:
    """By their hour; without a period, from the first late one to a month from now."""
    asked = filters.read(given, None, filters.today() + timedelta(days=DAYS_AHEAD))
    visit, firm = frappe.qb.DocType("Firm Visit"), frappe.qb.DocType("Firm")
    base = frappe.qb.from_(visit).left_join(firm).on(firm.name == visit.firm).where(visit.status.isin(OPEN))
    base = query.within(query.of_people(base, visit.sales_rep, asked), visit.planned_start, asked)
    base = query.equal(base, visit, asked, "visit_type", "status", "origin", "firm")
    found = query.rows(
        base.select(
            visit.name, visit.firm, firm.firm_name, firm.city,
            *(visit[field] for field in _FIELDS), *(firm[field] for field in _FIRM),
        ).orderby(visit.planned_start),
        "Firm Visit",
    )  # fmt: skip
    late = [row for row in found if get_datetime(row["planned_start"]) < now_datetime()]
    for row in found:
        row["late"] = _("Yes") if row in late else ""
    counted = query.count(base, "Firm Visit")
    drawn, summary = _chart(found), _summary(found, counted, len(late))
    rows = answer.translate(query.name_people(found, "sales_rep"), "status", "visit_type", "origin", "stage")
    return _columns(), rows, query.cut_off(len(rows), counted), drawn, summary


def _columns() -> answer.Columns:
    first, *others = columns.of("Firm Visit", *_FIELDS)
    return [
        first,
        columns.column("late", _("Late"), width=60),
        *columns.firm(),
        *others,
        *columns.of("Firm", *_FIRM),
        columns.column("name", _("Visit"), "Link", "Firm Visit"),
    ]


def _chart(found: answer.Rows) -> dict[str, Any] | None:
    days: dict[str, int] = {}
    for row in found:
        day = str(getdate(row["planned_start"]))
        days[day] = days.get(day, 0) + 1
    return answer.chart(list(days), **{_("Visits"): list(days.values())})


def _summary(found: answer.Rows, counted: int, late: int) -> list[dict[str, Any]]:
    automatic = sum(row["origin"] == "Automatic" for row in found)
    return [
        answer.figure(_("Planned Visits"), counted),
        answer.figure(_("Late"), late, indicator="Red" if late else "Green"),
        answer.figure(_("Planned Automatically"), automatic),
        answer.figure(_("Waiting for an Answer"), sum(row["status"] == "Assigned" for row in found)),
    ]

"""Customers who have not fuelled for long, by their own habit or by the number of days in the settings."""

from datetime import datetime, time, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, flt, getdate
from oasis_crm.reports import answer, columns, filters, query
from oasis_crm.services import settings

_FIELDS = (
    "last_fuel_on", "usual_gap_days", "litres_30d", "litres_90d", "litres_12m", "rating", "contract_end",
    "last_visit_on", "next_visit_on", "phone",
)  # fmt: skip


def execute(given: dict[str, Any] | None = None) -> answer.Answer:
    """The longest silence first. `days`: another number of days than the settings have."""
    asked = filters.read(given)
    firm, today = frappe.qb.DocType("Firm"), filters.today()
    days = cint(asked.get("days")) or settings.thresholds().no_fuel_days
    before = datetime.combine(today - timedelta(days=days - 1), time.min)
    silent = firm.last_fuel_on < before
    # Somebody who names a number of days wants that number, whatever the firm's habit.
    quiet = silent if asked.get("days") else silent | (firm.quiet_from <= today)
    base = frappe.qb.from_(firm).where(firm.relationship == "Customer").where(quiet)
    base = query.equal(query.of_people(base, firm.sales_rep, asked), firm, asked, "rating", "city")
    found = query.rows(
        base.select(
            firm.name.as_("firm"), firm.firm_name, firm.city, firm.sales_rep,
            *(firm[field] for field in _FIELDS),
        ).orderby(firm.last_fuel_on),
        "Firm",
    )  # fmt: skip
    for row in found:
        row["days"] = (today - getdate(row["last_fuel_on"])).days
        row["usual_month"] = round(flt(row["litres_12m"]) / 12, 1)
    counted = query.count(base, "Firm")
    rows = query.name_people(found, "sales_rep")
    return _columns(), rows, query.cut_off(len(rows), counted), _chart(rows), _summary(rows, counted)


def _columns() -> answer.Columns:
    return [
        *columns.firm(),
        columns.sales_rep(),
        columns.column("days", _("Days without Fuel"), "Int", width=130),
        columns.column("usual_month", _("Usual Month (litres)"), "Float", width=140),
        *columns.of("Firm", *_FIELDS),
    ]


def _chart(rows: answer.Rows) -> dict[str, Any] | None:
    return answer.chart_of_counts(answer.counts(rows, "sales_rep"), _("Customers"))


def _summary(rows: answer.Rows, counted: int) -> list[dict[str, Any]]:
    unplanned = sum(not row["next_visit_on"] for row in rows)
    return [
        answer.figure(_("Quiet Customers"), counted, indicator="Red" if counted else "Green"),
        answer.figure(_("Without a Planned Visit"), unplanned, indicator="Orange" if unplanned else "Green"),
        answer.figure(_("Litres Missed a Month"), round(sum(row["usual_month"] for row in rows)), "Float"),
    ]

"""Credit limits: how much is left, and for how many days it lasts."""

from typing import Any

import frappe
from frappe import _
from frappe.utils import flt
from oasis_crm.domain import watch
from oasis_crm.domain.watch import Limit
from oasis_crm.reports import answer, columns, filters, query
from oasis_crm.services import settings

_FIELDS = ("credit_limit", "limit_used", "limit_available", "limit_as_of", "daily_spend")


def execute(given: dict[str, Any] | None = None) -> answer.Answer:
    """The scarcest first; all customers with a limit, or only the low ones with `only_low`."""
    asked = filters.read(given)
    firm, bounds = frappe.qb.DocType("Firm"), settings.thresholds()
    base = frappe.qb.from_(firm).where(firm.relationship == "Customer").where(firm.credit_limit > 0)
    base = query.equal(query.of_people(base, firm.sales_rep, asked), firm, asked, "rating", "city")
    columns_asked = [firm[field] for field in (*_FIELDS, "sales_rep", "rating", "last_fuel_on")]
    found = query.rows(
        base.select(firm.name.as_("firm"), firm.firm_name, firm.city, *columns_asked)
        .orderby(firm.limit_available / firm.credit_limit)
        .orderby(firm.name),
        "Firm",
    )
    counted = query.count(base, "Firm")
    for row in found:
        _add_runway(row, bounds)
    summary, drawn, message = _summary(found, counted), _chart(found), query.cut_off(len(found), counted)
    rows = [row for row in found if row["is_low"] or not asked.get("only_low")]
    for row in rows:
        row["is_low"] = _("Yes") if row["is_low"] else ""
    return _columns(), query.name_people(rows, "sales_rep"), message, drawn, summary


def _add_runway(row: dict[str, Any], bounds: watch.Thresholds) -> None:
    limit = Limit(flt(row["credit_limit"]), flt(row["limit_available"]), flt(row["daily_spend"]))
    runway = watch.runway_days(limit)
    row["percent_left"] = round(watch.percent_left(limit) or 0, 1)
    row["runway"] = round(runway, 1) if runway is not None else None
    row["is_low"] = watch.limit_is_low(limit, bounds)


def _columns() -> answer.Columns:
    return [
        *columns.firm(),
        columns.sales_rep(),
        columns.column("is_low", _("Low"), width=60),
        columns.column("percent_left", _("Limit Left"), "Percent"),
        columns.column("runway", _("Lasts (days)"), "Float"),
        *columns.of("Firm", *_FIELDS, "rating", "last_fuel_on"),
    ]


def _chart(found: answer.Rows) -> dict[str, Any] | None:
    steps = {f"{n * 20}–{n * 20 + 20} %": 0 for n in range(5)}
    labels = list(steps)
    for row in found:
        steps[labels[min(max(int(row["percent_left"] // 20), 0), 4)]] += 1
    return answer.chart(labels, **{_("Customers"): list(steps.values())})


def _summary(found: answer.Rows, counted: int) -> list[dict[str, Any]]:
    low = sum(row["is_low"] for row in found)
    return [
        answer.figure(_("Customers with a Limit"), counted),
        answer.figure(_("Low Limits"), low, indicator="Red" if low else "Green"),
        answer.figure(_("Limits Given"), sum(flt(row["credit_limit"]) for row in found), "Currency"),
        answer.figure(_("Limits Left"), sum(flt(row["limit_available"]) for row in found), "Currency"),
    ]

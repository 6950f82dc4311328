"""Contracts about to end: our customers' own, and those of followed firms with other suppliers."""

from datetime import timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate
from oasis_crm.reports import answer, columns, filters, query
from oasis_crm.reports.filters import Filters
from oasis_crm.services import settings

_FIELDS = ("sales_rep", "stage", "rating", "potential_litres", "litres_12m", "next_visit_on")
_SOON = 30


def execute(given: dict[str, Any] | None = None) -> answer.Answer:
    """The nearest end first; without a period, the days ahead that the settings watch."""
    asked = filters.read(given, filters.today())
    bounds = settings.thresholds()
    kinds = {
        "Customer Contract": ("contract_end", bounds.contract_end_days),
        "Supplier Contract": ("supplier_contract_end", bounds.supplier_end_days),
    }
    chosen = [kind for kind in kinds if asked.get("kind") in (None, kind)]
    found = [row for kind in chosen for row in _ending(asked, kind, *kinds[kind])]
    found.sort(key=lambda row: (row["ends_on"], row["firm"]))
    drawn, summary = _chart(found), _summary(found)
    rows = answer.translate(query.name_people(found, "sales_rep"), "kind", "stage")
    return _columns(), rows[: query.MAX_ROWS], query.cut_off(query.MAX_ROWS, len(rows)), drawn, summary


def _ending(asked: Filters, kind: str, fieldname: str, days: int) -> answer.Rows:
    firm = frappe.qb.DocType("Firm")
    last = asked.to_date or filters.today() + timedelta(days=days)
    base = frappe.qb.from_(firm).where(firm[fieldname][asked.from_date : last])
    base = query.equal(query.of_people(base, firm.sales_rep, asked), firm, asked, "rating", "city")
    found = query.rows(
        base.select(
            firm.name.as_("firm"), firm.firm_name, firm.city, firm[fieldname].as_("ends_on"),
            firm.current_supplier, *(firm[field] for field in _FIELDS),
        ).orderby(firm[fieldname]),
        "Firm",
    )  # fmt: skip
    for row in found:
        row.update(kind=kind, ends_on=getdate(row["ends_on"]))
        row["days_left"] = (row["ends_on"] - filters.today()).days
    return found


def _columns() -> answer.Columns:
    return [
        columns.column("ends_on", _("Ends on"), "Date"),
        columns.column("days_left", _("Days Left"), "Int"),
        columns.column("kind", _("Contract"), width=140),
        *columns.firm(),
        *columns.of("Firm", "current_supplier", *_FIELDS),
    ]


def _chart(found: answer.Rows) -> dict[str, Any] | None:
    months: dict[str, int] = {}
    for row in found:
        month = f"{row['ends_on']:%m.%Y}"
        months[month] = months.get(month, 0) + 1
    return answer.chart(list(months), **{_("Contracts"): list(months.values())})


def _summary(found: answer.Rows) -> list[dict[str, Any]]:
    own = [row for row in found if row["kind"] == "Customer Contract"]
    soon = sum(row["days_left"] <= _SOON for row in own)
    return [
        answer.figure(_("Customer Contracts"), len(own)),
        answer.figure(_("Within 30 Days"), soon, indicator="Red" if soon else "Green"),
        answer.figure(
            _("Litres at Stake (12 months)"), round(sum(row["litres_12m"] or 0 for row in own)), "Float"
        ),
        answer.figure(_("Supplier Contracts"), len(found) - len(own)),
    ]

"""Firms that are followed: by whom, how far they have come, when they were last seen."""

from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Sum
from frappe.utils import flt
from oasis_crm.domain.stages import STAGES
from oasis_crm.permissions.conditions import restrict
from oasis_crm.reports import answer, columns, filters, query
from oasis_crm.reports.filters import Filters

_FIELDS = (
    "firm_type", "relationship", "stage", "stage_since", "rating", "score", "sales_rep", "followed_since",
    "last_visit_on", "next_visit_on", "potential_litres", "vehicle_count", "current_supplier",
    "supplier_contract_end", "phone",
)  # fmt: skip


def execute(given: dict[str, Any] | None = None) -> answer.Answer:
    """Firms by name; the period is about the day since which they are followed."""
    asked = filters.read(given)
    firm = frappe.qb.DocType("Firm")
    base = _base(asked, firm)
    found = query.rows(
        base.select(
            firm.name.as_("firm"), firm.firm_name, firm.city, *(firm[field] for field in _FIELDS)
        ).orderby(firm.firm_name),
        "Firm",
    )
    counted = query.count(base, "Firm")
    drawn = answer.chart_of_counts(answer.counts(found, "stage", STAGES), _("Firms"))
    summary = _summary(base, firm, counted)
    rows = answer.translate(query.name_people(found, "sales_rep"), "firm_type", "relationship", "stage")
    return _columns(), rows, query.cut_off(len(rows), counted), drawn, summary


def _base(asked: Filters, firm: Any) -> Any:
    base = query.of_people(frappe.qb.from_(firm), firm.sales_rep, asked)
    if asked.from_date:
        base = base.where(firm.followed_since >= asked.from_date)
    if asked.to_date:
        base = base.where(firm.followed_since <= asked.to_date)
    return query.equal(base, firm, asked, "relationship", "stage", "rating", "city", "firm_type")


def _columns() -> answer.Columns:
    return [*columns.firm(), *columns.of("Firm", *_FIELDS)]


def _summary(base: Any, firm: Any, counted: int) -> list[dict[str, Any]]:
    never = query.count(base.where(firm.last_visit_on.isnull()), "Firm")
    unplanned = query.count(base.where(firm.next_visit_on.isnull()), "Firm")
    potential = restrict(base, "Firm").select(Sum(firm.potential_litres)).run()[0][0]
    return [
        answer.figure(_("Firms"), counted),
        answer.figure(_("Never Visited"), never, indicator="Orange" if never else "Green"),
        answer.figure(_("Without a Planned Visit"), unplanned, indicator="Orange" if unplanned else "Green"),
        answer.figure(_("Potential (litres a month)"), flt(potential), "Float"),
    ]

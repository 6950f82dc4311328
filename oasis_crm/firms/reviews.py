"""Firms entered although a very similar one was there: managers look at each once."""

from __future__ import annotations

from typing import Any

import frappe
from oasis_crm.services import people

_FIELDS = ["name", "firm_name", "city", "sales_rep", "similar_firm", "duplicate_reason", "owner", "creation"]
_OTHER = ["name", "firm_name", "city", "sales_rep"]


def waiting(start: int, limit: int) -> dict[str, Any]:
    """Those nobody has looked at yet, newest first, each beside the firm it looks like."""
    rows = frappe.get_all(
        "Firm",
        filters={"duplicate_reason": ["is", "set"], "duplicate_reviewed": 0},
        fields=_FIELDS,
        order_by="creation desc, name desc",
        limit_start=start,
        limit_page_length=limit + 1,
    )
    others = _others([row.similar_firm for row in rows if row.similar_firm])
    names = people.full_names(row.sales_rep for row in (*rows, *others.values()))
    told = [_told(row, others.get(row.similar_firm) or {}, names) for row in rows[:limit]]
    return {"rows": told, "more": len(rows) > limit}


def review(firm: str) -> dict[str, str]:
    """Note that a manager has looked: both firms stay."""
    document = frappe.get_doc("Firm", firm)
    document.duplicate_reviewed = 1
    document.save()
    return {"name": document.name}


def _others(firms: list[str]) -> dict[str, Any]:
    if not firms:
        return {}
    filters = {"name": ["in", firms]}
    return {
        row.name: row for row in frappe.get_all("Firm", filters=filters, fields=_OTHER, order_by="name asc")
    }


def _told(row: Any, other: Any, names: dict[str, str]) -> dict[str, Any]:
    return {
        "firm": row.name,
        "firm_name": row.firm_name,
        "city": row.city,
        "sales_rep": row.sales_rep,
        "sales_rep_name": names.get(row.sales_rep),
        "similar_firm": other.get("name"),
        "similar_firm_name": other.get("firm_name"),
        "similar_firm_city": other.get("city"),
        "similar_firm_rep_name": names.get(other.get("sales_rep")),
        "duplicate_reason": row.duplicate_reason,
        "owner": row.owner,
        "creation": str(row.creation)[:19],
    }

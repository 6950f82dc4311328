"""What a firm's type must have and is not there in force."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate, today
from oasis_crm.domain.papers import Lack, Paper, lacking

_AT_ONCE = 200


def of_firm(firm: str) -> list[dict[str, Any]]:
    """The gaps of one firm."""
    firm_type = frappe.db.get_value("Firm", firm, "firm_type")
    papers = _papers([firm]).get(firm, [])
    return _told(lacking(_required().get(firm_type, []), papers, getdate(today())))


def of_firms(start: int, limit: int) -> list[dict[str, Any]]:
    """The caller's firms that lack something, by name: those from `start` on, at most `limit`."""
    required, found, read = _required(), [], 0
    while len(found) < start + limit:
        firms = frappe.get_list(
            "Firm",
            filters={"firm_type": ["in", sorted(required) or [""]]},
            fields=["name", "firm_name", "firm_type", "city", "sales_rep"],
            order_by="firm_name asc, name asc",
            limit_start=read,
            limit_page_length=_AT_ONCE,
        )
        papers = _papers([firm.name for firm in firms])
        for firm in firms:
            gaps = lacking(required[firm.firm_type], papers.get(firm.name, []), getdate(today()))
            if gaps:
                found.append({**_firm(firm), "missing": _told(gaps)})
        read += len(firms)
        if len(firms) < _AT_ONCE:
            break
    return found[start : start + limit]


def _firm(row: Any) -> dict[str, Any]:
    return {"firm": row.name, "firm_name": row.firm_name, "city": row.city, "sales_rep": row.sales_rep}


def _told(gaps: list[Lack]) -> list[dict[str, Any]]:
    return [
        {
            "document_type": gap.document_type,
            "label": _(gap.document_type),
            "status": gap.gap,
            "document": gap.paper,
        }
        for gap in gaps
    ]


def _required() -> dict[str, list[str]]:
    """Firm type → the document types it must have, as the admins set them."""
    kind, rule = frappe.qb.DocType("Document Type"), frappe.qb.DocType("Document Requirement")
    query = frappe.qb.from_(rule).inner_join(kind).on(rule.parent == kind.name)
    query = query.select(rule.firm_type, kind.name).where(
        (kind.disabled == 0) & (rule.parenttype == "Document Type")
    )
    found: dict[str, list[str]] = {}
    for firm_type, name in query.orderby(kind.name).run():
        found.setdefault(firm_type, []).append(name)
    return found


def _papers(firms: list[str]) -> dict[str, list[Paper]]:
    if not firms:
        return {}
    rows = frappe.get_all(
        "Firm Document",
        filters={"firm": ["in", firms]},
        fields=["name", "firm", "document_type", "status", "expires_on"],
        order_by="creation desc",
    )
    found: dict[str, list[Paper]] = {}
    for row in rows:
        expires = getdate(row.expires_on) if row.expires_on else None
        found.setdefault(row.firm, []).append(Paper(row.name, row.document_type, row.status, expires))
    return found

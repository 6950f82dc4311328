"""Many firms handed to a rep at once, each with its transfer, so that history tells who followed when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import frappe
from frappe import _
from oasis_crm import errors

MOST = 200
_SAVEPOINT = "oasis_bulk_assign"


def assign(firms: Sequence[str], sales_rep: str, reason: str) -> dict[str, Any]:
    """Hand firms and their open visits to a rep; those that cannot be are named with the reason."""
    if len(firms) > MOST:
        frappe.throw(_("At most {0} firms at a time.").format(MOST), errors.TransferError)
    assigned: list[str] = []
    skipped: list[dict[str, str]] = []
    for firm in dict.fromkeys(firms):
        refusal = _assign(firm, sales_rep, reason or _("Assigned"))
        if refusal:
            skipped.append({"firm": firm, "reason": refusal})
        else:
            assigned.append(firm)
    return {"assigned": assigned, "skipped": skipped}


def _assign(firm: str, sales_rep: str, reason: str) -> str:
    """Hand one firm over; why not, or ""."""
    if not frappe.db.exists("Firm", firm):
        return _("Firm {0} is not there.").format(firm)
    frappe.has_permission("Firm", "write", doc=firm, throw=True)
    frappe.db.savepoint(_SAVEPOINT)
    try:
        transfer = frappe.new_doc("Firm Transfer", firm=firm, to_rep=sales_rep, reason=reason)
        # Assigning is the right of manager and office; the transfer is its record, approved by that right.
        transfer.insert(ignore_permissions=True).approve_by_rule()
    except frappe.ValidationError as error:
        frappe.db.rollback(save_point=_SAVEPOINT)
        frappe.clear_messages()
        return str(error)
    return ""

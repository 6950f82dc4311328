"""Many firms handed to a rep at once, each with its transfer, so that history tells who followed when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import frappe
from frappe import _
from oasis_crm import errors
from oasis_crm.services import locks, transfers

MOST = 200
_SAVEPOINT = "oasis_bulk_assign"


def assign(firms: Sequence[str], sales_rep: str, reason: str) -> dict[str, Any]:
    """Hand firms and their open visits to a rep; those that cannot be are named with the reason."""
    if len(firms) > MOST:
        frappe.throw(_("At most {0} firms at a time.").format(MOST), errors.TransferError)
    _hold_reps(firms, sales_rep)
    done: list[Any] = []
    skipped: list[dict[str, str]] = []
    for firm in dict.fromkeys(firms):
        try:
            done.append(_assign(firm, sales_rep, reason or _("Assigned")))
        except frappe.ValidationError as error:
            frappe.clear_messages()
            skipped.append({"firm": firm, "reason": str(error)})
    transfers.tell(done)
    return {"assigned": [transfer.firm for transfer in done], "skipped": skipped}


def _hold_reps(firms: Sequence[str], sales_rep: str) -> None:
    """All whose calendars change, at once: two such calls never wait for each other."""
    named = {"name": ["in", [*firms, ""]], "sales_rep": ["is", "set"]}
    followers = frappe.get_all(
        "Firm", filters=named, pluck="sales_rep", distinct=True, order_by="sales_rep asc"
    )
    locks.hold_reps([*followers, sales_rep])


def _assign(firm: str, sales_rep: str, reason: str) -> Any:
    """Hand one firm over; answers the transfer."""
    if not frappe.db.exists("Firm", firm):
        frappe.throw(_("Firm {0} is not there.").format(firm), frappe.DoesNotExistError)
    frappe.has_permission("Firm", "write", doc=firm, throw=True)
    frappe.db.savepoint(_SAVEPOINT)
    try:
        transfer = frappe.new_doc("Firm Transfer", firm=firm, to_rep=sales_rep, reason=reason)
        transfer.flags.update({"by_rule": True, "told_together": True})
        # Assigning is the right of manager and office; the transfer is its record, approved by that right.
        transfer.insert(ignore_permissions=True).approve_by_rule()
    except frappe.ValidationError:
        frappe.db.rollback(save_point=_SAVEPOINT)
        raise
    return transfer

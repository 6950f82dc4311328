"""Who follows a firm: requests to take it over, and claims of follow-ups that went to sleep."""

from typing import Any

import frappe
from frappe import _
from frappe.utils import add_days, formatdate, getdate, nowdate
from oasis_crm import errors
from oasis_crm.domain.duplicates import FirmData
from oasis_crm.services import firm_search, locks, settings


def meant(firm: str | None, candidate: dict[str, Any] | None) -> str:
    """The firm a user speaks of: by name, or, where he may not know it, by what he typed to find it."""
    if firm:
        if not frappe.db.exists("Firm", firm):
            frappe.throw(_("Firm {0} is not there.").format(firm), frappe.DoesNotExistError)
        return firm
    typed = candidate or {}
    data = FirmData(
        typed.get("firm_name") or "",
        typed.get("city"),
        typed.get("tax_id"),
        tuple(filter(None, [typed.get("phone")])),
        tuple(filter(None, [typed.get("email")])),
    )
    found = firm_search.find(data, 1)
    if not found:
        frappe.throw(_("No followed firm looks like this."), frappe.DoesNotExistError)
    return found[0].firm


def request_transfer(firm: str, to_rep: str, reason: str) -> Any:
    """Ask that a firm be handed over; answers the `Firm Transfer`."""
    if not reason.strip():
        frappe.throw(_("Say why the firm should change hands."), errors.TransferError)
    current = frappe.db.get_value("Firm", firm, "sales_rep")
    if current == to_rep:
        frappe.throw(_("This rep follows the firm already."), errors.TransferError)
    transfer = frappe.new_doc("Firm Transfer", firm=firm, from_rep=current, to_rep=to_rep, reason=reason)
    # A rep asks for a firm that he may not read: that is what the request is for. It shows him nothing of it.
    return transfer.insert(ignore_permissions=True)


def claim(firm: str) -> Any:
    """Take over a firm that nobody has contacted for `claim_after_days`; answers the firm."""
    user = frappe.session.user
    locks.hold_reps([user, frappe.db.get_value("Firm", firm, "sales_rep")])
    row = frappe.db.get_value(
        "Firm",
        firm,
        ["sales_rep", "last_visit_on", "followed_since", "creation"],
        as_dict=True,
        for_update=True,
    )
    if row.sales_rep == user:
        frappe.throw(_("You follow this firm already."), errors.NotClaimableError)
    # Who took the firm over yesterday gets his time too, however long it was left alone before.
    known = [moment for moment in (row.last_visit_on, row.followed_since) if moment]
    since = max(getdate(moment) for moment in known or [row.creation])
    free_from = getdate(add_days(since, settings.number("claim_after_days")))
    if row.sales_rep and free_from > getdate(nowdate()):
        sentence = _("The firm was last contacted on {0}; it may be claimed from {1} on.")
        frappe.throw(
            sentence.format(formatdate(since), formatdate(free_from)),
            errors.NotClaimableError,
        )
    reason = _("Claimed: no contact since {0}").format(formatdate(since))
    transfer = frappe.new_doc("Firm Transfer", firm=firm, to_rep=user, reason=reason)
    transfer.flags.by_rule = True
    # The rule above is the permission: the claimer has no right on the firm before he follows it.
    transfer.insert(ignore_permissions=True).approve_by_rule()
    return frappe.get_doc("Firm", firm)

"""Steps of work orders, and who is told of them."""

from typing import Any

import frappe
from frappe import _
from frappe.model.workflow import apply_workflow
from oasis_crm.notifications import inbox
from oasis_crm.permissions import roles
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import people

#: Steps that the assigner takes; the others are the assignee's.
_ASSIGNER_STEPS = ("Approve", "Return", "Cancel")
#: Seeing an order is shown live on the assigner's screen; it is no news that needs a line.
_UNTOLD = ("See",)


def step(name: str, action: str, note: str | None) -> Any:
    """Take a step of the workflow; answers the work order. The workflow decides whether the caller may."""
    order = frappe.get_doc("Field Work Order", name)
    order.check_permission("write")
    if note:
        order.result_note = note
        order.save()
    order = apply_workflow(order, action)
    if action not in _UNTOLD:
        _tell(order, action, note)
    return order


def on_new(order: Any, method: str | None = None) -> None:
    """Event of Field Work Order: tell the assignee."""
    if order.assigned_to != frappe.session.user:
        sentence = _("New work order: {0}", inbox.language(order.assigned_to))
        inbox.tell(order.assigned_to, sentence.format(order.subject), order)


def may_direct(order: Any) -> bool:
    """Whether the session's user may say what an order asks for: who gave it, whoever leads its assignee,
    managers.
    """
    me = frappe.session.user
    leads = order.assigned_to in scope_of().changes and order.assigned_to != me
    return leads or order.assigned_by == me or roles.has_role(roles.MANAGERS)


def _tell(order: Any, action: str, note: str | None) -> None:
    receiver = order.assigned_to if action in _ASSIGNER_STEPS else order.assigned_by
    if not receiver or receiver == frappe.session.user:
        return
    lang = inbox.language(receiver)
    sentence = _("{0}: work order {1} is now {2}.", lang)
    text = sentence.format(people.full_name(frappe.session.user), order.subject, _(order.status, lang))
    inbox.tell(receiver, f"{text} {note}" if note else text, order)

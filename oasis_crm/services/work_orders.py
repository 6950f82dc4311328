"""Work orders: given to one or several people, taken step by step, and who is told."""

from typing import Any

import frappe
from frappe import _
from frappe.model.workflow import apply_workflow
from oasis_crm import errors
from oasis_crm.notifications import inbox
from oasis_crm.permissions import roles
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import people

DOCTYPE = "Field Work Order"
#: Steps that the assigner takes; the others are the assignee's.
_ASSIGNER_STEPS = ("Approve", "Return", "Cancel")
#: Seeing an order is shown live on the assigner's screen; it is no news that needs a line.
_UNTOLD = ("See",)
#: People whom one call may give an order to.
_MOST = 100
_SAVEPOINT = "oasis_give_order"


def give(receivers: list[str], about: dict[str, Any], client_id: str | None) -> list[Any]:
    """One order for each of the people, all of them or none; answers the orders.

    Several share a group. `client_id` names the call: made again, it answers what it made.
    """
    users = list(dict.fromkeys(receivers))
    if not users or len(users) > _MOST:
        message = _("State between one and {0} people who get the work order.").format(_MOST)
        frappe.throw(message, errors.WorkOrderAssigneeError)
    if given := _given(client_id):
        return given
    group = (client_id or frappe.generate_hash(length=20)) if len(users) > 1 else None
    frappe.db.savepoint(_SAVEPOINT)
    try:
        return [
            _insert(user, about, group, _own_id(client_id, index, group)) for index, user in enumerate(users)
        ]
    except Exception:
        frappe.db.rollback(save_point=_SAVEPOINT)
        raise


def _own_id(client_id: str | None, index: int, group: str | None) -> str | None:
    """What the device calls each of the orders of one call."""
    return f"{client_id}.{index + 1}" if client_id and group else client_id


def _given(client_id: str | None) -> list[Any]:
    """What the session's user gave by an earlier call of this name."""
    if not client_id:
        return []
    names = frappe.get_all(
        DOCTYPE,
        filters={"assigned_by": frappe.session.user},
        or_filters={"order_group": client_id, "client_id": client_id},
        pluck="name",
        order_by="name asc",
    )
    return [frappe.get_doc(DOCTYPE, name) for name in names]


def _insert(user: str, about: dict[str, Any], group: str | None, client_id: str | None) -> Any:
    asked = {"assigned_to": user, "order_group": group, "client_id": client_id}
    return frappe.get_doc({**about, **asked, "doctype": DOCTYPE}).insert()


def step(name: str, action: str, note: str | None) -> Any:
    """Take a step of the workflow; answers the work order. The workflow decides whether the caller may."""
    order = frappe.get_doc(DOCTYPE, name)
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

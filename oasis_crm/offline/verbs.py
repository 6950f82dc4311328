"""The endpoints that a device's changes may call, by DocType and action."""

from collections.abc import Callable
from typing import Any

import frappe
from frappe import _
from oasis_crm import errors
from oasis_crm.api import calendar, documents, firms, notifications, visits, work_orders

VERBS: dict[tuple[str, str], Callable[..., Any]] = {
    ("Firm", "quick_entry"): firms.quick_entry,
    ("Firm", "comment"): firms.comment,
    ("Firm Visit", "record"): visits.record,
    ("Firm Visit", "respond"): visits.respond,
    ("Firm Visit", "reschedule"): visits.reschedule,
    ("Firm Visit", "plan"): visits.plan,
    ("Firm Visit", "assign"): visits.assign,
    ("Field Work Order", "give"): work_orders.give,
    ("Field Work Order", "step"): work_orders.step,
    ("Field Work Order", "comment"): work_orders.comment,
    ("Field Work Order", "attach"): work_orders.attach,
    ("Field Work Order", "detach"): work_orders.detach,
    ("Firm Visit", "move"): calendar.move,
    ("Field Work Order", "move"): calendar.move,
    ("Personal Reminder", "move"): calendar.move,
    ("Personal Reminder", "rang"): notifications.rang,
    ("Firm Document", "capture"): documents.capture,
}


def call(doctype: str, action: str, values: dict[str, Any]) -> dict[str, Any]:
    """Call the endpoint with a change's values as arguments; its answer under `answer`, its document as
    `name`.
    """
    function = VERBS.get((doctype, action))
    if function is None:
        frappe.throw(_("{0} has no action {1}.").format(_(doctype), action), errors.OfflineChangeError)
    answer = frappe.call(function, **values)
    return {"name": answer.get("name"), "answer": answer}

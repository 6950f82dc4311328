"""A line in a user's notifications, live on his screens; and the list of them."""

from typing import Any

import frappe
from frappe.utils import cint
from oasis_crm.notifications import push, receivers
from oasis_crm.permissions.realtime import publish
from oasis_crm.services import people

DOCTYPE = "Notification Log"
EVENT = "oasis_notification"
#: Told to a user's screens when he has read on one of them.
READ = "oasis_notifications_read"

#: Where the web app shows what a notification is about; `{0}` is the document's name.
_PAGES = {
    "Firm": "/oasis/firms/{0}",
    "Firm Visit": "/oasis/calendar",
    "Field Work Order": "/oasis/work-orders?order={0}",
    "Personal Reminder": "/oasis/reminders",
    "Firm Transfer": "/oasis/transfers",
    "Firm Document": "/oasis/documents",
    "Firm Import": "/oasis/import",
    "Leave Cover": "/oasis/leave",
}
_ROW = (
    *("name", "subject", "document_type", "document_name", "from_user"),
    *("read", "creation"),
)


def tell(user: str, subject: str, doc: Any, extra: dict[str, Any] | None = None) -> None:
    """Write a notification for one user about a document, and show it at once wherever he is.

    That is on his open screens, and on the browsers that he lets push messages come to. `extra`: what
    the push message carries besides title and address.
    """
    note = write(user, subject, doc)
    publish(user, EVENT, {"name": note.name, "subject": subject, "doctype": doc.doctype, "docname": doc.name})
    if receivers.of(user).push:
        page = _PAGES.get(doc.doctype, "/oasis/notifications").format(doc.name)
        push.queue(user, subject, page, extra)


def write(user: str, subject: str, doc: Any, read: bool = False) -> Any:
    """The line alone. `read`: he knows it already."""
    note = frappe.get_doc(
        {
            "doctype": DOCTYPE,
            "for_user": user,
            "from_user": frappe.session.user,
            # The framework mails lines of any other type by settings of its own.
            "type": "Alert",
            "subject": subject,
            "document_type": doc.doctype,
            "document_name": doc.name,
            "read": int(read),
        }
    )
    # Whoever causes the event need not have a right on the receiver's notifications.
    return note.insert(ignore_permissions=True)


def language(user: str) -> str:
    """The language in which a user is told, whoever causes it."""
    return receivers.of(user).language


def unread(user: str) -> int:
    """How many notifications a user has not opened."""
    return frappe.db.count(DOCTYPE, {"for_user": user, "read": 0})


def listing(start: int, limit: int, kind: str | None, unread_only: bool) -> dict[str, Any]:
    """The session user's notifications, newest first: `{rows, more, unread}`. `kind`: of one DocType."""
    me = frappe.session.user
    filters: dict[str, Any] = {"for_user": me}
    if kind:
        filters["document_type"] = kind
    if unread_only:
        filters["read"] = 0
    # The filter is the permission: his own, and nothing else.
    rows = frappe.get_all(
        DOCTYPE,
        filters=filters,
        fields=list(_ROW),
        order_by="creation desc, name desc",
        limit_start=start,
        limit=limit + 1,
    )
    names = people.full_names(row.from_user for row in rows)
    shown = [{**row, "from_user_name": names.get(row.from_user)} for row in rows[:limit]]
    return {"rows": shown, "more": len(rows) > limit, "unread": unread(me)}


def mark(names: list[str] | None, read: bool) -> int:
    """Mark some of the session user's notifications (None: all); answers how many are unread."""
    me = frappe.session.user
    filters: dict[str, Any] = {"for_user": me, "read": int(not read)}
    if names is not None:
        filters["name"] = ["in", names or [""]]
    frappe.db.set_value(DOCTYPE, filters, "read", cint(read), update_modified=False)
    left = unread(me)
    publish(me, READ, {"names": names, "read": cint(read), "unread": left})
    return left

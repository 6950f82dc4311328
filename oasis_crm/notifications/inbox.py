"""A line in a user's notifications, live on his screens."""

from typing import Any

import frappe
from oasis_crm.notifications import push
from oasis_crm.permissions.realtime import publish
from oasis_crm.services import preferences

EVENT = "oasis_notification"

#: Where the web app shows what a notification is about; `{0}` is the document's name.
_PAGES = {
    "Firm": "/oasis/firms/{0}",
    "Firm Visit": "/oasis/calendar",
    "Field Work Order": "/oasis/work-orders",
    "Personal Reminder": "/oasis/reminders",
    "Firm Transfer": "/oasis/transfers",
    "Firm Document": "/oasis/documents",
    "Firm Import": "/oasis/import",
}


def tell(user: str, subject: str, doc: Any, kind: str = "Alert") -> None:
    """Write a notification for one user about a document, and show it at once wherever he is.

    That is on his open screens, and on the browsers that he lets push messages come to.
    """
    note = frappe.get_doc(
        {
            "doctype": "Notification Log",
            "for_user": user,
            "from_user": frappe.session.user,
            "type": kind,
            "subject": subject,
            "document_type": doc.doctype,
            "document_name": doc.name,
        }
    )
    # Whoever causes the event need not have a right on the receiver's notifications.
    note.insert(ignore_permissions=True)
    publish(user, EVENT, {"name": note.name, "subject": subject, "doctype": doc.doctype, "docname": doc.name})
    if preferences.of_user(user)["push_reminders"]:
        push.queue(user, subject, _PAGES.get(doc.doctype, "/oasis/notifications").format(doc.name))


def language(user: str) -> str:
    """The language in which a user is told, whoever causes it."""
    return frappe.db.get_value("User", user, "language") or "tr"


def unread(user: str) -> int:
    """How many notifications a user has not opened."""
    return frappe.db.count("Notification Log", {"for_user": user, "read": 0})

"""A line in a user's notifications, live on his screens."""

from typing import Any

import frappe
from oasis_crm.permissions.realtime import publish

EVENT = "oasis_notification"


def tell(user: str, subject: str, doc: Any, kind: str = "Alert") -> None:
    """Write a notification for one user about a document, and show it at once where he is logged in."""
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


def language(user: str) -> str:
    """The language in which a user is told, whoever causes it."""
    return frappe.db.get_value("User", user, "language") or "tr"


def unread(user: str) -> int:
    """How many notifications a user has not opened."""
    return frappe.db.count("Notification Log", {"for_user": user, "read": 0})

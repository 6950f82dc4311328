"""Reminders by e-mail, for users who want them."""

from typing import Any

import frappe
from frappe import _
from frappe.utils import get_url
from oasis_crm.notifications import receivers


def remind(user: str, subject: str, doc: Any, note: str = "", page: str = "/oasis/reminders") -> None:
    """Queue a reminder's mail where its user wants one.

    In a job after the transaction: a site that cannot send mail must not keep the reminder from being told.
    """
    if not receivers.of(user).mail:
        return
    frappe.enqueue(
        "oasis_crm.notifications.mail.send",
        queue="short",
        enqueue_after_commit=True,
        user=user,
        subject=subject,
        note=note,
        page=page,
        about=(doc.doctype, doc.name),
    )


def send(user: str, subject: str, note: str, page: str, about: tuple[str, str]) -> None:
    """Job: hand the mail to the framework's queue, in the user's language."""
    receiver = receivers.of(user)
    doctype, name = about
    frappe.sendmail(
        recipients=[receiver.address],
        subject=subject,
        template="personal_reminder",
        args={
            "subject": subject,
            "note": note,
            "url": get_url(page),
            "link": _("Show it", receiver.language),
        },
        reference_doctype=doctype,
        reference_name=name,
    )

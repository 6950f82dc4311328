"""Reminders by e-mail, for users who want them."""

from typing import Any

import frappe
from frappe import _
from frappe.utils import get_url
from oasis_crm.services import preferences


def remind(reminder: Any, subject: str) -> None:
    """Queue a reminder's mail where its user wants one.

    In a job after the transaction: a site that cannot send mail must not keep the reminder from being told.
    """
    if not preferences.of_user(reminder.user)["email_reminders"]:
        return
    frappe.enqueue(
        "oasis_crm.notifications.mail.send",
        queue="short",
        enqueue_after_commit=True,
        user=reminder.user,
        subject=subject,
        note=reminder.note or "",
        reminder=reminder.name,
    )


def send(user: str, subject: str, note: str, reminder: str) -> None:
    """Job: hand the mail to the framework's queue, in the user's language."""
    address, language = frappe.db.get_value("User", user, ["email", "language"])
    frappe.sendmail(
        recipients=[address],
        subject=subject,
        template="personal_reminder",
        args={
            "subject": subject,
            "note": note,
            "url": get_url("/oasis/reminders"),
            "link": _("Show it", language),
        },
        reference_doctype="Personal Reminder",
        reference_name=reminder,
    )

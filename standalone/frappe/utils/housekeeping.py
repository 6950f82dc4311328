"""What a site does for itself at night."""

from __future__ import annotations

import frappe

ERROR_DAYS = 30
MAIL_DAYS = 90


def clear_old_logs() -> None:
    """Daily: errors of more than a month ago, mails that were delivered more than three months ago."""
    frappe.db.delete("Error Log", {"creation": ["<", ago(ERROR_DAYS)]})
    old = {"status": "Sent", "creation": ["<", ago(MAIL_DAYS)]}
    for name in frappe.get_all("Email Queue", filters=old, pluck="name", order_by="creation asc"):
        frappe.db.delete("Email Queue Recipient", {"parent": name})
        frappe.db.delete("Email Queue", {"name": name})


def optimize() -> None:
    """Daily: yesterday's rows count in tomorrow's query plans."""
    frappe.db.optimize()


def ago(days: int) -> str:
    return str(frappe.utils.add_to_date(None, days=-days))

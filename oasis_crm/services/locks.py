"""Rows that are held to the end of the transaction, so that two requests do not decide at once.

SQLite has one writer at a time and needs none of this; on MariaDB the row lock queues the second request.
What
is then read to decide on must be read with a lock as well: a plain read still sees the time before the wait.
"""

from collections.abc import Iterable

import frappe


def hold_rep(user: str) -> None:
    """Only one transaction at a time books this rep's calendar."""
    frappe.db.get_value("User", user, "name", for_update=True)


def hold_reps(users: Iterable[str | None]) -> None:
    """The same for several: always in the same order, so that two transactions never wait for each other."""
    for user in sorted({user for user in users if user}):
        hold_rep(user)


def hold_firm_entry() -> None:
    """Only one transaction at a time adds firms: two people must not enter the same one side by side."""
    frappe.db.get_value("DocType", "Firm", "name", for_update=True)

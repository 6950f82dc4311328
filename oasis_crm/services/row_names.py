"""Names of rows that nobody calls by their name, many at a time."""

import frappe

_DIGITS = 6


def fresh(count: int) -> list[str]:
    """So many new names. They lie side by side in their index: scattered ones would change as many of its
    pages as there are rows.
    """
    start = frappe.generate_hash(length=20 - _DIGITS)
    return [f"{start}{number:0{_DIGITS}x}" for number in range(count)]

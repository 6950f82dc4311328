"""Names and addresses of users."""

from __future__ import annotations

from frappe.context import local


def get_fullname(user: str | None = None) -> str:
    """The user's full name; what was given where there is no such user."""
    name = user or local.session.user
    return local.db.get_value("User", name, "full_name", cache=True) or name or ""

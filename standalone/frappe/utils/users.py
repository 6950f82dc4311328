"""Names and addresses of users."""

from __future__ import annotations

from email.utils import formataddr
from typing import Any

from frappe.context import local


def get_fullname(user: str | None = None) -> str:
    """The user's full name; what was given where there is no such user."""
    name = user or local.session.user
    return local.db.get_value("User", name, "full_name", cache=True) or name or ""


def get_formatted_email(user: str, mail: str | None = None) -> str:
    address = mail or local.db.get_value("User", user, "email", cache=True) or user
    return formataddr((get_fullname(user), address))


def get_user_info_for_avatar(user_id: str) -> dict[str, Any]:
    row = local.db.get_value("User", user_id, ["email", "user_image", "full_name"], as_dict=True)
    return {
        "email": row.email if row else user_id,
        "image": row.user_image if row else "",
        "name": (row.full_name if row else None) or user_id,
    }

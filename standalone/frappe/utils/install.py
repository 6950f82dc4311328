"""What every new site has: its two standard users, the framework's roles, its settings."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.core.doctype.file.utils import make_home_folder
from frappe.utils.password import update_password

ROLES = (
    "Administrator",
    "System Manager",
    "All",
    "Guest",
    "Desk User",
    "Report Manager",
)
USERS: tuple[dict[str, Any], ...] = (
    {"name": "Administrator", "email": "admin@example.com", "user_type": "System User"},
    {"name": "Guest", "email": "guest@example.com", "user_type": "Website User"},
)
SETTINGS = {
    "language": "en",
    "time_zone": "Europe/Istanbul",
    "date_format": "dd.mm.yyyy",
    "time_format": "HH:mm:ss",
    "number_format": "#.###,##",
    "float_precision": "3",
    "first_day_of_the_week": "Monday",
    "session_expiry": "240:00",
    "enable_scheduler": 1,
    "setup_complete": 1,
}


def make_basics(admin_password: str) -> None:
    """Users, roles and settings of a new site: the installer's work, no user stands behind it."""
    for role in ROLES:
        if not frappe.db.exists("Role", role):
            desk = int(role not in ("All", "Guest"))
            frappe.get_doc(doctype="Role", role_name=role, desk_access=desk).insert(ignore_permissions=True)
    for values in USERS:
        make_user(values)
    update_password("Administrator", admin_password)
    settings = frappe.get_doc("System Settings")
    settings.update(SETTINGS)
    settings.flags.ignore_mandatory = True
    settings.save(ignore_permissions=True)
    make_home_folder()


def make_user(values: dict[str, Any]) -> None:
    """Administrator and Guest keep their names, which are no addresses."""
    if frappe.db.exists("User", values["name"]):
        return
    user = frappe.get_doc(doctype="User", first_name=values["name"], enabled=1, **values)
    user.flags.ignore_validate = True
    user.flags.no_welcome_mail = True
    if values["name"] == "Administrator":
        user.append("roles", {"role": "Administrator"})
        user.append("roles", {"role": "System Manager"})
    user.insert(ignore_permissions=True)

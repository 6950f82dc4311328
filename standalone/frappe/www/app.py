"""The desk's address: it forwards to the web app, with the session's CSRF token as the desk has it."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.sessions import get_csrf_token
from frappe.website.page import login_address
from frappe.website.serve import redirect


def get_context(context: Any) -> None:
    if frappe.session.user == "Guest":
        redirect(login_address())
    if frappe.get_cached_value("User", frappe.session.user, "user_type") == "Website User":
        raise frappe.PermissionError(_("The desk is for system users."))
    routes = [app.get("route") for app in frappe.get_hooks("add_to_apps_screen")]
    context.route = routes[0] if routes else ""
    context.csrf_token = get_csrf_token()
    frappe.db.commit()

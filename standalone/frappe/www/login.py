"""The log-in page: for those who come without the web app's own one."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.website.serve import redirect


def get_context(context: Any) -> None:
    context.redirect_to = own_path(frappe.local.request.args.get("redirect-to"))
    context.words = {
        "wrong": _("User name or password is not right."),
        "failed": _("This did not work. Please try again."),
    }
    if frappe.session.user != "Guest":
        redirect(context.redirect_to or "/app")


def own_path(target: str | None) -> str:
    """`target` where it is a path of this site, else nothing: a link must not lead to another one."""
    if not target or not target.startswith("/") or target[1:2] in ("/", "\\"):
        return ""
    return target if target.isprintable() else ""

"""Endpoints and pages that answer with another address."""

from __future__ import annotations

from typing import NoReturn

from frappe.context import local
from frappe.exceptions import Redirect


def redirect(url: str) -> NoReturn:
    """Leave the running page for another address."""
    local.flags.redirect_location = url
    raise Redirect(302)

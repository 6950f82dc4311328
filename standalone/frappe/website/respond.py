"""Endpoints that answer with a page instead of JSON."""

from __future__ import annotations

from typing import Any, NoReturn

from frappe.context import local
from frappe.exceptions import Redirect


def respond_as_web_page(
    title: str,
    html: str,
    success: bool | None = None,
    http_status_code: int | None = None,
    context: dict[str, Any] | None = None,
    indicator_color: str | None = None,
    primary_action: str = "/",
    primary_label: str | None = None,
    fullpage: bool = False,
    width: int | None = None,
    template: str = "message",
) -> None:
    """The request's answer becomes a page with this title and HTML, and one button."""
    local.response.update(
        type="page",
        page={"title": title, "html": html, "action": primary_action, "label": primary_label or ""},
        http_status_code=http_status_code or 200,
    )


def redirect(url: str) -> NoReturn:
    """Leave the running page for another address."""
    local.flags.redirect_location = url
    raise Redirect(302)

"""Answers for everything outside /api: pages, redirects, and what to say when there is no page."""

from __future__ import annotations

from typing import NoReturn

from werkzeug.utils import redirect as moved_to
from werkzeug.wrappers import Response

import frappe
from frappe.context import local
from frappe.exceptions import Redirect
from frappe.website.page import error_page, find_page, render_page
from frappe.website.path_resolver import resolve_path


def get_response() -> Response:
    """The page at the request's path."""
    try:
        endpoint = resolve_path(local.request.path.strip("/ "))
        page = find_page(endpoint)
        return render_page(page, endpoint) if page else error_page(404)
    except Redirect as moved:
        return moved_to(local.flags.redirect_location or "/", moved.http_status_code)
    except frappe.PermissionError as error:
        return error_page(403, str(error))
    except frappe.DoesNotExistError:
        return error_page(404)


def redirect(url: str) -> NoReturn:
    """Leave the running page for another address."""
    local.flags.redirect_location = url
    raise Redirect(302)

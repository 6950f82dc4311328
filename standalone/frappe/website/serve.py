"""Answers for everything outside /api: pages, redirects, and what to say when there is no page."""

from __future__ import annotations

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

import frappe
from frappe.exceptions import Redirect
from frappe.website.page import error_page, find_page, render_page
from frappe.website.path_resolver import resolve_path, resolve_redirect


def get_response(path: str | None = None, http_status_code: int = 200) -> Response:
    """The page at `path` (the request's, when left out)."""
    asked = (frappe.local.request.path if path is None else path).strip("/ ")
    try:
        resolve_redirect(asked)
        endpoint = resolve_path(asked)
        page = find_page(endpoint)
        if page is None:
            return error_page(404)
        return render_page(page, endpoint, http_status_code)
    except Redirect as moved:
        return _moved(moved)
    except frappe.PermissionError as error:
        return error_page(403, str(error))
    except frappe.DoesNotExistError:
        return error_page(404)


def _moved(moved: Redirect) -> Response:
    location = frappe.local.flags.redirect_location or frappe.local.response.get("location") or "/"
    return redirect(location, moved.http_status_code)

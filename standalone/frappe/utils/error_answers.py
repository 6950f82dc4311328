"""Every error's way out of a request: to JSON for programs, to a page for people."""

from __future__ import annotations

import errno
import json
import traceback

from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Request, Response

import frappe
from frappe import _
from frappe.auth import clear_cookies
from frappe.utils.response import report_error
from frappe.website.page import error_page

INTERNAL = 500
NOT_IMPLEMENTED = 501


class InvalidRequestError(frappe.ValidationError):
    """The request's body could not be read."""

    http_status_code = 400


class DiskFullError(Exception):
    http_status_code = 507


class FileTooLargeError(frappe.ValidationError):
    http_status_code = 413


def answer_error(request: Request, error: Exception) -> Response:
    """The answer to the error being handled; what the engine did not expect is also logged."""
    error = _explained(error)
    if isinstance(error, HTTPException):
        return Response.force_type(error.get_response(request.environ))
    status = status_of(error)
    if isinstance(error, frappe.AuthenticationError):
        _forget_browser()
    if status >= INTERNAL:
        _log(request, error)
    if not wants_json(request):
        return error_page(status, str(error) if status < INTERNAL else "")
    try:
        raise error
    except Exception:
        return report_error(status)


def status_of(error: Exception) -> int:
    if isinstance(error, NotImplementedError):
        return NOT_IMPLEMENTED
    return int(getattr(error, "http_status_code", INTERNAL))


def wants_json(request: Request) -> bool:
    accept = request.headers.get("Accept", "")
    if request.headers.get("X-Requested-With") == "XMLHttpRequest" or "application/json" in accept:
        return True
    return request.path.startswith("/api/") and not accept.startswith("text")


def _explained(error: Exception) -> Exception:
    """Errors of the library that reads requests, as errors that say to the user what is wrong."""
    if isinstance(error, RequestEntityTooLarge):
        from frappe.app import MEGABYTE, max_upload_bytes

        limit = max_upload_bytes() // MEGABYTE
        return _queued(FileTooLargeError(_("More than {0} MB cannot be sent at a time.").format(limit)))
    if is_disk_full(error):
        return _queued(DiskFullError(_("The server's disk is full. Nothing was saved.")))
    if isinstance(error, json.JSONDecodeError):
        return _queued(frappe.DataError(_("The request holds text that should be JSON and is not.")))
    if isinstance(error, BadRequest | UnicodeEncodeError):
        return _queued(InvalidRequestError(_("The request could not be read: its body is not what it says.")))
    return error


def is_disk_full(error: Exception) -> bool:
    return (isinstance(error, OSError) and error.errno == errno.ENOSPC) or "disk is full" in str(error)


def _queued(error: Exception) -> Exception:
    frappe.msgprint(str(error), indicator="red")
    return error


def _forget_browser() -> None:
    clear_cookies()


def _log(request: Request, error: Exception) -> None:
    """Where it happened. Neither values nor the error's own text: either may hold somebody's data."""
    frames = traceback.extract_tb(error.__traceback__)
    places = "\n".join(f"    {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
    line = (request.method, request.path, frappe.session.user, type(error).__name__, places)
    frappe.logger("error").error("%s %s by %s: %s\n%s", *line)

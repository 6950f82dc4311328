"""From `frappe.local.response` to the HTTP answer: JSON, a file, a page, a redirect, an error."""

from __future__ import annotations

import json
import mimetypes
import sys
import traceback
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from werkzeug.http import dump_options_header
from werkzeug.wrappers import Response

import frappe
from frappe.utils.json_data import json_handler
from frappe.utils.settings import get_system_setting


def build_response(response_type: str = "json") -> Response:
    """The answer in the type that the endpoint asked for (`frappe.local.response.type`) or the given one."""
    answer = frappe.local.response
    if not answer.get("docs"):
        answer.pop("docs", None)
    return BUILDERS[answer.get("type") or response_type]()


def as_json() -> Response:
    answer = frappe.local.response
    status = answer.pop("http_status_code", None) or 200
    _add_messages(answer)
    text = json.dumps(answer, default=json_handler, separators=(",", ":"), ensure_ascii=False)
    # half a character, sent by somebody and quoted back to him, is no reason to fail
    return Response(text.encode("utf-8", "replace"), status=status, mimetype="application/json")


def _add_messages(answer: dict[str, Any]) -> None:
    if frappe.local.message_log:
        answer["_server_messages"] = json.dumps(
            [json.dumps(message, default=json_handler) for message in frappe.local.message_log]
        )
    if frappe.local.flags.error_message:
        answer["_error_message"] = frappe.local.flags.error_message


def report_error(status: int) -> Response:
    """The error being handled, as JSON; with its traceback only where the site allows that."""
    kind, error, _ = sys.exc_info()
    answer = frappe.local.response
    answer["exc_type"] = kind.__name__ if kind else "Exception"
    if status != 404 and not frappe.local.flags.disable_traceback and _shows_tracebacks():
        lines = traceback.format_exception(error)
        answer["exception"] = lines[-1].strip()
        answer["exc"] = json.dumps(["".join(lines)])
    # what the endpoint had prepared before it failed, be it data or a file, must not be sent
    for key in ("http_status_code", "data", "docs", "type", "filecontent", "filename"):
        answer.pop(key, None)
    response = build_response("json")
    response.status_code = status
    return response


def _shows_tracebacks() -> bool:
    if getattr(frappe.local, "db", None) is None:
        return False
    return bool(get_system_setting("allow_error_traceback"))


def as_download() -> Response:
    """A file made by an endpoint: `filename`, `filecontent`, and `content_type`, `display_content_as`."""
    answer = frappe.local.response
    guessed = mimetypes.guess_type(answer.filename)[0]
    kind = answer.get("content_type") or guessed or "application/octet-stream"
    return _file(answer.filecontent, answer.filename, kind, answer.get("display_content_as") or "attachment")


def as_binary() -> Response:
    answer = frappe.local.response
    return _file(answer.filecontent, answer.filename, "application/octet-stream", "attachment")


def _file(content: bytes | str, filename: str, mimetype: str, disposition: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = content_disposition(disposition, filename)
    return response


def content_disposition(disposition: str, filename: str) -> str:
    """The header with the name in full (RFC 6266) and a plain one for old clients."""
    letters = unicodedata.normalize("NFKD", filename.replace("ı", "i"))
    plain = letters.encode("ascii", "ignore").decode().strip(" .\"'") or "file"
    if plain == filename:
        return dump_options_header(disposition, {"filename": filename})
    return dump_options_header(
        disposition, {"filename": plain, "filename*": f"UTF-8''{quote(filename, safe='')}"}
    )


BUILDERS: dict[str, Callable[[], Response]] = {
    "json": as_json,
    "download": as_download,
    "binary": as_binary,
}

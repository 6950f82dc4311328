"""The WSGI application of a site: how a request is handled, from its bytes to its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Request, Response

import frappe
import frappe.api
import frappe.handler
from frappe import _
from frappe.auth import (
    CookieManager,
    LoginManager,
    set_language,
    set_request_ip,
    validate_auth,
    validate_csrf_token,
)
from frappe.utils import cint
from frappe.utils.error_answers import answer_error
from frappe.utils.response import build_response
from frappe.utils.settings import get_system_setting
from frappe.website.compression import compress
from frappe.website.files import public_file, send_private_file
from frappe.website.request import is_unsafe, read_json
from frappe.website.serve import get_response

Handler = Callable[[Request], Response]
Layer = Callable[[Request, Handler], Response]
WSGIApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

MEGABYTE = 1024 * 1024
DEFAULT_UPLOAD_MEGABYTES = 25
NO_STORE = "no-store,no-cache,must-revalidate,max-age=0"


def make_application(site: str | Path, sites_path: str | Path = ".") -> WSGIApplication:
    """The application that serves one site folder, as a stack of layers around `dispatch`."""

    def bind_site(request: Request, handle: Handler) -> Response:
        frappe.init(str(site), sites_path=str(sites_path), force=True)
        frappe.local.request = request
        try:
            return handle(request)
        finally:
            frappe.destroy()

    stack: tuple[Layer, ...] = (
        public_file_first(site, sites_path),
        bind_site,
        with_headers,
        with_answers_for_errors,
        in_transaction,
        with_form,
        with_user,
    )
    handle: Handler = dispatch
    for layer in reversed(stack):
        handle = _wrap(layer, handle)
    return Request.application(handle)


def _wrap(layer: Layer, inner: Handler) -> Handler:
    return lambda request: layer(request, inner)


def public_file_first(site: str | Path, sites_path: str | Path) -> Layer:
    """Assets and public files need neither a site nor a user: answered before either is looked up."""
    files = Path(sites_path, site, "public", "files")

    def layer(request: Request, handle: Handler) -> Response:
        return public_file(request, files) or compress(request, handle(request))

    return layer


def with_headers(request: Request, handle: Handler) -> Response:
    """Cookies, caching, the app's after_request hooks."""
    frappe.local.cookie_manager = CookieManager()
    response = handle(request)
    for hook in frappe.get_hooks("after_request"):
        frappe.call(hook, response=response, request=request)
    response.headers.setdefault("Cache-Control", NO_STORE)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    frappe.local.cookie_manager.flush_cookies(response)
    return response


def with_answers_for_errors(request: Request, handle: Handler) -> Response:
    try:
        return handle(request)
    except Exception as error:
        return answer_error(request, error)


def in_transaction(request: Request, handle: Handler) -> Response:
    """Commits after a method that may change something, rolls back after the others and after errors."""
    frappe.connect(set_admin_as_user=False)
    try:
        response = handle(request)
    except BaseException:
        frappe.db.rollback()
        raise
    if is_unsafe() or frappe.local.flags.commit:
        frappe.db.commit()
    else:
        frappe.db.rollback()
    frappe.local.session_obj.update()
    return response


def with_form(request: Request, handle: Handler) -> Response:
    """`frappe.form_dict`: the JSON body, or the query and form fields."""
    request.max_content_length = max_upload_bytes()
    request.max_form_memory_size = request.max_content_length
    sent = json_body(request)
    if sent is None:
        sent = {**request.args.to_dict(), **request.form.to_dict()}
    if isinstance(sent, list):
        sent = {"data": sent}
    if not isinstance(sent, dict):
        frappe.throw(_("The body must be a JSON object."))
    sent.pop("_", None)  # only there to get past a cache
    frappe.local.form_dict = frappe._dict(sent)
    return handle(request)


def json_body(request: Request) -> Any:
    """The value of a JSON body; None where there is none."""
    body = request.get_data() if request.is_json else b""
    try:
        return read_json(body) if body else None
    except (ValueError, RecursionError):
        raise BadRequest from None


def max_upload_bytes() -> int:
    megabytes = cint(get_system_setting("max_file_size")) or DEFAULT_UPLOAD_MEGABYTES
    return cint(frappe.conf.get("max_file_size")) or megabytes * MEGABYTE


def with_user(request: Request, handle: Handler) -> Response:
    """The session, its language and CSRF token, the app's before_request hooks, the Authorization header."""
    set_request_ip()
    LoginManager()
    set_language()
    validate_csrf_token()
    for hook in frappe.get_hooks("before_request"):
        frappe.call(hook)
    validate_auth()
    return handle(request)


def dispatch(request: Request) -> Response:
    if request.method == "OPTIONS":
        return Response()
    if frappe.local.form_dict.get("cmd"):
        return frappe.handler.handle() or build_response("json")
    if request.path.startswith("/api/"):
        return frappe.api.handle(request)
    if request.path.startswith("/private/files/"):
        return send_private_file(request)
    if request.method in ("GET", "HEAD", "POST"):
        return get_response()
    raise NotFound

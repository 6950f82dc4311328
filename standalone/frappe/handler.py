"""Remote calls by dotted path, uploads, downloads, calls of document methods."""

import contextlib
import os
from collections.abc import Callable
from mimetypes import guess_type
from typing import Any

from werkzeug.wrappers import Response

import frappe
from frappe import _
from frappe.auth import is_login_request
from frappe.core.doctype.file.utils import find_file_by_url
from frappe.exposure import allowed_http_methods, is_reader, is_whitelisted, xss_safe_methods
from frappe.invocation import signature
from frappe.permissions import get_roles
from frappe.utils import cint
from frappe.utils.html_utils import sanitize_html
from frappe.utils.settings import get_system_setting
from frappe.website.request import is_unsafe, lock_for_writing

# What somebody without desk access (a guest, a website user) may upload.
SIMPLE_UPLOADS = frozenset(
    {
        "application/msword",
        "application/pdf",
        "application/vnd.ms-excel",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "image/jpeg",
        "image/png",
        "text/csv",
        "text/plain",
        "video/mp4",
        "video/quicktime",
    }
)


def handle() -> Response | None:
    """Runs the form's `cmd`; its result goes under `message` unless it is an answer of its own."""
    cmd = frappe.local.form_dict.cmd
    if cmd == "login" and is_login_request():  # it happened with the making of the session
        return None
    data = execute_cmd(cmd)
    if isinstance(data, Response):
        return data
    if data is not None:
        frappe.local.response["message"] = data
    return None


def execute_cmd(cmd: str) -> Any:
    overrides = frappe.get_hooks("override_whitelisted_methods", {}).get(cmd)
    method = find_method(overrides[-1] if overrides else cmd)
    if method is not run_doc_method:
        check_call(method)
    if is_unsafe() and not is_reader(method):
        lock_for_writing()
    return _checked_call(method, frappe.local.form_dict)


def find_method(cmd: str) -> Callable[..., Any]:
    """The function behind a dotted path, or behind the short name of one of this module's."""
    try:
        method = frappe.get_attr(cmd) if "." in cmd else SHORTHANDS[cmd]
    except Exception as error:
        frappe.clear_messages()
        frappe.throw(_("There is no method {0}: {1}").format(cmd, error))
    return method


def check_call(method: Any) -> None:
    """Raises PermissionError unless the user may call it by this HTTP method; cleans a guest's strings."""
    method = getattr(method, "__func__", method)
    is_whitelisted(method)
    if frappe.local.request.method not in allowed_http_methods[method]:
        frappe.throw(
            _("This cannot be called by {0}.").format(frappe.local.request.method), frappe.PermissionError
        )
    if frappe.session.user == "Guest" and method not in xss_safe_methods:
        for key, value in frappe.local.form_dict.items():
            if isinstance(value, str):
                frappe.local.form_dict[key] = sanitize_html(value)


def _checked_call(method: Callable[..., Any], form: dict[str, Any]) -> Any:
    """`frappe.call`, with a clear refusal where an argument that must be given is missing."""
    arguments = frappe.get_newargs(method, form)
    try:
        signature(method).bind(**arguments)
    except TypeError as error:
        raise frappe.FrappeTypeError(f"{method.__name__}(): {error}") from error
    return method(**arguments)


@frappe.whitelist(allow_guest=True)
def logout() -> None:
    frappe.local.login_manager.logout()
    frappe.db.commit()


@frappe.whitelist(allow_guest=True)
def upload_file() -> Any:
    """Stores the multipart field `file` (or the form's `file_url`) as a File, attached as the form says."""
    form = frappe.local.form_dict
    ignore_permissions = _guest_may_upload() if frappe.session.user == "Guest" else False
    if not ignore_permissions:
        check_write_permission(form.doctype, form.docname)
    content, filename = _uploaded(form)
    frappe.local.uploaded_file_url = form.file_url
    frappe.local.uploaded_file = content
    frappe.local.uploaded_filename = filename
    if content is not None:
        _refuse_unusual_types(filename)
    if form.method:
        method = find_method(form.method)
        check_call(method)
        return method()
    return _new_file(form, filename, content).save(ignore_permissions=ignore_permissions)


def _guest_may_upload() -> bool:
    if not cint(get_system_setting("allow_guests_to_upload_files")):
        raise frappe.PermissionError
    return True


def _uploaded(form: Any) -> tuple[bytes | None, str]:
    upload = frappe.local.request.files.get("file")
    if upload is None:
        if not form.file_url:
            frappe.throw(_("No file was sent."), frappe.MandatoryError)
        return None, form.file_name or ""
    filename = upload.filename or form.file_name or ""
    if not filename:
        frappe.throw(_("The file has no name."), frappe.MandatoryError)
    return upload.stream.read(), filename


def _refuse_unusual_types(filename: str) -> None:
    if "Desk User" in get_roles() or frappe.session.user == "Administrator":
        return
    if guess_type(filename)[0] not in SIMPLE_UPLOADS:
        frappe.throw(_("Only images, PDF, text, CSV, office documents and videos can be uploaded."))


def _new_file(form: Any, filename: str, content: bytes | None) -> Any:
    return frappe.get_doc(
        {
            "doctype": "File",
            "attached_to_doctype": form.doctype,
            "attached_to_name": form.docname,
            "attached_to_field": form.fieldname,
            "folder": form.folder or "Home",
            "file_name": filename,
            "file_url": form.file_url,
            "is_private": cint(form.is_private),
            "content": content,
        }
    )


def check_write_permission(doctype: str | None = None, name: str | None = None) -> None:
    """Attaching a file to a document is writing it. A name that is not there is a new document's."""
    if not doctype:
        return
    if not name:
        frappe.has_permission(doctype, "write", throw=True)
        return
    try:
        doc = frappe.get_doc(doctype, name)
    except frappe.DoesNotExistError:
        frappe.clear_last_message()
        frappe.has_permission(doctype, "create", throw=True)
    else:
        doc.check_permission("write")


@frappe.whitelist(allow_guest=True)
def download_file(file_url: str) -> None:
    """The file at `file_url`, where the caller may read it through any of the documents it hangs on."""
    file = find_file_by_url(file_url)
    if file is None:
        raise frappe.PermissionError
    frappe.local.response.update(
        type="download", filename=os.path.basename(file_url), filecontent=file.get_bytes()
    )


def run_doc_method(
    method: str,
    docs: Any = None,
    dt: str | None = None,
    dn: str | None = None,
    arg: Any = None,
    args: Any = None,
) -> None:
    """Runs a whitelisted method of the stored document `dt`/`dn`, or of the document sent in `docs`."""
    if not isinstance(method, str):
        raise frappe.FrappeTypeError("run_doc_method(): method is the name of a method")
    doc = frappe.get_doc(dt, dn or dt) if dt else _sent_document(docs)
    doc.check_permission("read")
    bound = getattr(doc, method, None)
    if bound is None:
        frappe.throw(_("{0} has no method {1}.").format(_(doc.doctype), method))
    check_call(bound)
    response = doc.run_method(method, **_method_arguments(bound, args or arg))
    frappe.local.response.setdefault("docs", []).append(doc)
    if response is not None:
        frappe.local.response["message"] = response


def _sent_document(docs: Any) -> Any:
    doc = frappe.get_doc(frappe.parse_json(docs))
    doc._original_modified = doc.modified
    doc.check_if_latest()
    return doc


def _method_arguments(method: Callable[..., Any], sent: Any) -> dict[str, Any]:
    """What was sent as `args`, as the method's keyword arguments; a single value fills its first one."""
    with contextlib.suppress(ValueError):
        sent = frappe.parse_json(sent)
    names = [name for name in signature(method).parameters if name != "self"]
    if sent is None or not names:
        return {}
    if "args" in names or not isinstance(sent, dict):
        return {"args" if "args" in names else names[0]: sent}
    return frappe.get_newargs(method, sent)


SHORTHANDS: dict[str, Callable[..., Any]] = {
    "ping": frappe.ping,
    "logout": logout,
    "upload_file": upload_file,
    "download_file": download_file,
    "run_doc_method": run_doc_method,
}

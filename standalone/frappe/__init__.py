"""The part of the Frappe API that the app uses, on one machine with SQLite.

A thin façade: every name lives in a module named after what it is about. Names outside the slice raise
NotImplementedError naming themselves.
"""

from __future__ import annotations

import importlib
from typing import Any

from frappe import exceptions as exceptions
from frappe.context import (
    connect,
    destroy,
    get_app_path,
    get_site_base_path,
    get_site_config,
    get_site_path,
    init,
    local,
    proxy,
    set_user,
)
from frappe.documents import (
    clear_document_cache,
    copy_doc,
    delete_doc,
    delete_doc_if_exists,
    get_cached_doc,
    get_cached_value,
    get_doc,
    get_last_doc,
    get_meta,
    get_single,
    get_single_value,
    is_table,
    new_doc,
    rename_doc,
    set_value,
)
from frappe.exceptions import *
from frappe.exposure import (
    allowed_http_methods,
    guest_methods,
    is_whitelisted,
    only_for,
    read_only,
    whitelist,
    whitelisted,
    xss_safe_methods,
)
from frappe.hooks_registry import (
    get_attr,
    get_doc_hooks,
    get_hooks,
    get_installed_apps,
    get_module,
    get_module_list,
    get_module_path,
    scrub,
    unscrub,
)
from frappe.invocation import call, get_newargs
from frappe.messages import (
    clear_last_message,
    clear_messages,
    errprint,
    get_message_log,
    msgprint,
    throw,
    throw_permission_error,
)
from frappe.permissions import get_roles, has_permission
from frappe.query_builder import DocType, Field, Table
from frappe.querying import build_match_conditions, get_all, get_list, get_value
from frappe.translate import _, _lt
from frappe.types import _dict
from frappe.utils.data import as_unicode, bold, cint, cstr, flt, format_value, generate_hash, parse_json
from frappe.utils.error import get_traceback, log_error
from frappe.utils.json_data import as_json
from frappe.utils.logs import logger
from frappe.utils.safe_exec import safe_eval

__version__ = "16.0.0"
__title__ = "Frappe Framework"
STANDARD_USERS = ("Guest", "Administrator")
controllers: dict[str, Any] = {}

db = proxy("db")
qb: Any
conf = proxy("conf")
form_dict = proxy("form_dict")
request = proxy("request")
response = proxy("response")
session = proxy("session")
user = proxy("user")
flags = proxy("flags")
lang = proxy("lang")
error_log = proxy("error_log")
debug_log = proxy("debug_log")
message_log = proxy("message_log")

# Names whose modules belong to the outer layers: loaded when first asked for.
_ELSEWHERE = {
    "qb": "frappe.query_builder",
    "cache": "frappe.utils.caching",
    "enqueue": "frappe.utils.background_jobs",
    "enqueue_doc": "frappe.utils.background_jobs",
    "publish_realtime": "frappe.realtime",
    "publish_progress": "frappe.realtime",
    "sendmail": "frappe.email",
    "get_print": "frappe.utils.print_utils",
    "attach_print": "frappe.utils.print_utils",
    "render_template": "frappe.utils.jinja",
    "get_template": "frappe.utils.jinja",
    "get_jenv": "frappe.utils.jinja",
    "rate_limit": "frappe.rate_limiter",
    "respond_as_web_page": "frappe.website.respond",
    "redirect_to_message": "frappe.website.respond",
    "get_request_header": "frappe.website.request",
    "get_file_json": "frappe.utils.files",
    "read_file": "frappe.utils.files",
    "get_file_items": "frappe.utils.files",
    "reload_doc": "frappe.model.sync",
    "reload_doctype": "frappe.model.sync",
    "get_user": "frappe.permissions",
    "clear_cache": "frappe.utils.caching",
}


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    module = _ELSEWHERE.get(name)
    if module is None:
        raise exceptions.NotInSliceError(f"frappe.{name} is not part of the standalone engine")
    try:
        value = getattr(importlib.import_module(module), name)
    except ModuleNotFoundError as error:
        if error.name is None or not module.startswith(error.name):
            raise
        raise exceptions.NotInSliceError(f"frappe.{name} is not part of the standalone engine") from error
    globals()[name] = value
    return value


@whitelist(allow_guest=True)
def ping() -> str:
    return "pong"

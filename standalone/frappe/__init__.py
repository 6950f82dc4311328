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
    get_cached_doc,
    get_cached_value,
    get_doc,
    get_last_doc,
    get_meta,
    is_table,
    new_doc,
)
from frappe.exceptions import *
from frappe.exposure import only_for, read_only, whitelist
from frappe.hooks_registry import get_attr, get_doc_hooks, get_hooks, get_installed_apps, scrub
from frappe.invocation import call, get_newargs
from frappe.messages import clear_last_message, clear_messages, get_message_log, msgprint, throw
from frappe.permissions import get_roles, has_permission
from frappe.querying import get_all, get_list
from frappe.translate import _
from frappe.types import _dict
from frappe.utils.data import bold, format_value, generate_hash, parse_json
from frappe.utils.error import get_traceback, log_error
from frappe.utils.json_data import as_json
from frappe.utils.logs import logger

__version__ = "16.0.0"

db = proxy("db")
qb: Any
delete_doc: Any
rename_doc: Any
enqueue: Any
clear_cache: Any
conf = proxy("conf")
form_dict = proxy("form_dict")
request = proxy("request")
response = proxy("response")
session = proxy("session")
flags = proxy("flags")
lang = proxy("lang")
message_log = proxy("message_log")

# Names whose modules belong to the outer layers: loaded when first asked for.
_ELSEWHERE = {
    "qb": "frappe.query_builder",
    "cache": "frappe.utils.caching",
    "delete_doc": "frappe.model.delete_doc",
    "rename_doc": "frappe.model.rename_doc",
    "enqueue": "frappe.utils.background_jobs",
    "publish_realtime": "frappe.realtime",
    "sendmail": "frappe.email",
    "render_template": "frappe.utils.jinja",
    "clear_cache": "frappe.utils.caching",
}


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    module = _ELSEWHERE.get(name)
    if module is None:
        raise exceptions.NotInSliceError(f"frappe.{name} is not part of the standalone engine")
    value = getattr(importlib.import_module(module), name)
    globals()[name] = value
    return value


@whitelist(allow_guest=True)
def ping() -> str:
    return "pong"

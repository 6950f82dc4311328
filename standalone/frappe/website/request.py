"""What the running request carries."""

from __future__ import annotations

import json
from typing import Any

from frappe import _
from frappe.context import local
from frappe.exceptions import DataError
from frappe.messages import throw

UNSAFE_METHODS = frozenset({"POST", "PUT", "DELETE", "PATCH"})


def get_request_header(key: str, default: Any = None) -> Any:
    """The request's header, or `default` where it has none or no request is running."""
    request = getattr(local, "request", None)
    return request.headers.get(key, default) if request else default


def is_unsafe() -> bool:
    """Whether the request may change something: such requests are committed, others rolled back."""
    return local.request.method in UNSAFE_METHODS


def lock_for_writing() -> None:
    """From here on the request reads and writes alone: what it reads stays true until it is committed.

    Who asks was found out before that, beside others. Nothing may have been written yet.
    """
    local.db.begin_write()


def parse_json_argument(name: str, value: Any) -> Any:
    """A value that may have come as JSON text; text that is not JSON is refused by the argument's name."""
    if not isinstance(value, str | bytes):
        return value
    try:
        return json.loads(value)
    except ValueError:
        throw(_("{0} is not valid JSON.").format(name), DataError)

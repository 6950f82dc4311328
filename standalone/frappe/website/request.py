"""What the running request carries."""

from __future__ import annotations

import json
import math
from typing import Any

from frappe import _
from frappe.context import local
from frappe.exceptions import DataError
from frappe.messages import throw
from frappe.model.base_document import get_controller
from frappe.model.fieldtypes import OPTIONAL_FIELDS

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


def read_json(text: str | bytes) -> Any:
    """The value of JSON text. ValueError for what no JSON may hold: NaN, endless numbers, half characters."""
    value = json.loads(text, parse_constant=_refuse_number, parse_float=_finite)
    if (b"\\ud" if isinstance(text, bytes) else "\\ud") in text.lower():  # type: ignore[operator]
        json.dumps(value, ensure_ascii=False).encode()
    return value


def _refuse_number(name: str) -> float:
    raise ValueError(f"{name} is no number in JSON")


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse_number(text)


def field_values(doctype: str, values: dict[str, Any]) -> dict[str, Any]:
    """What was sent for a document, without what would take the place of its methods and inner state."""
    controller = get_controller(doctype)
    return {
        key: value
        for key, value in values.items()
        if not callable(getattr(controller, key, None))
        and (key[:1] != "_" or key.startswith("__") or key in OPTIONAL_FIELDS)
    }


def parse_json_argument(name: str, value: Any) -> Any:
    """A value that may have come as JSON text; text that is not JSON is refused by the argument's name."""
    if not isinstance(value, str | bytes):
        return value
    try:
        return read_json(value)
    except (ValueError, RecursionError):
        throw(_("{0} is not valid JSON.").format(name), DataError)

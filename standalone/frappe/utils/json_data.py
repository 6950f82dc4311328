"""JSON of what the engine answers with."""

from __future__ import annotations

import datetime
import decimal
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from werkzeug.local import LocalProxy

from frappe.utils.formatters import format_timedelta


def json_handler(obj: Any) -> Any:
    """For json.dumps(default=…): documents without their empty fields, dates and times as text."""
    if isinstance(obj, datetime.date | datetime.time | LocalProxy | Path):
        return str(obj)
    if isinstance(obj, datetime.timedelta):
        return format_timedelta(obj)
    if isinstance(obj, decimal.Decimal):
        return float(obj)
    if hasattr(obj, "__json__"):
        return obj.__json__()
    if isinstance(obj, Iterable):
        return list(obj)
    if isinstance(obj, Exception) or callable(obj):
        return repr(obj)
    raise TypeError(f"{type(obj).__name__} has no JSON form")


def as_json(obj: Any, indent: int | None = 1, separators: Any = None, ensure_ascii: bool = True) -> str:
    options: dict[str, Any] = {
        "indent": indent,
        "default": json_handler,
        "separators": separators or (",", ": "),
        "ensure_ascii": ensure_ascii,
    }
    try:
        return json.dumps(obj, sort_keys=True, **options)
    except TypeError:
        return json.dumps(dict(sorted(obj.items(), key=lambda pair: str(pair[0]))), **options)

"""Filters applied to a document in memory."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from frappe.utils.typecast import cast

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
    "in": lambda value, options: value in options,
    "not in": lambda value, options: value not in options,
    "like": lambda value, pattern: _like(value, pattern),
    "not like": lambda value, pattern: not _like(value, pattern),
    "is": lambda value, wanted: (value not in (None, "")) == (str(wanted).lower() == "set"),
    "^": lambda value, start: (value or "").startswith(start),
    "not None": lambda value, _other: value is not None,
    "None": lambda value, _other: value is None,
    "between": lambda value, edges: edges[0] <= value <= edges[1],
}


def _like(value: Any, pattern: str) -> bool:
    text, core = str(value or ""), pattern.strip("%")
    if pattern.startswith("%") == pattern.endswith("%"):
        return core in text
    return text.endswith(core) if pattern.startswith("%") else text.startswith(core)


def compare(val1: Any, condition: str, val2: Any, fieldtype: str | None = None) -> bool:
    if fieldtype:
        val1, val2 = cast(fieldtype, val1), cast(fieldtype, val2)
    check = COMPARISONS.get(condition)
    return bool(check and check(val1, val2))


def evaluate_filters(doc: Mapping[str, Any], filters: Any) -> bool:
    """Does the document meet every filter? Same shapes as in get_list."""
    from frappe.database.filters import normalise
    from frappe.model.meta import get_meta

    doctype = doc.get("doctype")
    for condition in normalise(doctype or "", filters):
        field = get_meta(doctype).get_field(condition.field) if doctype else None
        kind = (
            field.fieldtype if field and condition.operator not in ("is", "in", "not in", "between") else None
        )
        if not compare(doc.get(condition.field), condition.operator, condition.value, kind):
            return False
    return True

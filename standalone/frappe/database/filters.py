"""The shapes in which filters come, brought to one: a list of conditions."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from frappe.exceptions import DataError, DoesNotExistError, ValidationError
from frappe.messages import throw
from frappe.translate import _

OPERATORS = frozenset(
    (
        "=", "!=", ">", "<", ">=", "<=", "like", "not like", "in", "not in", "is", "between", "timespan",
    )
)  # fmt: skip


NESTED = (list, tuple, set, dict)


class Condition(NamedTuple):
    doctype: str
    field: str
    operator: str
    value: Any


def normalise(doctype: str, filters: Any) -> list[Condition]:
    """From {field: value or [op, value]}, [[field, op, value]], [[doctype, field, op, value]], [name, …]."""
    if isinstance(filters, str) and filters.lstrip()[:1] in ("[", "{"):
        filters = _parsed(filters)
    if filters is None or filters in ("", [], {}, ()):
        return []
    if isinstance(filters, str | int | float):
        return [Condition(doctype, "name", "=", filters)]
    if isinstance(filters, Mapping):
        return [_from_pair(doctype, field, value) for field, value in filters.items()]
    items = list(filters)
    if all(isinstance(item, str | int) for item in items):
        return [_from_flat(doctype, items)]
    return [condition for item in items for condition in _from_item(doctype, item)]


def _from_flat(doctype: str, items: list[Any]) -> Condition:
    """One condition, or a list of names."""
    if len(items) in (3, 4) and any(str(item).lower() in OPERATORS for item in items[1:3]):
        return _from_list(doctype, items)
    return Condition(doctype, "name", "in", items)


def _from_item(doctype: str, item: Any) -> list[Condition]:
    if isinstance(item, Condition):
        return [item]
    if isinstance(item, Mapping):
        return [_from_pair(doctype, field, value) for field, value in item.items()]
    if isinstance(item, list | tuple):
        return [_from_list(doctype, item)]
    raise DataError(_("{0} is not a filter").format(item))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise DataError(_("These filters are not JSON: {0}").format(text[:80])) from error


def normalise_list_filters(doctype: str, filters: Any) -> list[Condition]:
    """As `normalise`, for lists, where a flat list of words names no field of this DocType."""
    if isinstance(filters, str):
        filters = _parsed(filters)
    if isinstance(filters, list | tuple) and filters and all(isinstance(item, str | int) for item in filters):
        if not isinstance(filters[0], str):
            raise DataError(_("{0} is not a filter").format(filters[0]))
        raise DoesNotExistError(_("DocType {0} is not there").format(filters[0]))
    if not isinstance(filters, Mapping | list | tuple | None):
        raise DataError(_("Filters are a list or an object"))
    return normalise(doctype, filters)


def _from_pair(doctype: str, field: str, value: Any) -> Condition:
    if not isinstance(value, list | tuple):
        return _checked(doctype, field, "=", value)
    if len(value) != 2 or not isinstance(value[0], str):
        raise DataError(_("The filter on {0} needs an operator and a value").format(field))
    return _checked(doctype, field, value[0], value[1])


def _from_list(doctype: str, item: Iterable[Any]) -> Condition:
    parts = list(item)
    if len(parts) == 2:
        return _checked(doctype, parts[0], "=", parts[1])
    if len(parts) == 3:
        return _checked(doctype, parts[0], parts[1], parts[2])
    if len(parts) in (4, 5):
        return _checked(parts[0] or doctype, parts[1], parts[2], parts[3])
    raise DataError(_("A filter has two to four parts, not {0}").format(len(parts)))


def _checked(doctype: str, field: Any, operator: Any, value: Any) -> Condition:
    if not isinstance(field, str):
        raise DataError(_("{0} is not a field name").format(field))
    word = str(operator).lower().strip()
    if word not in OPERATORS:
        throw(
            _("{0} is not an operator; there are {1}").format(operator, ", ".join(sorted(OPERATORS))),
            ValidationError,
        )
    if word in ("in", "not in"):
        value = _listed(value)
    elif isinstance(value, bool):
        value = int(value)
    elif isinstance(value, dict):
        raise DataError(_("The filter on {0} cannot compare with an object").format(field))
    elif isinstance(value, list | tuple) and word not in ("between",):
        raise DataError(_("The filter on {0} cannot compare with a list").format(field))
    return Condition(doctype, field, word, value)


def _listed(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return [part.strip() for part in value.split(",")]
    if isinstance(value, int | float | datetime.date):
        return [value]
    if not isinstance(value, list | tuple | set) or any(isinstance(item, NESTED) for item in value):
        raise DataError(_("A list of values is needed, not {0}").format(value))
    return [int(item) if isinstance(item, bool) else item for item in value]

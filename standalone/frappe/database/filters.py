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
        "previous", "next",
    )
)  # fmt: skip


class Condition(NamedTuple):
    doctype: str
    field: str
    operator: str
    value: Any


def normalise(doctype: str, filters: Any) -> list[Condition]:
    """{field: value}, {field: [op, value]}, [[field, op, value]], [[doctype, field, op, value]], [name, …] or a name."""
    if isinstance(filters, str) and filters.lstrip()[:1] in ("[", "{"):
        try:
            filters = json.loads(filters)
        except ValueError as error:
            raise DataError(f"these filters are not JSON: {filters[:80]}") from error
    if filters is None or filters == "" or filters == [] or filters == {}:
        return []
    if isinstance(filters, str | int | float):
        return [Condition(doctype, "name", "=", filters)]
    if isinstance(filters, Mapping):
        return [_from_pair(doctype, field, value) for field, value in filters.items()]
    conditions: list[Condition] = []
    items = list(filters)
    if all(isinstance(item, str | int) for item in items):
        if len(items) in (3, 4) and any(str(item).lower() in OPERATORS for item in items[1:3]):
            return [_from_list(doctype, items)]
        return [Condition(doctype, "name", "in", items)]
    for item in items:
        if isinstance(item, Condition):
            conditions.append(item)
        elif isinstance(item, Mapping):
            conditions.extend(_from_pair(doctype, field, value) for field, value in item.items())
        elif isinstance(item, list | tuple):
            conditions.append(_from_list(doctype, item))
        else:
            raise DataError(f"{item!r} is not a filter")
    return conditions


def normalise_list_filters(doctype: str, filters: Any) -> list[Condition]:
    """As `normalise`, for lists asked for from outside, where a flat list names no field of this DocType."""
    if isinstance(filters, str):
        try:
            filters = json.loads(filters)
        except ValueError as error:
            raise DataError(f"these filters are not JSON: {filters[:80]}") from error
    if isinstance(filters, list | tuple) and filters and all(isinstance(item, str) for item in filters):
        raise DoesNotExistError(f"{filters[0]} is not a DocType")
    if not isinstance(filters, Mapping | list | tuple | None):
        raise DataError("filters are a list or an object")
    return normalise(doctype, filters)


def _from_pair(doctype: str, field: str, value: Any) -> Condition:
    if isinstance(value, list | tuple):
        if len(value) == 2 and isinstance(value[0], str) and value[0].lower() in OPERATORS:
            return _checked(doctype, field, value[0], value[1])
        if len(value) == 2 and isinstance(value[0], str) and isinstance(value, list | tuple):
            return _checked(doctype, field, value[0], value[1])
        raise DataError(_("The filter on {0} needs an operator and a value").format(field))
    return _checked(doctype, field, "=", value)


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
    return [int(item) if isinstance(item, bool) else item for item in value]

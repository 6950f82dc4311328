"""Fields and filters of a list that came from outside: parsed, and checked against the DocType."""

from __future__ import annotations

import re
from typing import Any

import frappe
from frappe import _
from frappe.exceptions import DataError
from frappe.model.fieldtypes import CHILD_TABLE_FIELDS, DEFAULT_FIELDS, OPTIONAL_FIELDS
from frappe.website.request import parse_json_argument

# fieldname · `tabX`.`fieldname` · table_or_link.fieldname · fn(field) — each with an optional alias
PLAIN = re.compile(r"^[A-Za-z_]\w*$")
ALIAS = re.compile(r"\s+as\s+[`\"']?\w+[`\"']?\s*$", re.IGNORECASE)
AGGREGATE = re.compile(r"^(count|sum|avg|min|max)\s*\(\s*(distinct\s+)?(.+?)\s*\)$", re.IGNORECASE)
STANDARD = frozenset((*DEFAULT_FIELDS, *OPTIONAL_FIELDS, *CHILD_TABLE_FIELDS))


def validate_args(data: Any) -> Any:
    """Parses what came as JSON text and refuses (DataError) fields that the DocType does not have.

    Fields above the caller's permission level are dropped without a word.
    """
    for key in ("fields", "filters", "or_filters"):
        value = data.get(key)
        if isinstance(value, str) and value:
            data[key] = ["*"] if (key == "fields" and value == "*") else parse_json_argument(key, value)
    for key in ("order_by", "group_by"):
        if data.get(key) and not isinstance(data[key], str):
            frappe.throw(_("{0} must be text.").format(key), DataError)
    validate_fields(data)
    for key in ("filters", "or_filters"):
        if data.get(key):
            validate_filters(data, data[key])
    return data


def validate_fields(data: Any) -> None:
    if isinstance(data.fields, str):
        data.fields = [data.fields]
    if not isinstance(data.fields, list | tuple | None):
        frappe.throw(_("Fields are a list of names"), DataError)
    if not data.fields or list(data.fields) == ["*"]:
        return
    data.fields = [field for field in data.fields if _may_be_read(field, data)]


def _may_be_read(field: Any, data: Any) -> bool:
    name = field_of(field)
    if is_standard(name):
        return True
    meta, docfield = get_meta_and_docfield(name, data)
    if not docfield:
        raise_invalid_field(name)
    return not docfield.permlevel or docfield.permlevel in meta.get_permlevel_access(parenttype=data.doctype)


def field_of(field: Any) -> str:
    """The column that a field expression reads: `count(name) as n` → `name`."""
    if not isinstance(field, str):
        raise_invalid_field(str(field))
    text = ALIAS.sub("", field.strip())
    aggregate = AGGREGATE.match(text)
    return (aggregate[3] if aggregate else text).replace("`", "").strip()


def validate_filters(data: Any, filters: Any) -> None:
    if isinstance(filters, dict):
        conditions = [[name, "=", value] for name, value in filters.items()]
    elif isinstance(filters, list):
        conditions = filters
    else:
        frappe.throw(_("Filters must come as a JSON object or list."), DataError)
    for condition in conditions:
        _check_condition(data, condition)


def _check_condition(data: Any, condition: Any) -> None:
    if not isinstance(condition, str | list | tuple) or len(condition) < 2:
        frappe.throw(_("Not a filter: {0}").format(condition), DataError)
    if not all(isinstance(part, str) for part in condition[: 1 if len(condition) == 3 else 2]):
        frappe.throw(_("Not a filter: {0}").format(condition), DataError)
    if len(condition) == 3:
        name = condition[0]
        if not is_standard(name) and not get_meta_and_docfield(name, data)[1]:
            raise_invalid_field(name)
        return
    doctype, name = condition[0], condition[1]
    if not is_standard(name) and not frappe.get_meta(doctype).get_field(name):
        raise_invalid_field(name)


def is_standard(name: str) -> bool:
    return name.rpartition(".")[2].strip("`") in STANDARD


def get_meta_and_docfield(name: str, data: Any) -> tuple[Any, Any]:
    doctype, fieldname = _owner_of(name.replace("`", ""), data.doctype)
    meta = frappe.get_meta(doctype)
    return meta, meta.get_field(fieldname)


def _owner_of(name: str, doctype: str) -> tuple[str, str]:
    """(DocType, fieldname) of a possibly dotted column: by table name, by child table or by link field."""
    prefix, dot, fieldname = name.rpartition(".")
    if not dot:
        return doctype, name
    if prefix.startswith("tab"):
        return prefix[3:], fieldname
    field = frappe.get_meta(doctype).get_field(prefix)
    if not field:
        raise_invalid_field(name)
    return field.options, fieldname


def raise_invalid_field(name: str) -> None:
    frappe.throw(_("Field not permitted in query") + f": {name}", DataError)

"""What link fields offer while somebody types: documents he may read, whatever letters' case or marks."""

from typing import Any

import frappe
from frappe import _
from frappe.exposure import is_whitelisted
from frappe.utils import cint, cstr
from frappe.website.request import parse_json_argument

SEARCHED_TYPES = frozenset(
    ("Data", "Text", "Small Text", "Long Text", "Link", "Select", "Read Only", "Text Editor")
)


@frappe.whitelist()
@frappe.read_only()
def search_link(
    doctype: str,
    txt: str,
    query: str | None = None,
    filters: str | dict[str, Any] | list[Any] | None = None,
    page_length: int = 10,
    searchfield: str | None = None,
) -> list[dict[str, Any]]:
    """`[{value, description, label?}]` of what contains `txt` in its name, title or search fields, or of
    what the app's query finds; names that begin with it first."""
    filters = (parse_json_argument("filters", filters) if filters else None) or []
    if not isinstance(filters, dict | list):
        frappe.throw(_("Filters must come as a JSON object or list."), frappe.DataError)
    standard = frappe.get_hooks("standard_queries", {}).get(doctype)
    meta, words, most = frappe.get_meta(doctype), txt.strip(), cint(page_length)
    if query or standard:
        method = frappe.get_attr(query or standard[-1])
        is_whitelisted(method)
        rows = frappe.call(method, doctype, words, searchfield or "name", 0, most, filters, as_dict=False)
    else:
        rows = _by_fields(meta, words, searchfield, most, filters)
    return [_suggestion(meta, list(row)) for row in rows or []]


def _by_fields(meta: Any, txt: str, searchfield: str | None, page_length: int, filters: Any) -> list[Any]:
    rows = frappe.get_list(
        meta.name,
        filters=_filters(meta, filters),
        or_filters=_matching(meta, txt),
        fields=_columns(meta, searchfield),
        limit_page_length=page_length,
        order_by=f"idx desc, {meta.sort_field} {meta.sort_order}",
        as_list=True,
    )
    return sorted(rows, key=lambda row: _rank(cstr(row[0]), txt))


def _suggestion(meta: Any, row: list[Any]) -> dict[str, Any]:
    shown = dict.fromkeys(cstr(part) for part in row[1:] if part)
    suggestion = {"value": row[0], "description": ", ".join(shown)}
    if meta.show_title_field_in_link and len(row) > 1 and row[1]:
        suggestion["label"] = row[1]
        rest = dict.fromkeys(cstr(part) for part in (row[0], *row[2:]) if part)
        suggestion["description"] = ", ".join(part for part in rest if part != row[1])
    return suggestion


def _rank(name: str, txt: str) -> tuple[bool, str]:
    """What begins with the text comes first, then by name."""
    return not name.casefold().startswith(txt.casefold()), name


def _matching(meta: Any, txt: str) -> list[list[Any]]:
    if not txt:
        return []
    fields = [name for name in _search_fields(meta) if name == "name" or _is_text(meta, name)]
    return [[meta.name, name, "like", f"%{txt}%"] for name in fields]


def _search_fields(meta: Any) -> list[str]:
    listed = [name.strip() for name in (meta.search_fields or "").split(",")]
    return list(dict.fromkeys(name for name in ("name", meta.title_field, *listed) if name))


def _is_text(meta: Any, name: str) -> bool:
    field = meta.get_field(name)
    return bool(field) and field.fieldtype in SEARCHED_TYPES


def _filters(meta: Any, filters: Any) -> list[Any]:
    """The caller's filters, and never what is switched off."""
    asked = (
        [[meta.name, key, *_condition(value)] for key, value in filters.items()]
        if isinstance(filters, dict)
        else list(filters)
    )
    for fieldname, operator in (("enabled", "="), ("disabled", "!=")):
        field = meta.get_field(fieldname)
        if field and field.fieldtype == "Check":
            asked.append([meta.name, fieldname, operator, 1])
    return asked


def _condition(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) and len(value) == 2 else ["=", value]


def _columns(meta: Any, searchfield: str | None) -> list[str]:
    if searchfield and searchfield != "name" and not meta.get_field(searchfield):
        frappe.throw(_("There is no field {0}.").format(searchfield), frappe.DataError)
    return list(dict.fromkeys((*_search_fields(meta), searchfield or "name")))

"""Lists: get_list with the user's permissions, get_all without."""

from __future__ import annotations

import json
from typing import Any

from frappe.context import local
from frappe.database.filters import normalise, normalise_list_filters
from frappe.database.query import Context, Selected, select_field
from frappe.database.values import revived
from frappe.exceptions import DataError, PermissionError
from frappe.messages import throw
from frappe.model.fieldtypes import MAX_LONG_INT, TEMPORAL
from frappe.model.meta import Meta, get_meta
from frappe.permissions import (
    has_permission,
    match_conditions,
    only_has_select_perm,
    permission_query_conditions,
)
from frappe.translate import _
from frappe.types import _dict
from frappe.utils.numbers import cint

KEEP = "KEEP_DEFAULT_ORDERING"


def get_all(doctype: str, fields: Any = None, filters: Any = None, **options: Any) -> Any:
    """As get_list, of everything there is."""
    if "limit_page_length" not in options and "limit" not in options:
        options["limit_page_length"] = 0
    return get_list(doctype, fields, filters, **options, ignore_permissions=True)


def get_list(
    doctype: str,
    fields: Any = None,
    filters: Any = None,
    or_filters: Any = None,
    *,
    group_by: str | None = None,
    order_by: str | None = KEEP,
    limit: Any = None,
    limit_start: Any = 0,
    limit_page_length: Any = None,
    as_list: bool = False,
    pluck: str | None = None,
    distinct: bool = False,
    ignore_permissions: bool = False,
    ignore_ifnull: bool = False,
    parent_doctype: str | None = None,
    user: str | None = None,
) -> Any:
    """What of a DocType the user may read: rows as _dict, as tuples, or the values of one field (`pluck`)."""
    meta = get_meta(doctype)
    reader = Reader(meta, user or local.session.user, parent_doctype, bool(ignore_permissions))
    reader.check(doctype)
    read_check = None if ignore_permissions else reader.check
    context = Context(meta, null_as_empty=not ignore_ifnull, read_check=read_check)
    fields, filters = _swapped(fields, filters)
    chosen = reader.permitted(selected(context, _fields(fields, pluck)))
    query = _statement(context, chosen, filters, or_filters, group_by, order_by, distinct, reader)
    if not chosen:
        return []
    query += _limit(limit or limit_page_length, limit_start)
    return _rows(context, chosen, query, as_list, pluck)


class Reader:
    """Whose list it is, and of which fields he may know."""

    def __init__(self, meta: Meta, user: str, parent: str | None, free: bool) -> None:
        self.meta, self.user, self.parent, self.free = meta, user, parent, free
        self.checked: set[str] = set()
        self.only_selecting: dict[str, bool] = {}

    def check(self, doctype: str) -> None:
        """PermissionError where the user may not read a DocType at all."""
        if self.free or doctype in self.checked:
            return
        own_parent = self.parent if doctype == self.meta.name else self.meta.name
        kind = (
            "read" if has_permission(doctype, "read", user=self.user, parent_doctype=own_parent) else "select"
        )
        if not has_permission(doctype, kind, user=self.user, parent_doctype=own_parent):
            throw(_("You may not read {0}").format(_(doctype)), PermissionError)
        self.checked.add(doctype)

    def permitted(self, chosen: list[Selected]) -> list[Selected]:
        """Without the fields of levels the user may not read."""
        if self.free or self.user == "Administrator":
            return chosen
        return [item for item in chosen if self._sees(item)]

    def _sees(self, item: Selected) -> bool:
        if item.column is None:
            return True
        meta = get_meta(item.doctype) if item.doctype else self.meta
        if self._only_selects(meta.name):
            return item.column in meta.shown_in_search
        field = meta.get_field(item.column)
        if not field or not field.permlevel:
            return True
        parent = (self.parent if meta is self.meta else self.meta.name) if meta.istable else None
        return field.permlevel in meta.get_permlevel_access(parenttype=parent, user=self.user)

    def _only_selects(self, doctype: str) -> bool:
        if doctype not in self.only_selecting:
            self.only_selecting[doctype] = bool(only_has_select_perm(doctype, self.user))
        return self.only_selecting[doctype]

    def conditions(self) -> str:
        if self.free:
            return ""
        limits = permission_query_conditions if self.meta.istable else match_conditions
        return limits(self.meta.name, self.user)


def _swapped(fields: Any, filters: Any) -> tuple[Any, Any]:
    """Filters given first are still filters."""
    nested = isinstance(fields, list) and fields and isinstance(fields[0], list)
    return (filters, fields) if isinstance(fields, dict) or nested else (fields, filters)


def _fields(fields: Any, pluck: str | None) -> list[str]:
    if not fields:
        return [pluck or "name"]
    if isinstance(fields, str):
        text = fields.strip()
        if text.startswith("["):
            try:
                fields = json.loads(text)
            except ValueError as error:
                raise DataError(_("These fields are not JSON: {0}").format(text[:80])) from error
        else:
            fields = [part.strip() for part in text.split(",")] if "(" not in text else [text]
    if not isinstance(fields, list | tuple) or not all(isinstance(item, str) for item in fields if item):
        raise DataError(_("Fields are a list of names"))
    return [item for item in fields if item]


def selected(context: Context, fields: list[str]) -> list[Selected]:
    chosen = [item for text in fields for item in select_field(context, text)]
    context.aliases = {item.label for item in chosen if item.computed or item.label != item.column}
    return chosen


def _statement(
    context: Context, chosen: list[Selected], filters: Any, or_filters: Any, group_by: Any, order_by: Any,
    distinct: bool, reader: Reader,
) -> str:  # fmt: skip
    name = context.meta.name
    where = [context.where(normalise_list_filters(name, filters))]
    alternatives = context.where(normalise(name, or_filters), " OR ")
    where.append(f"({alternatives})" if alternatives else "")
    where.append(reader.conditions())
    grouping = context.ordering(group_by, directed=False) if group_by else ""
    order = _order(context, chosen, group_by, order_by)
    columns = ", ".join(f"{item.sql} AS `{item.label}`" for item in chosen)
    joins = "".join(f" {join}" for join in context.joins.values())
    conditions = " AND ".join(part for part in where if part)
    parts = [f"SELECT {'DISTINCT ' if cint(distinct) else ''}{columns} FROM {context.table}{joins}"]
    parts.append(f" WHERE {conditions}" if conditions else "")
    parts.append(f" GROUP BY {grouping}" if grouping else "")
    parts.append(f" ORDER BY {order}" if order and not cint(distinct) else "")
    return "".join(parts)


def _order(context: Context, chosen: list[Selected], group_by: Any, order_by: Any) -> str:
    if order_by and order_by != KEEP:
        return context.ordering(order_by)
    if not order_by or group_by or (chosen and all(item.computed for item in chosen)):
        return ""
    meta = context.meta
    if "," in meta.sort_field or " " in meta.sort_field.strip():
        return context.ordering(meta.sort_field)
    return f"{context.table}.`{meta.sort_field}` {'ASC' if meta.sort_order.upper() == 'ASC' else 'DESC'}"


def _limit(length: Any, start: Any) -> str:
    rows, skipped = (min(cint(value), MAX_LONG_INT) for value in (length, start))
    return f" LIMIT {rows} OFFSET {skipped}" if rows else ""


def _rows(context: Context, chosen: list[Selected], query: str, as_list: bool, pluck: str | None) -> Any:
    fetched = local.db.execute(query, context.params).fetchall()
    temporal = [i for i, item in enumerate(chosen) if item.computed and _is_temporal(context.meta, item)]
    if temporal:
        fetched = [
            tuple(revived(value) if i in temporal else value for i, value in enumerate(row))
            for row in fetched
        ]
    labels = [item.label for item in chosen]
    if pluck:
        position = labels.index(pluck) if pluck in labels else 0
        return [row[position] for row in fetched]
    if as_list:
        return fetched
    return [_dict(zip(labels, row, strict=False)) for row in fetched]


def _is_temporal(meta: Meta, item: Selected) -> bool:
    df = meta.get_field(item.column or "")
    return item.column in ("creation", "modified") or (df is not None and df.fieldtype in TEMPORAL)

"""SELECT, UPDATE and DELETE compiled from fields and filters into text and bound values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from frappe.database.conditions import Comparison
from frappe.database.filters import Condition, normalise
from frappe.exceptions import DataError, DoesNotExistError, PermissionError, ValidationError
from frappe.messages import throw
from frappe.model.columns import stored
from frappe.model.meta import TABLES_ALONE, doctype_exists, get_meta, meta_of_table
from frappe.translate import _

if TYPE_CHECKING:
    from frappe.model.meta import Meta

AGGREGATES = ("count", "sum", "avg", "min", "max")
ALIASED = re.compile(r"^(?P<field>.+?)\s+as\s+[`'\"]?(?P<alias>[\w:. ]+?)[`'\"]?$", re.IGNORECASE | re.DOTALL)
CALLED = re.compile(
    r"^(?P<function>\w+)\s*\(\s*(?P<distinct>distinct\s+)?(?P<argument>.*?)\s*\)$", re.IGNORECASE
)
COLUMN = re.compile(r"^(?:`?tab(?P<table>[\w \-]+)`?\.)?`?(?P<name>\w+|\*)`?$")
DOTTED = re.compile(r"^`?(?P<field>\w+)`?\.`?(?P<name>\w+)`?$")
ORDERED = re.compile(r"^(?P<term>.+?)(?:\s+(?P<direction>asc|desc))?$", re.IGNORECASE | re.DOTALL)
LEGAL_ORDER = re.compile(r"^[\w\-,. `'\"()*]*$")


@dataclass
class Context:
    """What a compilation owns: the tables joined and the values bound so far, in the order of their marks."""

    meta: Meta
    null_as_empty: bool
    joins: dict[str, str] = field(default_factory=dict)
    params: list[Any] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    read_check: Any = None

    @property
    def table(self) -> str:
        return f"`tab{self.meta.name}`"

    def bind(self, value: Any) -> str:
        self.params.append(value)
        return "?"

    # --- columns

    def column(self, doctype: str, name: str) -> str:
        """The SQL of a column of the main, a child or a linked DocType; joins what it needs."""
        if doctype == self.meta.name and name in self.meta.columns:
            return f"{self.table}.`{name}`"
        if doctype == self.meta.name:
            child = self._child_with(name)
            if child is None:
                raise DataError(_("{0} has no field {1}").format(_(doctype), name))
            doctype = child
        self.join_child(doctype)
        if name not in _meta(doctype).columns:
            raise DataError(_("{0} has no field {1}").format(_(doctype), name))
        return f"`tab{doctype}`.`{name}`"

    def _child_with(self, name: str) -> str | None:
        return next(
            (df.options for df in self.meta.get_table_fields() if name in _meta(df.options).columns), None
        )

    def dotted(self, text: str) -> str:
        """`link_field.field` or `table_field.field`"""
        match = DOTTED.match(text)
        df = self.meta.get_field(match["field"]) if match else None
        if match is None or df is None or df.fieldtype not in ("Link", "Table", "Table MultiSelect"):
            raise DataError(_("{0} has no field {1}").format(_(self.meta.name), text))
        if match["name"] not in _meta(df.options).columns:
            raise DataError(_("{0} has no field {1}").format(_(df.options), match["name"]))
        if df.fieldtype != "Link":
            self.join_child(df.options)
            return f"`tab{df.options}`.`{match['name']}`"
        alias = f"`{df.fieldname}__link`"
        self._may_read(df.options)
        self.joins[alias] = (
            f"LEFT JOIN `tab{df.options}` {alias} ON {alias}.`name` = {self.table}.`{df.fieldname}`"
        )
        return f"{alias}.`{match['name']}`"

    def join_child(self, doctype: str) -> None:
        table = f"`tab{doctype}`"
        if doctype == self.meta.name or table in self.joins:
            return
        meta = _meta(doctype)
        if not meta.istable:
            raise DataError(_("{0} is no table of {1}").format(_(doctype), _(self.meta.name)))
        self._may_read(doctype)
        parent = self.meta.name.replace("'", "''")
        of_parent = f"{table}.`parenttype` = '{parent}' AND {table}.`parent` = {self.table}.`name`"
        self.joins[table] = f"LEFT JOIN {table} ON {of_parent}"

    def _may_read(self, doctype: str) -> None:
        if self.read_check is not None and doctype != self.meta.name:
            self.read_check(doctype)

    # --- conditions

    def where(self, conditions: Iterable[Condition], glue: str = " AND ") -> str:
        return glue.join(f"({self.condition(item)})" for item in conditions)

    def condition(self, item: Condition) -> str:
        if item.doctype != self.meta.name and not _exists(item.doctype):
            raise DoesNotExistError(_("DocType {0} is not there").format(item.doctype))
        column = self.column(item.doctype, item.field)
        df = self._field_of(item)
        return Comparison(self, column, item, df).sql()

    def _field_of(self, item: Condition) -> Any:
        meta = self.meta if item.doctype == self.meta.name else _meta(item.doctype)
        if item.field not in meta.columns:
            meta = _meta(self._child_with(item.field) or meta.name)
        return meta.get_field(item.field)

    # --- order and group

    def ordering(self, order_by: str, *, directed: bool = True) -> str:
        if not order_by:
            return ""
        if not LEGAL_ORDER.match(order_by):
            throw(_("This order cannot be used: {0}").format(order_by), ValidationError)
        parts = [ORDERED.match(part.strip()) for part in order_by.split(",") if part.strip()]
        terms = []
        for part in parts:
            if part is None:
                raise DataError(_("This order cannot be used: {0}").format(order_by))
            direction = (part["direction"] or "").upper() if directed else ""
            terms.append(f"{self.term(part['term'].strip())} {direction}".rstrip())
        return ", ".join(terms)

    def term(self, text: str) -> str:
        """A selected alias, a column or an aggregate, as in ORDER BY and GROUP BY."""
        if text.strip("`") in self.aliases:
            return f"`{text.strip('`')}`"
        called = CALLED.match(text)
        if called:
            return self.call(called)
        return self.plain(text)

    def plain(self, text: str) -> str:
        match = COLUMN.match(text)
        if match is None:
            return self.dotted(text)
        doctype = match["table"] or self.meta.name
        if doctype != self.meta.name and f"`tab{doctype}`" not in self.joins and not _exists(doctype):
            throw(_("{0} is not part of this list").format(doctype), ValidationError)
        if match["name"] == "*":
            raise DataError(_("* cannot be used here"))
        return self.column(doctype, match["name"])

    def call(self, match: re.Match[str]) -> str:
        function = match["function"].lower()
        if function not in AGGREGATES:
            raise DataError(_("The function {0} cannot be used in a field").format(function))
        argument = "*" if match["argument"] == "*" else self.plain(match["argument"])
        return f"{function.upper()}({'DISTINCT ' if match['distinct'] else ''}{argument})"


def _meta(doctype: str) -> Meta:
    return meta_of_table(doctype) if doctype in TABLES_ALONE else get_meta(doctype)


def _exists(doctype: str) -> bool:
    return doctype_exists(doctype)


@dataclass
class Selected:
    """One selected column: its SQL, the name it answers under, the field's name where it is a plain one."""

    sql: str
    label: str
    doctype: str | None = None
    column: str | None = None
    computed: bool = False


def select_field(context: Context, text: str) -> list[Selected]:
    """A field as asked for: `name`, `*`, `` `tabX`.`y` ``, `link.field`, `count(x) as n` …"""
    aliased = ALIASED.match(text.strip())
    alias = aliased["alias"] if aliased else None
    source = (aliased["field"] if aliased else text).strip()
    called = CALLED.match(source)
    if called:
        return [_selected_call(context, called, source, alias)]
    match = COLUMN.match(source)
    if match is None:
        sql = context.dotted(source)
        owner, _dot, name = source.replace("`", "").partition(".")
        return [Selected(sql, alias or name, context.meta.get_field(owner).options, name)]
    doctype, name = match["table"] or context.meta.name, match["name"]
    if name == "*":
        return [Selected(context.column(doctype, c), c, doctype, c) for c in _meta(doctype).valid_columns]
    if doctype != context.meta.name and not _exists(doctype):
        raise DataError(_("{0} is not part of this list").format(doctype))
    return [Selected(context.column(doctype, name), alias or name, doctype, name)]


def _selected_call(context: Context, called: re.Match[str], source: str, alias: str | None) -> Selected:
    sql = context.call(called)
    argument = called["argument"].strip("`").rpartition(".")[2].strip("`")
    return Selected(sql, alias or source, None, None if argument == "*" else argument, computed=True)


# --- statements without permissions, as frappe.db uses them


def plain_select(
    doctype: str, filters: Any, fieldname: Any, order_by: str | None, distinct: bool, limit: int | None
) -> tuple[str, list[Any]]:
    names = [fieldname] if isinstance(fieldname, str) else list(fieldname)
    meta = _meta(doctype)
    if isinstance(filters, str) and meta.columns.issuperset(names) and filters[:1] not in ("{", "["):
        columns = ", ".join(f"`{name}`" for name in names)
        return f"SELECT {columns} FROM `tab{doctype}` WHERE name=? LIMIT 1", [filters]
    context = Context(meta, null_as_empty=False)
    if names == ["*"]:
        columns = f"{context.table}.*"
    else:
        columns = ", ".join(f"{s.sql} AS `{s.label}`" for name in names for s in select_field(context, name))
    text = _body(context, f"SELECT {'DISTINCT ' if distinct else ''}{columns}", filters)
    by_name = isinstance(filters, str | int)
    order = context.ordering(order_by) if order_by and not by_name and not distinct else ""
    if order and order_by != "KEEP_DEFAULT_ORDERING":
        text += f" ORDER BY {order}"
    return (f"{text} LIMIT {int(limit)}" if limit else text), context.params


def _body(context: Context, start: str, filters: Any) -> str:
    where = context.where(normalise(context.meta.name, filters))
    joins = "".join(f" {join}" for join in context.joins.values())
    return f"{start} FROM {context.table}{joins}{f' WHERE {where}' if where else ''}"


def plain_count(doctype: str, filters: Any) -> tuple[str, list[Any]]:
    context = Context(_meta(doctype), null_as_empty=False)
    where = context.where(normalise(doctype, filters))
    counted = f"COUNT(DISTINCT {context.table}.`name`)" if context.joins else "COUNT(*)"
    joins = "".join(f" {join}" for join in context.joins.values())
    return f"SELECT {counted} FROM {context.table}{joins}{f' WHERE {where}' if where else ''}", context.params


def plain_update(doctype: str, filters: Any, values: dict[str, Any]) -> tuple[str, list[Any]]:
    meta = _meta(doctype)
    context = Context(meta, null_as_empty=False)
    unknown = [name for name in values if name not in meta.columns]
    if unknown:
        raise DataError(_("{0} has no field {1}").format(_(doctype), ", ".join(unknown)))
    sets = ", ".join(
        f"`{name}` = {context.bind(_stored(meta, name, value))}" for name, value in values.items()
    )
    where = context.where(normalise(doctype, filters))
    if context.joins:
        raise DataError(_("An update takes filters of {0} alone").format(_(doctype)))
    return f"UPDATE {context.table} SET {sets}{f' WHERE {where}' if where else ''}", context.params


def _stored(meta: Meta, name: str, value: Any) -> Any:
    return stored(meta, name, value)


def plain_delete(doctype: str, filters: Any) -> tuple[str, list[Any]]:
    context = Context(_meta(doctype), null_as_empty=False)
    where = context.where(normalise(doctype, filters))
    if context.joins:
        raise PermissionError("a deletion takes filters of its own table alone")
    return f"DELETE FROM {context.table}{f' WHERE {where}' if where else ''}", context.params

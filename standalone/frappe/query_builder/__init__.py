"""`frappe.qb`: pypika over the site's database."""

from __future__ import annotations

from typing import Any

from pypika import Case, Criterion, CustomFunction, Field, Order, Tuple
from pypika.queries import Table

from frappe.query_builder import functions
from frappe.query_builder.builder import Query, run


def DocType(name: str, *args: Any, **kwargs: Any) -> Table:
    """The table of a DocType."""
    return Table(f"tab{name}" if not name.startswith(("__", "tab")) else name, *args, **kwargs)


class QueryBuilder:
    DocType = staticmethod(DocType)
    Table = Table
    Field = Field
    Case = Case
    desc = Order.desc
    asc = Order.asc
    terms = functions
    functions = functions

    @staticmethod
    def from_(table: Any, *args: Any, **kwargs: Any) -> Any:
        return Query.from_(DocType(table) if isinstance(table, str) else table, *args, **kwargs)

    @staticmethod
    def into(table: Any, *args: Any, **kwargs: Any) -> Any:
        return Query.into(DocType(table) if isinstance(table, str) else table, *args, **kwargs)

    @staticmethod
    def update(table: Any, *args: Any, **kwargs: Any) -> Any:
        return Query.update(DocType(table) if isinstance(table, str) else table, *args, **kwargs)

    @staticmethod
    def select(*terms: Any) -> Any:
        return Query.select(*terms)

    def __getattr__(self, name: str) -> Any:
        raise NotImplementedError(f"frappe.qb.{name} is not part of the standalone engine")


qb = QueryBuilder()

__all__ = [
    "Case",
    "Criterion",
    "CustomFunction",
    "DocType",
    "Field",
    "Order",
    "Table",
    "Tuple",
    "functions",
    "qb",
    "run",
]

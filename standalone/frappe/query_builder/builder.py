"""Queries that know how to run: values are bound, never written into the text."""

from __future__ import annotations

import datetime
import re
from typing import Any

from pypika.dialects import MySQLQuery, MySQLQueryBuilder
from pypika.queries import _SetOperation
from pypika.terms import Field, QmarkParameter, Star

from frappe.context import local
from frappe.database.values import datetime_text, revived
from frappe.types import _dict

ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?")


class Values(QmarkParameter):
    """pypika hands datetimes over in ISO form; columns hold them with a blank and six digits."""

    def update_parameters(self, value: Any, **kwargs: Any) -> None:  # type: ignore[override]
        if isinstance(value, str) and ISO.fullmatch(value):
            value = datetime_text(datetime.datetime.fromisoformat(value))
        super().update_parameters(value=value, **kwargs)

    def bound(self) -> list[Any]:
        return list(self._parameters)


def run(
    self: Any,
    *args: Any,
    as_dict: bool = False,
    as_list: bool = False,
    pluck: Any = False,
    debug: bool = False,
    **kwargs: Any,
) -> Any:
    """The rows as tuples, or as asked; () for a statement that answers nothing."""
    if args:
        as_dict = bool(args[0])
    values = Values()
    text = self.get_sql(parameter=values)
    cursor = local.db.execute(text, values.bound())
    if text[:6].upper() != "SELECT" and not text.startswith("("):
        local.db.value_cache.clear()
        return ()
    names = [column[0] for column in cursor.description]
    rows = cursor.fetchall()
    computed = _computed(self, len(names))
    if computed:
        rows = [
            tuple(revived(value) if i in computed else value for i, value in enumerate(row)) for row in rows
        ]
    if pluck:
        position = names.index(pluck) if isinstance(pluck, str) and pluck in names else 0
        return [row[position] for row in rows]
    if as_dict:
        return [_dict(zip(names, row, strict=False)) for row in rows]
    return [list(row) for row in rows] if as_list else tuple(rows)


def _computed(query: Any, width: int) -> set[int]:
    """The positions of selected terms that are no plain columns and so carry no type."""
    terms = getattr(query, "_selects", None) or getattr(getattr(query, "base_query", None), "_selects", [])
    if len(terms) != width or any(isinstance(term, Star) for term in terms):
        return set()
    return {i for i, term in enumerate(terms) if type(term) is not Field}


class Builder(MySQLQueryBuilder):
    run = run

    def _for_update_sql(self, *args: Any, **kwargs: Any) -> str:
        """SQLite has one writer at a time: a transaction that writes holds every row already."""
        return ""

    def walk(self) -> tuple[str, list[Any]]:
        values = Values()
        return self.get_sql(parameter=values), values.bound()


class Query(MySQLQuery):
    @classmethod
    def _builder(cls, **kwargs: Any) -> Builder:
        return Builder(**kwargs)


_SetOperation.run = run  # type: ignore[attr-defined]

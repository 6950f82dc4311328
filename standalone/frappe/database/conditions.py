"""One condition as SQL, comparing as the framework does on MariaDB."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from frappe.database.collation import fold, like
from frappe.database.filters import Condition
from frappe.database.values import datetime_text
from frappe.exceptions import DataError
from frappe.model.fieldtypes import FLOATS, KEYS, STANDARD_TYPES, TEMPORAL, WHOLE
from frappe.translate import _
from frappe.utils.dates import get_datetime, getdate, nowdate, to_timedelta
from frappe.utils.numbers import flt
from frappe.utils.timespan import get_timespan_date_range

if TYPE_CHECKING:
    from frappe.database.query import Context

LAST_LETTER = "\U0010ffff"
NUMBERS = (*WHOLE, *FLOATS)
NEVER_NULL = ("name", "modified", "creation")


class Comparison:
    """`null_as_empty` of the context decides whether a row that holds nothing compares as an empty one."""

    def __init__(self, context: Context, column: str, item: Condition, df: Any) -> None:
        self.context, self.column = context, column
        self.name = item.field.rpartition(".")[2]
        self.kind = df.fieldtype if df else STANDARD_TYPES.get(self.name, "Data")
        self.operator, self.value = item.operator, item.value
        self.nullable = context.null_as_empty and self.name not in NEVER_NULL and self.kind not in NUMBERS

    def sql(self) -> str:
        if self.operator == "timespan":
            self.operator, self.value = "between", get_timespan_date_range(str(self.value))
        if self.operator == "is":
            return self._is()
        if self.operator in ("in", "not in"):
            return self._in()
        if self.operator == "between":
            return self._between()
        if self.operator in ("like", "not like"):
            return self._like()
        if self.value is None:
            return self._nothing()
        value = self.comparable(self.value)
        return self._with_null(
            f"{self.column} {self.operator} {self.context.bind(value)}", self._empty_matches(value)
        )

    # --- values

    def comparable(self, value: Any) -> Any:

        if self.kind in NUMBERS:
            return flt(value)
        if value == "" and self.kind in TEMPORAL:
            return self._empty()
        if self.kind == "Date":
            day = getdate(value)
            return day.isoformat() if day else self._empty()
        if self.kind == "Datetime":
            moment = get_datetime(value)
            return datetime_text(moment) if moment else self._empty()
        if self.kind == "Time":
            return to_timedelta(value) if value else ""
        if isinstance(value, datetime.datetime):
            return datetime_text(value)
        return value if isinstance(value, str | int | float) else str(value)

    def _empty(self) -> Any:
        if self.kind == "Date":
            return "0001-01-01"
        if self.kind == "Datetime":
            return "0001-01-01 00:00:00.000000"
        if self.kind == "Time":
            return "00:00:00"
        return ""

    def _empty_matches(self, value: Any) -> bool:
        """Would a row that holds nothing match, taken as empty?"""
        if not self.nullable or (self.operator in (">", ">=") and self.kind in ("Date", "Datetime")):
            return False
        empty, other = fold(str(self._empty())), fold(str(value))
        return {
            "=": empty == other,
            "!=": empty != other,
            "<": empty < other,
            ">": empty > other,
            "<=": empty <= other,
            ">=": empty >= other,
        }[self.operator]

    def _with_null(self, sql: str, included: bool) -> str:
        return f"{self.column} IS NULL OR {sql}" if included else sql

    def _nothing(self) -> str:
        """Compared with nothing: in a list a link equals no row, elsewhere it means the empty ones."""
        if not self.context.null_as_empty:
            return f"{self.column} IS {'NOT ' if self.operator == '!=' else ''}NULL"
        if self.kind in NUMBERS:
            return f"{self.column} {self.operator} 0"
        if self.operator == "=" and (self.kind in ("Link", "Data") or self.name == "name"):
            return "0"
        if self.operator == "!=":
            return f"{self.column} != ''"
        return f"IFNULL({self.column}, '') {self.operator} ''"

    # --- operators

    def _is(self) -> str:
        wanted = str(self.value).lower()
        if wanted not in ("set", "not set"):
            raise DataError(_("'is' takes 'set' or 'not set', not {0}").format(self.value))
        if self.kind in NUMBERS:
            return f"{self.column} != 0" if wanted == "set" else f"{self.column} IS NULL"
        return f"{self.column} != ''" if wanted == "set" else f"({self.column} IS NULL OR {self.column} = '')"

    def _in(self) -> str:
        values = [self.comparable("" if value is None else value) for value in self.value]
        if not values and self.kind in NUMBERS:
            return "0" if self.operator == "in" else "1"
        # an empty list of texts is compared as one that holds the empty text
        values = values or [""]
        marks = ", ".join(self.context.bind(value) for value in values)
        empty = any(value == "" for value in values)
        included = self.nullable and (empty if self.operator == "in" else not empty)
        return self._with_null(f"{self.column} {self.operator.upper()} ({marks})", included)

    def _between(self) -> str:
        if self.kind not in ("Date", "Datetime"):
            raise DataError(_("'between' is for dates; {0} holds none").format(self.name))
        first, last = self._edges()
        return f"{self.column} BETWEEN {self.context.bind(first)} AND {self.context.bind(last)}"

    def _edges(self) -> tuple[str, str]:

        given = list(self.value) if isinstance(self.value, list | tuple) else []
        edges = [given[n] if len(given) > n and given[n] else nowdate() for n in (0, 1)]
        if self.kind == "Date":
            return str(getdate(edges[0])), str(getdate(edges[1]))
        # a list takes the last day whole; asked directly, the database takes its midnight
        last = datetime.time.max if self.context.null_as_empty else datetime.time.min
        return self._moment(edges[0], datetime.time.min), self._moment(edges[1], last)

    def _moment(self, value: Any, clock: datetime.time) -> str:

        day_only = not isinstance(value, datetime.datetime) and len(str(value).strip()) <= 10
        moment = (
            datetime.datetime.combine(getdate(value) or datetime.date.min, clock)
            if day_only
            else get_datetime(value)
        )
        return datetime_text(moment or datetime.datetime.min)

    def _like(self) -> str:
        pattern = "" if self.value is None else str(self.value)
        sql = f"{self.column} {self.operator.upper()} {self.context.bind(pattern)}"
        start = pattern.split("%")[0].split("_")[0]
        if self.operator == "not like":
            return self._with_null(sql, self.nullable and not like(pattern, ""))
        if (
            start
            and "\\" not in start
            and self.kind not in KEYS
            and self.kind not in NUMBERS
            and self.name not in STANDARD_TYPES
        ):
            # the same rows, reached by an index on the column where there is one
            low, high = self.context.bind(start), self.context.bind(start + LAST_LETTER)
            return f"{sql} AND {self.column} >= {low} AND {self.column} < {high}"
        return self._with_null(sql, self.nullable and not pattern)

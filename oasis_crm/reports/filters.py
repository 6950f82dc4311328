"""The filters of a report: a period, a rep, a team, and what a report asks besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate, nowdate
from oasis_crm.errors import DateOrderError


@dataclass(frozen=True)
class Filters:
    """`from_date` and `to_date` are both inclusive; None is open. `more`: the report's own filters."""

    from_date: date | None
    to_date: date | None
    sales_rep: str | None
    sales_team: str | None
    more: Mapping[str, Any]

    @property
    def begins(self) -> datetime | None:
        return datetime.combine(self.from_date, time.min) if self.from_date else None

    @property
    def ends(self) -> datetime | None:
        """The first moment after the period."""
        return datetime.combine(self.to_date + timedelta(days=1), time.min) if self.to_date else None

    def get(self, name: str) -> Any:
        """A filter of the report's own; None where nothing was chosen."""
        return self.more.get(name) or None


def read(
    given: Mapping[str, Any] | None, from_date: date | None = None, to_date: date | None = None
) -> Filters:
    """The filters as sent; the dates given here stand where none was sent. Refuses one that ends early."""
    values = dict(given or {})
    first = _day(values.pop("from_date", None)) or from_date
    last = _day(values.pop("to_date", None)) or to_date
    if first and last and last < first:
        frappe.throw(_("The period ends before it begins."), DateOrderError)
    return Filters(
        first, last, values.pop("sales_rep", None) or None, values.pop("sales_team", None) or None, values
    )


def _day(value: Any) -> date | None:
    return getdate(value) if value else None


def today() -> date:
    return getdate(nowdate())


def month_start(day: date | None = None) -> date:
    """The first day of that day's month (default: this month's)."""
    return (day or today()).replace(day=1)

"""Progress of targets, with their pace."""

from datetime import date
from functools import lru_cache
from typing import Any

import frappe
from frappe.query_builder.functions import Coalesce, Count
from frappe.utils import flt, getdate, nowdate
from oasis_crm.domain.pace import pace
from oasis_crm.domain.scheduling import WorkRules, closed
from oasis_crm.permissions.conditions import restrict
from oasis_crm.services import settings

_TARGET = ("name", "period_type", "period_start", "period_end", "sales_rep", "sales_team")
#: The first line and how many.
Page = tuple[int, int]
_LINE = ("metric", "product_group", "target", "achieved")


def lines(
    day: date, sales_rep: str | None = None, sales_team: str | None = None, page: Page | None = None
) -> list[dict[str, Any]]:
    """The lines of the targets that run on that day and that the session's user may read, with their pace."""
    return between(day, day, sales_rep, sales_team, page=page)


def count(day: date) -> int:
    """How many lines `lines` has for all reps and teams."""
    return int(_running(day, day).select(Count("*")).run()[0][0])


def between(
    first: date,
    last: date,
    sales_rep: str | None = None,
    sales_team: str | None = None,
    period_type: str | None = None,
    page: Page | None = None,
) -> list[dict[str, Any]]:
    """As `lines`, of the targets whose period touches the days from `first` to `last`.

    A month's lines come before a quarter's and a year's, a team's before its people's.
    """
    target, line = frappe.qb.DocType("Sales Target"), frappe.qb.DocType("Sales Target Line")
    asked = {"sales_rep": sales_rep, "sales_team": sales_team, "period_type": period_type}
    query = _running(first, last)
    for field, value in asked.items():
        query = query.where(target[field] == value) if value else query
    query = (
        query.select(*(target[field] for field in _TARGET), *(line[field] for field in _LINE))
        .orderby(target.period_end)
        .orderby(Coalesce(target.sales_rep, ""))
        .orderby(target.name)
        .orderby(line.idx)
    )
    rules, today = settings.work_rules(), getdate(nowdate())
    if page:
        query = query.offset(page[0]).limit(page[1])
    return [_with_pace(row, today, rules) for row in query.run(as_dict=True)]


def _running(first: date, last: date) -> Any:
    """The lines of the targets in the user's scope whose period touches these days."""
    target, line = frappe.qb.DocType("Sales Target"), frappe.qb.DocType("Sales Target Line")
    query = (
        frappe.qb.from_(target)
        .inner_join(line)
        .on(line.parent == target.name)
        .where(target.period_start <= last)
        .where(target.period_end >= first)
    )
    return restrict(query, "Sales Target")


def _with_pace(row: Any, today: date, rules: WorkRules) -> dict[str, Any]:
    first, last = getdate(row.period_start), getdate(row.period_end)

    @lru_cache
    def works(which: date) -> bool:
        return closed(which, rules) is None

    found = pace(flt(row.target), flt(row.achieved), first, last, today, works)
    return {
        **row,
        "period_start": str(first),
        "period_end": str(last),
        "percent": round(found.percent, 1),
        "expected_today": round(found.expected_today, 2),
        "projection": round(found.projection, 2),
        "needed_per_day": round(found.needed_per_day, 2),
    }

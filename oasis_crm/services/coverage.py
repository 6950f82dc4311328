"""How much of what should be visited regularly is visited: by rating, by rep, and firm by firm."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from pypika import Case

import frappe
from frappe.query_builder.functions import Count, Sum
from frappe.utils import cint, getdate, nowdate
from oasis_crm.domain import cadence
from oasis_crm.permissions.conditions import restrict
from oasis_crm.services import people, settings

_FIRM = ("name", "firm_name", "city", "rating", "sales_rep", "last_visit_on", "next_visit_on", "visit_due_on")
_LIGHTS = ("green", "orange", "red")


@dataclass(frozen=True)
class Asked:
    """Whose firms. None and "" ask for all that the session's user follows or sees."""

    sales_rep: str | None = None
    sales_team: str | None = None
    rating: str | None = None


def overview(asked: Asked) -> dict[str, Any]:
    """`{as_of, total, ratings, reps}`: firms by light, and the share (0–1) that is visited in time."""
    today, days = getdate(nowdate()), settings.cadence()
    by_rating: dict[str, Counter[str]] = {}
    by_rep: dict[str | None, Counter[str]] = {}
    for rep, rating, counts in _counted(asked, today, days):
        by_rating.setdefault(rating, Counter()).update(counts)
        by_rep.setdefault(rep, Counter()).update(counts)
    names = people.full_names(by_rep)
    return {
        "as_of": str(today),
        "total": _figures(sum(by_rating.values(), Counter())),
        "ratings": [
            {"rating": rating, "days": days[rating], **_figures(by_rating.get(rating, Counter()))}
            for rating in sorted(days)
            if days[rating]
        ],
        "reps": [
            {"sales_rep": rep, "full_name": names.get(rep or ""), **_figures(counts)}
            for rep, counts in sorted(by_rep.items(), key=lambda item: str(names.get(item[0] or "")))
        ],
    }


def overdue(asked: Asked, start: int, limit: int) -> dict[str, Any]:
    """`{rows, more}`: firms whose visit is late, the latest first."""
    firm, today = frappe.qb.DocType("Firm"), getdate(nowdate())
    query = _of(asked, firm).where(firm.visit_due_on < today)
    query = query.select(*(firm[field] for field in _FIRM))
    rows = query.orderby(firm.visit_due_on).offset(start).limit(limit + 1).run(as_dict=True)
    names = people.full_names(row.sales_rep for row in rows)
    for row in rows:
        row["sales_rep_name"] = names.get(row.sales_rep)
        row["days_late"] = (today - getdate(row.visit_due_on)).days
    return {"rows": rows[:limit], "more": len(rows) > limit}


def _figures(counts: Counter[str]) -> dict[str, Any]:
    lights: dict[cadence.Light, int] = {light: counts[light] for light in _LIGHTS}  # type: ignore[misc]
    return {**lights, "share": cadence.coverage(lights)}


def _counted(
    asked: Asked, today: date, days: Mapping[str, int | None]
) -> list[tuple[str | None, str, Counter[str]]]:
    """Rep, rating and firms by light, counted in one index of the firms that have a cadence."""
    firm = frappe.qb.DocType("Firm")
    late, soon = firm.visit_due_on < today, _is_soon(firm, today, days)
    query = _of(asked, firm).groupby(firm.sales_rep, firm.rating)
    columns = (
        Count(firm.visit_due_on),
        Sum(Case().when(late, 1).else_(0)),
        Sum(Case().when(soon, 1).else_(0)),
    )
    return [
        (rep, rating or cadence.UNRATED, _lights(cint(count), cint(red), cint(orange)))
        for rep, rating, count, red, orange in query.select(firm.sales_rep, firm.rating, *columns).run()
    ]


def _lights(count: int, red: int, orange: int) -> Counter[str]:
    return Counter({"green": count - red - orange, "orange": orange, "red": red})


def _is_soon(firm: Any, today: date, days: Mapping[str, int | None]) -> Any:
    """Due today or in the last quarter of the rating's interval."""

    def until(interval: int) -> date:
        return today + timedelta(days=cadence.soon_days(interval))

    parts = [
        _is_rated(firm, rating) & (firm.visit_due_on <= until(interval))
        for rating, interval in days.items()
        if interval
    ]
    return (firm.visit_due_on >= today) & reduce(or_, parts) if parts else firm.visit_due_on.isnull()


def _of(asked: Asked, firm: Any) -> Any:
    query = restrict(frappe.qb.from_(firm).where(firm.visit_due_on.isnotnull()), "Firm")
    if asked.sales_rep:
        query = query.where(firm.sales_rep == asked.sales_rep)
    if asked.sales_team:
        query = query.where(firm.sales_rep.isin(_members(asked.sales_team)))
    return query.where(_is_rated(firm, asked.rating)) if asked.rating else query


def _is_rated(firm: Any, rating: str) -> Any:
    """Firms that are looked after like that rating: the unrated with those they are like."""
    rated = firm.rating == rating
    return rated | _is_unrated(firm) if rating == cadence.UNRATED else rated


def _is_unrated(firm: Any) -> Any:
    return firm.rating.isnull() | (firm.rating == "")


def _members(team: str) -> list[str]:
    filters = {"parent": team, "parenttype": "Sales Team"}
    members = frappe.get_all("Sales Team Member", filters=filters, pluck="user", order_by="user asc")
    return members or [""]

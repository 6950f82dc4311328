"""What an assigner follows: the visits that people sent reps to, and what became of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import add_days, get_datetime, nowdate
from oasis_crm.permissions.conditions import restrict
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import people

#: Visits planned longer ago are looked up in reports.
DAYS_BACK = 30
STATUSES = ("Assigned", "Accepted", "Declined", "Missed", "Done")
_FIELDS = (
    *("name", "firm", "status", "sales_rep", "planned_start", "assigned_by", "assignment_note"),
    *("decline_reason", "done_on", "outcome", "covered_for"),
)

_PEOPLE = ("sales_rep", "assigned_by", "covered_for")


@dataclass(frozen=True)
class Asked:
    """What the screen shows. `assigned_by`: only what this user assigned."""

    status: str | None = None
    sales_rep: str | None = None
    assigned_by: str | None = None


def page(asked: Asked, start: int, limit: int) -> dict[str, Any]:
    """`{rows, more, counts, reps}`: a page of visits, and the figures of all of the same people."""
    visit, firm = frappe.qb.DocType("Firm Visit"), frappe.qb.DocType("Firm")
    query = _asked(visit, asked).left_join(firm).on(firm.name == visit.firm)
    if asked.status:
        query = query.where(visit.status == asked.status)
    query = query.select(*(visit[field] for field in _FIELDS), firm.firm_name, firm.city)
    # What happened last stands first: the assigner looks for what changed.
    query = query.orderby(visit.modified, order=frappe.qb.desc).offset(start).limit(limit + 1)
    rows = query.run(as_dict=True)
    _name_people(rows)
    return {"rows": rows[:limit], "more": len(rows) > limit, **_figures(visit, asked)}


def _asked(visit: Any, asked: Asked) -> Any:
    since = get_datetime(add_days(nowdate(), -DAYS_BACK))
    query = frappe.qb.from_(visit).where(visit.planned_start >= since).where(visit.status.isin(STATUSES))
    query = query.where(visit.origin == "Assigned")
    if not scope_of().everything:
        # Whom one may send; by the rep and the day the visits stand in an index.
        query = query.where(visit.sales_rep.isin(sorted(scope_of().reads) or [""]))
    if asked.assigned_by:
        query = query.where(visit.assigned_by == asked.assigned_by)
    if asked.sales_rep:
        query = query.where(visit.sales_rep == asked.sales_rep)
    return restrict(query, "Firm Visit")


def _figures(visit: Any, asked: Asked) -> dict[str, Any]:
    query = _asked(visit, asked).groupby(visit.sales_rep, visit.status)
    counted = query.select(visit.sales_rep, visit.status, Count(visit.name)).run()
    total: Counter[str] = Counter()
    by_rep: dict[str, Counter[str]] = {}
    for rep, status, count in counted:
        total[status] += count
        by_rep.setdefault(rep, Counter())[status] += count
    names = people.full_names(by_rep)
    reps = [{"sales_rep": rep, "full_name": names[rep], **_all(counts)} for rep, counts in by_rep.items()]
    return {"counts": _all(total), "reps": sorted(reps, key=lambda row: str(row["full_name"]))}


def _all(counts: Counter[str]) -> dict[str, int]:
    return {status: counts[status] for status in STATUSES}


def _name_people(rows: Sequence[Any]) -> None:
    names = people.full_names(row[field] for row in rows for field in _PEOPLE)
    for row in rows:
        row.update({f"{field}_name": names.get(row[field]) for field in _PEOPLE})
        row["planned_start"] = _text(row.planned_start)
        row["done_on"] = _text(row.done_on)


def _text(moment: datetime | None) -> str | None:
    return str(moment)[:19] if moment else None

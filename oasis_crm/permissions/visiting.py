"""Firms that reps visit without following them.

Who is sent to a colleague's firm, or stands in for him, reads the firm's card as long as his visit there is
open. Its papers, contracts, sales and the visits of others stay with whoever follows it.
"""

from collections.abc import Collection
from datetime import timedelta

import frappe
from frappe.utils import now_datetime
from oasis_crm.domain.visits import OPEN
from oasis_crm.permissions.scope import memo

_KEY = "visited firms"
#: An open visit is Missed a day or two after its time; the bound keeps a rep's years of visits out of it.
_OLDEST = timedelta(days=60)


def firms_visited(reps: Collection[str]) -> frozenset[str]:
    """Firms where these reps have an open visit and which none of them follows."""
    if not reps:
        return frozenset()
    known = memo().setdefault(_KEY, {})
    key = frozenset(reps)
    if key not in known:
        known[key] = _find(sorted(reps))
    return known[key]


def visitors(firm: str | None) -> set[str]:
    """The reps who have an open visit at the firm, whoever follows it."""
    if not firm:
        return set()
    visit = frappe.qb.DocType("Firm Visit")
    query = frappe.qb.from_(visit).select(visit.sales_rep).where(visit.firm == firm)
    query = query.where(visit.status.isin(OPEN)).where(visit.planned_start >= _since())
    return {rep for (rep,) in query.run() if rep}


def forget() -> None:
    """A visit was made, answered, moved or done: what this request remembers may be wrong."""
    memo().pop(_KEY, None)


def _find(reps: list[str]) -> frozenset[str]:
    visit, firm = frappe.qb.DocType("Firm Visit"), frappe.qb.DocType("Firm")
    query = (
        frappe.qb.from_(visit)
        .inner_join(firm)
        .on(firm.name == visit.firm)
        .select(firm.name)
        .where(visit.sales_rep.isin(reps))
        .where(visit.planned_start >= _since())
        .where(visit.status.isin(OPEN))
        .where(firm.sales_rep.isnull() | firm.sales_rep.notin(reps))
    )
    return frozenset(name for (name,) in query.run())


def _since() -> object:
    return now_datetime() - _OLDEST

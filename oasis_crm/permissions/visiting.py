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

_VISITED, _VISITORS = "visited firms", "visitors of firms"
#: An open visit is Missed a day or two after its time; the bound keeps a rep's years of visits out of it.
_OLDEST = timedelta(days=60)


def firms_visited(reps: Collection[str]) -> frozenset[str]:
    """Firms where these reps have an open visit and which none of them follows."""
    if not reps:
        return frozenset()
    known = memo().setdefault(_VISITED, {})
    key = frozenset(reps)
    if key not in known:
        known[key] = _find(sorted(reps))
    return known[key]


def visitors(firm: str | None) -> set[str]:
    """The reps who have an open visit at the firm, whoever follows it."""
    if not firm:
        return set()
    known: dict[str, set[str]] = memo().setdefault(_VISITORS, {})
    if firm not in known:
        filters = {"firm": firm, "status": ["in", OPEN], "planned_start": [">=", _since()]}
        known[firm] = set(frappe.get_all("Firm Visit", filters, pluck="sales_rep", order_by="name asc"))
    return known[firm] - {None, ""}


def forget() -> None:
    """A visit was made, answered, moved or done: what this request remembers may be wrong."""
    memo().pop(_VISITED, None)
    memo().pop(_VISITORS, None)


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

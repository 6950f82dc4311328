"""Routing: who has least to do, visits to many firms at once, and what became of them."""

from typing import Any

import frappe
from frappe.utils import add_days, nowdate
from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import assignments, devices, visit_batches
from oasis_crm.services import loads as rep_loads


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def loads(
    from_date: str | None = None, to_date: str | None = None, sales_team: str | None = None
) -> list[dict[str, Any]]:
    """The reps whom the caller may send with their open visits in these days, the least loaded first."""
    first = devices.local_day(from_date or nowdate())
    last = devices.local_day(to_date or add_days(first, rep_loads.DAYS))
    return rep_loads.picker(sales_team, first, last)


@endpoint(roles=EVERYONE)
def assign_many(
    firms: list | str,
    strategy: str,
    from_date: str,
    to_date: str | None = None,
    sales_rep: str | None = None,
    sales_team: str | None = None,
    note: str | None = None,
    visit_type: str | None = None,
) -> dict[str, Any]:
    """Assign a visit to each firm in the background. `strategy`: Rep, Least Loaded or Follower."""
    first = devices.local_day(from_date)
    last = devices.local_day(to_date or add_days(first, rep_loads.DAYS))
    wish = visit_batches.Wish(strategy, first, last, sales_rep, sales_team, note, visit_type)
    return visit_batches.start(devices.names(firms), wish)


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def batch(visit_batch: str) -> dict[str, Any]:
    """How far such a batch is, and what became of each firm."""
    return visit_batches.told(visit_batches.require(visit_batch))


@endpoint(roles=EVERYONE)
def retry(visit_batch: str) -> dict[str, Any]:
    """Try the refused firms of a batch again."""
    return visit_batches.retry(visit_batch)


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def follow_up(
    status: str | None = None,
    sales_rep: str | None = None,
    mine: bool = False,
    start: int = 0,
    limit: int = 30,
) -> dict[str, Any]:
    """Assigned visits with their figures. `mine`: only what the caller assigned."""
    asked = assignments.Asked(status, sales_rep, frappe.session.user if mine else None)
    return assignments.page(asked, max(start, 0), max(1, min(limit, 200)))

"""A rep's open visits, and the next free slot among them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import frappe
from frappe.utils import cint, get_datetime, now_datetime
from oasis_crm.domain import cadence
from oasis_crm.domain.scheduling import (
    BusyLoader,
    FirmFacts,
    Interval,
    OutcomeRule,
    Proposal,
    first_free,
    overlaps,
    propose,
)
from oasis_crm.services import settings

#: Visits that still hold a piece of their rep's time.
OPEN = ("Planned", "Assigned", "Accepted")


def busy(rep: str, *, locked: bool = False, without: Iterable[str] = ()) -> BusyLoader:
    """Loads the rep's open visits between two days. `locked`: as they are now, not as the transaction began.

    `without`: visits about to be moved or carried out, whose time is free again.
    """
    left_out = set(without)

    def load(first: date, last: date) -> list[Interval]:
        visit = frappe.qb.DocType("Firm Visit")
        query = (
            frappe.qb.from_(visit)
            .select(visit.name, visit.planned_start, visit.planned_minutes)
            .where(visit.sales_rep == rep)
            .where(visit.status.isin(OPEN))
            .where(visit.planned_start >= datetime.combine(first, time.min))
            .where(visit.planned_start < datetime.combine(last + timedelta(days=1), time.min))
        )
        rows = (query.for_update() if locked else query).run()
        return [
            Interval(get_datetime(start), cint(minutes) or 30)
            for name, start, minutes in rows
            if name not in left_out
        ]

    return load


def next_visit(outcome: Any, firm: Any, done_on: datetime, calendar: BusyLoader) -> Proposal | None:
    """The visit that follows one with this outcome. `outcome`, `firm`: rows with the fields of their
    DocTypes.
    """
    return propose(
        OutcomeRule(outcome.next_visit_rule, cint(outcome.days) or None),
        FirmFacts(firm.supplier_contract_end, cadence.interval_days(firm.rating, settings.cadence())),
        done_on.date(),
        now_datetime(),
        settings.work_rules(),
        calendar,
        settings.visit_minutes(),
    )


def free_slot(rep: str, day: date, *, locked: bool = False) -> datetime | None:
    """The rep's first free slot on that day or later, from now on."""
    found = first_free(
        day, now_datetime(), settings.work_rules(), busy(rep, locked=locked), settings.visit_minutes()
    )
    return found[0] if found else None


def is_free(calendar: BusyLoader, start: datetime, minutes: int) -> bool:
    """Whether nothing in the calendar hits a visit of that length."""
    wanted = Interval(start, minutes)
    nearby = calendar(start.date() - timedelta(days=1), wanted.end.date())
    return not overlaps(wanted, nearby)

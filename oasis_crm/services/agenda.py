"""A rep's open visits, and the next free slot among them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import frappe
from frappe.query_builder.functions import Count, Date
from frappe.utils import cint, get_datetime, getdate, now_datetime
from oasis_crm.domain import cadence
from oasis_crm.domain.scheduling import (
    FirmFacts,
    Interval,
    OutcomeRule,
    Proposal,
    Skip,
    cautions,
    first_free,
    overlaps,
    propose,
)
from oasis_crm.services import absence, settings, wording

#: Visits that still hold a piece of their rep's time.
OPEN = ("Planned", "Assigned", "Accepted")


@dataclass(frozen=True)
class RepCalendar:
    """A rep's open visits in the database.

    `locked`: read as they are now, not as the transaction began. `without`: visits about to be moved, whose
    time is free again, and when they begin.
    """

    rep: str
    locked: bool = False
    without: Mapping[str, Any] = field(default_factory=dict)

    def counts(self, first: date, last: date) -> dict[date, int]:
        """How many begin on each day. Not locked: a day that looks free is looked at again by `visits`."""
        visit = frappe.qb.DocType("Firm Visit")
        day = Date(visit.planned_start)
        own = (visit.sales_rep == self.rep) & visit.status.isin(OPEN)
        within = visit.planned_start[_from(first) : _until(last)]
        query = frappe.qb.from_(visit).where(own & within).groupby(day).select(day, Count("*"))
        found = Counter({getdate(when): count for when, count in query.run()})
        found.subtract(getdate(start) for start in self.without.values() if start)
        return found

    def visits(self, first: date, last: date) -> list[Interval]:
        """Those that begin between two days (both inclusive)."""
        filters = {
            "sales_rep": self.rep,
            "status": ["in", OPEN],
            "planned_start": ["between", [_from(first), _until(last)]],
        }
        columns = ["name", "planned_start", "planned_minutes"]
        rows = frappe.db.get_values(
            "Firm Visit", filters, columns, order_by="planned_start asc", for_update=self.locked
        )
        return [
            Interval(get_datetime(start), cint(minutes) or 30)
            for name, start, minutes in rows
            if name not in self.without
        ]


def _from(day: date) -> datetime:
    return datetime.combine(day, time.min)


def _until(day: date) -> datetime:
    return datetime.combine(day, time.max)


def next_visit(outcome: Any, firm: Any, done_on: datetime, calendar: RepCalendar) -> Proposal | None:
    """The visit that follows one with this outcome. `outcome`, `firm`: rows with the fields of their
    DocTypes.
    """
    return propose(
        OutcomeRule(outcome.next_visit_rule, cint(outcome.days) or None),
        FirmFacts(firm.supplier_contract_end, cadence.interval_days(firm.rating, settings.cadence())),
        done_on.date(),
        now_datetime(),
        absence.work_rules(calendar.rep),
        calendar,
        settings.visit_minutes(),
    )


def free_slot(
    rep: str, day: date, *, locked: bool = False, until: date | None = None, minutes: int | None = None
) -> datetime | None:
    """The rep's first free slot on that day or later, from now on; none after `until`."""
    length = minutes or settings.visit_minutes()
    calendar, rules = RepCalendar(rep, locked), absence.work_rules(rep)
    found = first_free(day, now_datetime(), rules, calendar, length, until)
    return found[0] if found else None


def warnings(visit: Any) -> list[str]:
    """What speaks against the hour that people chose for a visit, in words."""
    start, rep = get_datetime(visit.planned_start), visit.sales_rep
    others = RepCalendar(rep, without={visit.name: visit.planned_start}).counts(start.date(), start.date())
    wanted = Interval(start, cint(visit.planned_minutes) or settings.visit_minutes())
    found = cautions(wanted, others[start.date()], absence.work_rules(rep))
    return [wording.skip_text(Skip(skip.day, skip.obstacle)) for skip in found]


def is_free(calendar: RepCalendar, start: datetime, minutes: int) -> bool:
    """Whether nothing in the calendar hits a visit of that length."""
    wanted = Interval(start, minutes)
    nearby = calendar.visits(start.date() - timedelta(days=1), wanted.end.date())
    return not overlaps(wanted, nearby)

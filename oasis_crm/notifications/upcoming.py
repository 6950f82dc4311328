"""Planned visits that are about to begin: the rep is told once, as long before as he likes."""

from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime
from oasis_crm.notifications import inbox, mail, receivers
from oasis_crm.notifications.jobs import one_by_one
from oasis_crm.services import people, wording
from oasis_crm.services.agenda import OPEN

DOCTYPE = "Firm Visit"
#: After the server was down: a visit that began up to so long ago is still told of.
_LATE = timedelta(hours=1)


def remind(now: datetime | None = None) -> None:
    """Job of every minute."""
    now = now or now_datetime()
    reps = people.reps()
    receivers.load(reps)
    longest = max((receivers.of(rep).visit_minutes for rep in reps), default=0)
    if not longest:
        return
    visits = _open(reps, now - _LATE, now + timedelta(minutes=longest))
    due = [visit.name for visit in visits if _is_due(visit, now)]
    one_by_one(DOCTYPE, due, lambda name: _remind(name, now), "Reminder of a visit")


def _open(reps: list[str], begin: datetime, end: datetime) -> list[Any]:
    """The open visits of the reps that begin between two moments; the index finds them rep by rep."""
    visit = frappe.qb.DocType(DOCTYPE)
    return (
        frappe.qb.from_(visit)
        .select(visit.name, visit.sales_rep, visit.planned_start, visit.reminded_for)
        .where(visit.sales_rep.isin(reps) & visit.status.isin(OPEN))
        .where(visit.planned_start[begin:end])
        .orderby(visit.planned_start)
        .run(as_dict=True)
    )


def _is_due(visit: Any, now: datetime) -> bool:
    """Whether its rep is to be told now; told of this start already, he is not told again."""
    minutes, start = receivers.of(visit.sales_rep).visit_minutes, get_datetime(visit.planned_start)
    told = visit.reminded_for and get_datetime(visit.reminded_for) == start
    return bool(minutes and not told and start - timedelta(minutes=minutes) <= now)


def _remind(name: str, now: datetime) -> None:
    visit = frappe.get_doc(DOCTYPE, name, for_update=True)
    if visit.status not in OPEN or not _is_due(visit, now):
        return
    frappe.db.set_value(DOCTYPE, name, "reminded_for", visit.planned_start, update_modified=False)
    text = _text(visit, now)
    inbox.tell(visit.sales_rep, text, visit)
    mail.remind(visit.sales_rep, text, visit, visit.assignment_note or "", "/oasis/calendar")


def _text(visit: Any, now: datetime) -> str:
    start, lang = get_datetime(visit.planned_start), inbox.language(visit.sales_rep)
    firm = frappe.db.get_value("Firm", visit.firm, "firm_name")
    when = f"{start:%H:%M}" if start.date() == now.date() else f"{wording.day(start)} {start:%H:%M}"
    return _("Planned visit: {0}, {1}", lang).format(firm, when)

"""Visits that people plan for others: assigned, accepted, declined, assigned anew."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime, nowdate
from oasis_crm import errors
from oasis_crm.notifications import inbox
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import absence, agenda, devices, locks, people, settings, wording


@dataclass(frozen=True)
class Errand:
    """What a rep is sent for."""

    firm: str
    note: str | None = None
    visit_type: str | None = None


def assign(errand: Errand, rep: str, planned_start: str | None) -> Any:
    """Route a visit to a rep; answers the visit. Without an hour: the first free slot of that day."""
    check_rep(rep)
    frappe.get_doc("Firm", errand.firm).check_permission("read")
    locks.hold_rep(rep)
    visit = book(errand, rep, _start(rep, planned_start))
    tell_rep(visit)
    return visit


def book(errand: Errand, rep: str, start: datetime) -> Any:
    """Make the visit of an errand. Whether the rep has time was asked while his row was held."""
    visit = frappe.new_doc(
        "Firm Visit",
        firm=errand.firm,
        sales_rep=rep,
        status="Assigned",
        origin="Assigned",
        assigned_by=frappe.session.user,
        planned_start=start,
        planned_minutes=settings.visit_minutes(),
        assignment_note=errand.note,
        visit_type=errand.visit_type or "Visit",
    )
    return visit.insert()


def tell_rep(visit: Any) -> None:
    """Tell a rep of a visit that was assigned to him."""
    sentence = _("A visit to {0} on {1} was assigned to you.", inbox.language(visit.sales_rep))
    firm_name = frappe.db.get_value("Firm", visit.firm, "firm_name")
    inbox.tell(visit.sales_rep, sentence.format(firm_name, moment_text(visit.planned_start)), visit)


def check_rep(rep: str) -> None:
    """Raise unless the session's user may send this rep anywhere."""
    check_works(rep)
    scope = scope_of()
    if not scope.everything and not (scope.leads and rep in scope.changes):
        frappe.throw(_("You may not route visits to this rep."), frappe.PermissionError)


def check_works(rep: str) -> None:
    """Raise unless the user is a field rep who works here now."""
    if not people.is_working_rep(rep):
        name = people.full_name(rep) or rep
        frappe.throw(_("{0} is not a field rep who works here now.").format(name), errors.RoutingError)


def _start(rep: str, planned_start: str | None) -> datetime:
    """The moment as asked for, checked; or the first free slot of the day."""
    if planned_start and devices.has_hour(planned_start):
        start = devices.local_time(planned_start)
        check_free(rep, start, settings.visit_minutes())
        return start
    return first_slot(rep, devices.local_day(planned_start) if planned_start else None)


def first_slot(rep: str, day: date | None) -> datetime:
    """The rep's first free slot from a day on (None: from now on). The rep's row must be held."""
    if day and day < getdate(nowdate()):
        frappe.throw(_("A visit cannot be planned into the past."), errors.PastDateError)
    if day:
        absence.refuse(rep, day)
    start = agenda.free_slot(rep, day or getdate(nowdate()), locked=True)
    if start is None:
        frappe.throw(_("The rep has no free time in the coming months."), errors.SlotTakenError)
    return start


def check_free(rep: str, start: datetime, minutes: int, without: dict[str, Any] | None = None) -> None:
    """Raise unless the rep can be somewhere at that moment. The rep's row must be held."""
    if start <= now_datetime():
        frappe.throw(_("A visit cannot be planned into the past."), errors.PastDateError)
    absence.refuse(rep, start.date())
    if not agenda.is_free(agenda.RepCalendar(rep, True, without or {}), start, minutes):
        frappe.throw(_("There is another visit at that time."), errors.SlotTakenError)


def respond(name: str, accept: bool, reason: str | None) -> Any:
    """Accept or decline an assigned visit; answers the visit. Only the rep himself answers for himself."""
    visit = frappe.get_doc("Firm Visit", name, for_update=True)
    visit.check_permission("write")
    if visit.sales_rep != frappe.session.user:
        frappe.throw(_("Only the rep himself answers for his visit."), frappe.PermissionError)
    status = "Accepted" if accept else "Declined"
    if visit.status == status:
        return visit
    if visit.status != "Assigned":
        frappe.throw(_("Visit {0} is not waiting for an answer.").format(name), errors.VisitStatusError)
    visit.status = status
    if not accept:
        visit.decline_reason = reason
    visit.save()
    _tell_assigner(visit)
    return visit


def _tell_assigner(visit: Any) -> None:
    if not visit.assigned_by or visit.assigned_by == visit.sales_rep:
        return
    lang = inbox.language(visit.assigned_by)
    sentence = (
        _("{0} accepted the visit to {1}.", lang)
        if visit.status == "Accepted"
        else _("{0} declined the visit to {1}: {2}", lang)
    )
    rep, firm = people.full_name(visit.sales_rep), frappe.db.get_value("Firm", visit.firm, "firm_name")
    inbox.tell(visit.assigned_by, sentence.format(rep, firm, visit.decline_reason), visit)


def reassign(name: str, rep: str, planned_start: str | None) -> Any:
    """Give a visit that was declined or missed, or one still open, to a rep anew; answers the visit."""
    check_rep(rep)
    visit = frappe.get_doc("Firm Visit", name, for_update=True)
    visit.check_permission("write")
    if visit.status in ("Done", "Cancelled"):
        frappe.throw(_("Visit {0} is closed already.").format(name), errors.VisitClosedError)
    locks.hold_rep(rep)
    changed = {
        "sales_rep": rep,
        "planned_start": _start(rep, planned_start),
        "assigned_by": frappe.session.user,
        "decline_reason": None,
        "plan_reason": None,
    }
    visit.update({**changed, "status": "Assigned", "origin": "Assigned"})
    visit.save()
    tell_rep(visit)
    return visit


def moment_text(moment: Any) -> str:
    """A moment in the reader's format."""
    at = get_datetime(moment)
    return f"{wording.day(at)} {at:%H:%M}"

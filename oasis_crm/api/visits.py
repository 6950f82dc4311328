"""Visits: recorded, proposed, assigned, answered, moved, and seen in a calendar."""

from typing import Any

import frappe
from frappe import _
from frappe.utils import now_datetime
from oasis_crm import errors
from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import agenda, devices, loads, moving, planning, recording, routing, wording
from oasis_crm.services import calendar as calendars


@endpoint(roles=EVERYONE)
def record(
    firm: str,
    outcome: str,
    notes: str | None = None,
    visit_type: str | None = None,
    visit: str | None = None,
    done_on: str | None = None,
    next_start: str | None = None,
    check_in: dict | str | None = None,
    client_id: str | None = None,
    stage_after: str | None = None,
    lost_reason: str | None = None,
    purpose: str | None = None,
) -> dict[str, Any]:
    """Record a visit and plan the next one; the same `client_id` again changes nothing."""
    place = devices.mapping(check_in) or None
    report = recording.Report(
        firm,
        outcome,
        notes,
        visit_type,
        visit,
        done_on,
        next_start,
        place,
        client_id,
        stage_after,
        lost_reason,
        purpose,
    )
    return recording.record(report)


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def propose_next(firm: str, outcome: str, done_on: str | None = None) -> dict[str, str] | None:
    """When the next visit would be after one with this outcome, and why; None where none follows."""
    doc = frappe.get_doc("Firm", firm)
    doc.check_permission("read")
    row = frappe.db.get_value("Visit Outcome", outcome, ["next_visit_rule", "days"], as_dict=True)
    if not row:
        frappe.throw(_("{0} is not an outcome to choose.").format(outcome), errors.VisitOutcomeError)
    moment = devices.local_time(done_on) if done_on else now_datetime()
    rep = recording.next_rep(firm, recording.rep_for(firm))
    calendar = agenda.RepCalendar(rep, without=recording.movable(firm, rep))
    proposal = agenda.next_visit(row, doc, moment, calendar)
    if proposal is None:
        return None
    reason = wording.reason_text(wording.as_data(proposal.reason))
    return {"planned_start": str(proposal.planned_start), "reason": reason}


@endpoint(roles=EVERYONE)
def plan(
    firm: str,
    planned_start: str,
    purpose: str | None = None,
    visit_type: str | None = None,
    minutes: int | None = None,
    client_id: str | None = None,
) -> dict[str, Any]:
    """Plan a visit for oneself; the same `client_id` again makes no second one."""
    start = devices.local_time(planned_start)
    return planning.plan(planning.Wish(firm, start, purpose, visit_type, minutes, client_id))


@endpoint(roles=EVERYONE)
def assign(
    firm: str,
    sales_rep: str,
    planned_start: str | None = None,
    note: str | None = None,
    visit_type: str | None = None,
) -> dict[str, Any]:
    """Route a visit to a rep: managers and the office to anybody, leaders within their team."""
    return _planned(routing.assign(routing.Errand(firm, note, visit_type), sales_rep, planned_start))


@endpoint(roles=EVERYONE)
def reassign(visit: str, sales_rep: str | None = None, planned_start: str | None = None) -> dict[str, Any]:
    """Route a visit anew that was declined or missed. Without a rep: whoever of the team has least to do."""
    rep = sales_rep or loads.substitute(visit)
    return _planned(routing.reassign(visit, rep, planned_start))


def _planned(visit: Any) -> dict[str, Any]:
    start = str(visit.planned_start)
    told = {"name": visit.name, "status": visit.status, "planned_start": start, "sales_rep": visit.sales_rep}
    return {**told, "warnings": agenda.warnings(visit)}


@endpoint(roles=EVERYONE)
def respond(visit: str, accept: bool, reason: str | None = None) -> dict[str, str]:
    """Accept an assigned visit, or decline it with a reason."""
    answered = routing.respond(visit, accept, reason)
    return {"name": answered.name, "status": answered.status}


@endpoint(roles=EVERYONE)
def reschedule(visit: str, planned_start: str) -> dict[str, Any]:
    """Move an open visit."""
    kept = frappe.db.get_value("Firm Visit", visit, "planned_start")
    wanted = moving.Move(moving.start_of(planned_start, kept))
    moved = moving.move("Firm Visit", visit, wanted)
    told = {"name": moved["name"], "planned_start": moved["start"], "status": moved["status"]}
    return {**told, "warnings": moved["warnings"]}


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def calendar(start: str, end: str, users: list | str | None = None) -> list[dict[str, Any]]:
    """Visits, work orders, reminders and holidays between two moments."""
    return calendars.entries(
        devices.local_time(start), devices.local_time(end), devices.names(users) or [frappe.session.user]
    )

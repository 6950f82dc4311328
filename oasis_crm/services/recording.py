"""A visit that took place, and the one that follows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import flt, now_datetime
from oasis_crm import errors
from oasis_crm.domain import place
from oasis_crm.permissions import roles
from oasis_crm.permissions.documents import follower
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import agenda, devices, locks, people, settings, wording

AUTOMATIC = "Automatic"
_CLOCK_SKEW = timedelta(minutes=5)
_OUTCOME_FIELDS = ["name", "next_visit_rule", "days", "disabled"]
_ANSWER_FIELDS = ["name", "next_visit", "check_in_result", "check_in_distance"]


@dataclass(frozen=True)
class Report:
    """What the rep says about a visit. `next_start`: None keeps the proposal, "" wants no next visit."""

    firm: str
    outcome: str
    notes: str | None = None
    visit_type: str | None = None
    visit: str | None = None
    done_on: str | None = None
    next_start: str | None = None
    check_in: dict[str, Any] | None = None
    client_id: str | None = None
    stage_after: str | None = None
    lost_reason: str | None = None
    purpose: str | None = None


def record(report: Report) -> dict[str, Any]:
    """Record a visit and plan the next one; the same `client_id` again changes nothing."""
    planned = _planned_visit(report)
    rep = planned.sales_rep if planned else rep_for(report.firm)
    goes_next = next_rep(report.firm, rep)
    locks.hold_reps([rep, goes_next])
    if done := _recorded(report.client_id, rep):
        return answer(done)
    firm = frappe.get_doc("Firm", report.firm, for_update=True)
    if not planned:
        firm.check_permission("read")
    outcome = _outcome(report)
    done_on = _moment(report.done_on)
    visit = planned or frappe.new_doc("Firm Visit", firm=firm.name, sales_rep=rep, origin="Manual")
    _fill(visit, report, firm, outcome, done_on)
    plan = _plan(report, visit, firm, Visited(outcome, done_on, goes_next))
    visit.flags.followed = bool(plan and not plan.moves)
    visit.save()
    return answer(visit, _follow(visit, plan, firm) if plan else None)


def answer(visit: Any, following: Any = None) -> dict[str, Any]:
    """What `visits.record` answers for a recorded visit."""
    if following is None and visit.next_visit:
        fields = ["name", "planned_start", "plan_reason"]
        following = frappe.db.get_value("Firm Visit", visit.next_visit, fields, as_dict=True)
    return {"name": visit.name, "next_visit": _next_answer(following), "check_in": _check_in_answer(visit)}


def _next_answer(following: Any) -> dict[str, Any] | None:
    if not following:
        return None
    reason = wording.reason_text(frappe.parse_json(following.plan_reason or "{}"))
    return {"name": following.name, "planned_start": str(following.planned_start)[:19], "reason": reason}


def _check_in_answer(visit: Any) -> dict[str, Any] | None:
    if not visit.check_in_result:
        return None
    metres = None if visit.check_in_result == "Not Verified" else flt(visit.check_in_distance)
    warning = None
    if visit.check_in_result == "Out of Range":
        warning = _("You are {0} m from the firm's place. The visit was saved all the same.").format(
            round(metres or 0)
        )
    return {"result": visit.check_in_result, "distance": metres, "warning": warning}


def _recorded(client_id: str | None, rep: str) -> Any:
    """The visit already recorded under that id, read past this transaction's snapshot."""
    if not client_id:
        return None
    return frappe.db.get_value(
        "Firm Visit",
        {"client_id": client_id, "sales_rep": rep},
        _ANSWER_FIELDS,
        as_dict=True,
        for_update=True,
    )


def _planned_visit(report: Report) -> Any:
    name = report.visit or _errand(report.firm)
    if not name:
        return None
    visit = frappe.get_doc("Firm Visit", name)
    visit.check_permission("write")
    if visit.firm != report.firm:
        frappe.throw(_("Visit {0} belongs to another firm.").format(visit.name), errors.VisitStatusError)
    if visit.status not in (*agenda.OPEN, "Missed") and visit.client_id != report.client_id:
        frappe.throw(_("Visit {0} is closed already.").format(visit.name), errors.VisitStatusError)
    return visit


def _errand(firm: str) -> str | None:
    """The open visit for which a rep was sent to a colleague's firm: that is the one he records."""
    scope, user = scope_of(), frappe.session.user
    if scope.everything or follower(firm) in scope.changes:
        return None
    filters = {"firm": firm, "sales_rep": user, "status": ["in", agenda.OPEN]}
    return frappe.db.get_value("Firm Visit", filters, order_by="planned_start asc")


def rep_for(firm: str) -> str:
    """Whose visit it is: the recorder's own, or the follower's when the office telephones a firm."""
    user = frappe.session.user
    if user != "Administrator" and roles.has_role((roles.FIELD,)) and not roles.has_role(roles.STAFF):
        return user
    return follower(firm) or user


def next_rep(firm: str, rep: str) -> str:
    """Who goes next time: whoever follows the firm, also after a colleague stood in for him."""
    followed_by = follower(firm)
    if not followed_by or followed_by == rep or not people.is_working_rep(followed_by):
        return rep
    return followed_by


def _outcome(report: Report) -> Any:
    outcome = frappe.db.get_value("Visit Outcome", report.outcome, _OUTCOME_FIELDS, as_dict=True)
    if not outcome or outcome.disabled:
        frappe.throw(_("{0} is not an outcome to choose.").format(report.outcome), errors.VisitOutcomeError)
    return outcome


def _moment(done_on: str | None) -> datetime:
    now = now_datetime().replace(microsecond=0)
    if not done_on:
        return now
    moment = devices.local_time(done_on).replace(microsecond=0)
    if moment > now + _CLOCK_SKEW:
        frappe.throw(_("A visit cannot be recorded before it took place."), errors.FutureDateError)
    return min(moment, now)


def _fill(visit: Any, report: Report, firm: Any, outcome: Any, done_on: datetime) -> None:
    visit.update(
        {
            "status": "Done",
            "done_on": done_on,
            "outcome": outcome.name,
            "visit_type": report.visit_type or visit.visit_type or "Visit",
            "notes": report.notes,
            "stage_after": report.stage_after or visit.stage_after,
            "lost_reason": report.lost_reason,
            "client_id": report.client_id or visit.client_id,
        }
    )
    visit.flags.firm = firm
    if report.purpose:
        visit.purpose = report.purpose
    if report.check_in:
        visit.update(_check_in(report.check_in, firm, done_on))
        visit.flags.checked_in = True


def _check_in(given: dict[str, Any], firm: Any, moment: datetime) -> dict[str, Any]:
    """The check-in's fields; a place that is none, or a fix that is too old, is refused."""
    fix = _fix(given)
    if not place.is_valid(fix.point):
        frappe.throw(_("The position is not a place on earth."), errors.InvalidLocationError)
    if not place.is_accuracy(fix.accuracy):
        frappe.throw(_("The accuracy of the position is no distance."), errors.InvalidLocationError)
    if place.is_ahead(fix, moment):
        frappe.throw(
            _("The position was taken after the visit. Check the device's clock."), errors.StaleCheckInError
        )
    if place.is_stale(fix, moment, timedelta(minutes=settings.number("check_in_max_age_minutes") or 10)):
        frappe.throw(_("The position is too old. Ask the device for a new one."), errors.StaleCheckInError)
    result, metres = place.check_in(fix, _point(firm), settings.number("check_in_radius_m") or 300)
    return {
        "check_in_latitude": fix.point.latitude,
        "check_in_longitude": fix.point.longitude,
        "check_in_accuracy": fix.accuracy,
        "check_in_distance": round(metres, 1) if metres is not None else None,
        "check_in_result": result,
    }


def _fix(given: dict[str, Any]) -> place.Fix:
    taken_at = given.get("taken_at")
    try:
        point = place.Point(_number(given["latitude"]), _number(given["longitude"]))
        accuracy = _number(given["accuracy"]) if given.get("accuracy") not in (None, "") else None
    except (KeyError, TypeError, ValueError):
        frappe.throw(_("A check-in needs a latitude and a longitude."), errors.InvalidLocationError)
    return place.Fix(point, accuracy, devices.local_time(taken_at) if taken_at else None)


def _number(value: Any) -> float:
    """As `float`, which takes yes and no for one and zero."""
    if isinstance(value, bool):
        raise TypeError
    return float(value)


def _point(firm: Any) -> place.Point | None:
    point = place.Point(flt(firm.latitude), flt(firm.longitude))
    return point if place.is_valid(point) else None


@dataclass(frozen=True)
class Plan:
    """The visit to come. `moves`: the open automatic visit that goes there instead of a new one."""

    rep: str
    start: datetime
    reason: dict[str, Any]
    moves: str | None = None


@dataclass(frozen=True)
class Visited:
    """What came of a visit, and who goes next."""

    outcome: Any
    done_on: datetime
    rep: str


def _plan(report: Report, visit: Any, firm: Any, visited: Visited) -> Plan | None:
    """When the firm is visited next: a firm has one open automatic visit a rep, made or moved."""
    if report.next_start == "":
        return None
    open_ones = movable(firm.name, visited.rep, locked=True)
    moves = next((name for name in open_ones if name != visit.name), None)
    freed = open_ones | ({visit.name: visit.planned_start} if visit.name else {})
    calendar = agenda.RepCalendar(visited.rep, True, freed)
    if report.next_start:
        return Plan(visited.rep, *_chosen(report, calendar), moves)
    proposal = agenda.next_visit(visited.outcome, firm, visited.done_on, calendar)
    if proposal is None:
        return None
    return Plan(visited.rep, proposal.planned_start, wording.as_data(proposal.reason), moves)


def _follow(visit: Any, plan: Plan, firm: Any) -> Any:
    """Store the planned visit, and let the two know of each other."""
    following = frappe.get_doc("Firm Visit", plan.moves) if plan.moves else _new_visit(visit.firm, plan.rep)
    reason = frappe.as_json(plan.reason, indent=None)
    following.update({"planned_start": plan.start, "plan_reason": reason, "previous_visit": visit.name})
    following.flags.firm = firm
    # The rep plans his own next visit by recording this one; whether he may was asked there.
    following.save(ignore_permissions=True)
    visit.next_visit = following.name
    # Everybody concerned hears of the visit already: it was saved in this transaction.
    frappe.db.set_value("Firm Visit", visit.name, "next_visit", following.name, update_modified=False)
    return following


def _chosen(report: Report, calendar: Any) -> tuple[datetime, dict[str, Any]]:
    start = devices.local_time(report.next_start)
    if start <= now_datetime():
        frappe.throw(_("The next visit must lie in the future."), errors.PastDateError)
    if not agenda.is_free(calendar, start, settings.visit_minutes()):
        frappe.throw(_("There is another visit at that time."), errors.SlotTakenError)
    return start, {"basis": "moved", "days": 0, "wanted": str(start.date()), "skipped": []}


def movable(firm: str, rep: str, *, locked: bool = False) -> dict[str, Any]:
    """The firm's open automatic visit with a rep, and when it begins: a later proposal moves it."""
    # Asked by firm and status alone, which one index answers; a firm has few open visits.
    filters = {"firm": firm, "status": ["in", agenda.OPEN]}
    columns = ["name", "planned_start", "sales_rep", "origin"]
    rows = frappe.db.get_values("Firm Visit", filters, columns, order_by="creation asc", for_update=locked)
    return {name: start for name, start, whose, origin in rows if (whose, origin) == (rep, AUTOMATIC)}


def _new_visit(firm: str, rep: str) -> Any:
    return frappe.new_doc(
        "Firm Visit",
        firm=firm,
        sales_rep=rep,
        origin=AUTOMATIC,
        status="Planned",
        visit_type="Visit",
        planned_minutes=settings.visit_minutes(),
    )

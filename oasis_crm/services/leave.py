"""A rep's visits in the hands of a colleague while he is away, and back again."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, formatdate, getdate, now_datetime, nowdate
from oasis_crm import errors
from oasis_crm.domain.handover import Days
from oasis_crm.notifications import inbox
from oasis_crm.notifications.jobs import one_by_one
from oasis_crm.permissions.documents import may_follow
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import absence, agenda, handover, locks, people

DOCTYPE = absence.DOCTYPE


def preview(rep: str, cover: str, first: date, last: date) -> list[dict[str, Any]]:
    """Where each of the rep's open visits in these days would go, and what keeps it from its own time."""
    _require_right(rep, cover)
    rows = _open_visits(rep, first, last)
    planned = {move.name: move for move in handover.fit(rows, agenda.RepCalendar(cover), Days(last=last))}
    names = _firm_names(row.firm for row in rows)
    return [
        {
            "visit": row.name,
            "firm": row.firm,
            "firm_name": names.get(row.firm),
            "planned_start": str(row.planned_start)[:19],
            "new_start": str(planned[row.name].start)[:19] if planned[row.name].start else None,
            "conflict": planned[row.name].conflict,
        }
        for row in rows
    ]


def create(rep: str, cover: str, first: date, last: date, reason: str | None) -> Any:
    """Make the leave and hand the visits over; answers the document."""
    _require_right(rep, cover)
    values = {"rep": rep, "cover": cover, "from_date": first, "to_date": last, "reason": reason}
    # Leaders have no right on the DocType by themselves; theirs is their team, asked above.
    return frappe.new_doc(DOCTYPE, **values).insert(ignore_permissions=True)


def cancel(name: str) -> Any:
    """End a leave before its time: what is undone returns at once."""
    doc = frappe.get_doc(DOCTYPE, name, for_update=True)
    _require_right(doc.rep, doc.cover)
    if doc.status not in absence.RUNNING:
        frappe.throw(_("This leave is over already."), errors.LeaveCoverError)
    finish(doc, "Cancelled")
    return doc


def begin(doc: Any) -> None:
    """A leave was made: its visits change hands at once, so that the one who stands in can plan with them."""
    locks.hold_reps([doc.rep, doc.cover])
    moved = _hand_over(doc)
    status = "Active" if getdate(doc.from_date) <= getdate(nowdate()) else "Planned"
    doc.db_set({"status": status, "visits_moved": moved}, update_modified=False)
    _tell_of_beginning(doc)


def activate(name: str) -> None:
    """Its first day has come: what was planned for the rep meanwhile changes hands as well."""
    doc = frappe.get_doc(DOCTYPE, name, for_update=True)
    if doc.status != "Planned":
        return
    locks.hold_reps([doc.rep, doc.cover])
    moved = cint(doc.visits_moved) + _hand_over(doc)
    doc.db_set({"status": "Active", "visits_moved": moved}, notify=True)


def finish(doc: Any, status: str) -> None:
    """Give back what is undone; `status`: Ended or Cancelled."""
    locks.hold_reps([doc.rep, doc.cover])
    # From here on the rep's days count as working days again.
    doc.db_set({"status": status, "ended_on": now_datetime()})
    doc.db_set("visits_returned", _give_back(doc), notify=True)
    _tell_of_end(doc)


def turn_days() -> None:
    """Hourly job: leaves whose first day has come, and those whose last day is over."""
    today = getdate(nowdate())
    due = {"status": "Planned", "from_date": ["<=", today]}
    one_by_one(DOCTYPE, _names(due), activate, "Leave cover")
    over = {"status": ["in", absence.RUNNING], "to_date": ["<", today]}
    one_by_one(DOCTYPE, _names(over), _end, "Leave cover")


def _names(filters: dict[str, Any]) -> list[str]:
    return frappe.get_all(DOCTYPE, filters=filters, pluck="name", order_by="from_date asc")


def _end(name: str) -> None:
    doc = frappe.get_doc(DOCTYPE, name, for_update=True)
    if doc.status in absence.RUNNING:
        finish(doc, "Ended")


def _require_right(rep: str, cover: str) -> None:
    scope = scope_of()
    allowed = scope.everything or (scope.leads and all(may_follow(user, scope) for user in (rep, cover)))
    if not allowed:
        words = _("Only the office, managers and the leader of the team plan a leave.")
        frappe.throw(words, frappe.PermissionError)


def _open_visits(rep: str, first: date, last: date) -> list[Any]:
    window = [datetime.combine(first, time.min), datetime.combine(last, time.max)]
    return handover.open_visits(sales_rep=rep, planned_start=["between", window])


def _hand_over(doc: Any) -> int:
    """Move the rep's open visits of the days to the one who stands in; answers how many found room."""
    rows = _open_visits(doc.rep, max(getdate(doc.from_date), getdate(nowdate())), getdate(doc.to_date))
    planned = handover.fit(rows, agenda.RepCalendar(doc.cover, True), Days(last=getdate(doc.to_date)))
    going = [move for move in planned if move.start]
    for move in going:
        changed = {"covered_for": doc.rep, "covered_start": move.was, "leave_cover": doc.name}
        handover.carry_out(move, {**changed, "sales_rep": doc.cover})
    return len(going)


def _give_back(doc: Any) -> int:
    """Return undone visits to their time where that is free and to come, else to the next free slot."""
    rows = handover.open_visits(sales_rep=doc.cover, leave_cover=doc.name)
    for row in rows:
        row.planned_start = row.covered_start or row.planned_start
    going = handover.fit(rows, agenda.RepCalendar(doc.rep, True), Days(first=getdate(nowdate())))
    for move in going:
        # Without room for months the visit stands where it stood: better crowded than with the wrong rep.
        handover.carry_out(move, {"covered_for": None, "covered_start": None, "sales_rep": doc.rep})
    return len(going)


def _tell_of_beginning(doc: Any) -> None:
    days = [formatdate(doc.from_date), formatdate(doc.to_date)]
    rep, cover = people.full_name(doc.rep), people.full_name(doc.cover)
    words = _("You stand in for {0} from {1} to {2}: {3} visits came to you.", inbox.language(doc.cover))
    inbox.tell(doc.cover, words.format(rep, *days, doc.visits_moved), doc)
    words = _("{0} stands in for you from {1} to {2} and takes {3} visits.", inbox.language(doc.rep))
    inbox.tell(doc.rep, words.format(cover, *days, doc.visits_moved), doc)


def _tell_of_end(doc: Any) -> None:
    rep, cover = people.full_name(doc.rep), people.full_name(doc.cover)
    words = _("You no longer stand in for {0}: {1} visits went back.", inbox.language(doc.cover))
    inbox.tell(doc.cover, words.format(rep, doc.visits_returned), doc)
    words = _("{0} no longer stands in for you: {1} visits came back.", inbox.language(doc.rep))
    inbox.tell(doc.rep, words.format(cover, doc.visits_returned), doc)


def _firm_names(firms: Iterable[str]) -> dict[str, str]:
    """Names of firms whose visits the planner of the leave may see."""
    wanted = sorted(set(firms))
    if not wanted:
        return {}
    fields = ["name", "firm_name"]
    rows = frappe.get_all("Firm", filters={"name": ["in", wanted]}, fields=fields, order_by="name asc")
    return {row.name: row.firm_name for row in rows}

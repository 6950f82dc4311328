"""What stands in a calendar, moved by hand: one set of rules for visits, work orders and reminders.

Refused: another's entry, one that is closed, the past, an hour that is taken, one that somebody else moved
meanwhile. A day off, an hour outside working time and a day over the cap are said, and the move is kept: a
person may choose any hour.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, now_datetime
from oasis_crm import errors
from oasis_crm.domain.scheduling import Interval, Skip, cautions
from oasis_crm.notifications import inbox
from oasis_crm.services import absence, agenda, devices, locks, people, routing, settings, wording

#: The shortest and the longest visit in minutes.
SHORTEST, LONGEST = 5, 12 * 60


@dataclass(frozen=True)
class Kind:
    """How documents of a DocType stand in a calendar: when, whose, and in which statuses they still move."""

    moment: str
    person: str
    open: tuple[str, ...]


KINDS = {
    "Firm Visit": Kind("planned_start", "sales_rep", agenda.OPEN),
    "Field Work Order": Kind(
        "due_on", "assigned_to", ("Open", "Seen", "Accepted", "In Progress", "Completed", "Returned")
    ),
    "Personal Reminder": Kind("remind_at", "user", ("Open",)),
}


@dataclass(frozen=True)
class Move:
    """Where an entry goes. None leaves what it was; `was`: its beginning as the mover saw it."""

    start: datetime
    minutes: int | None = None
    user: str | None = None
    was: datetime | None = None


def move(doctype: str, name: str, wanted: Move) -> dict[str, Any]:
    """Move an entry; `{doctype, name, start, minutes, status, user, warnings}`, warnings in words."""
    kind = KINDS.get(doctype)
    if kind is None:
        frappe.throw(_("{0} does not stand in the calendar.").format(_(doctype)), errors.MoveError)
    whose = frappe.db.get_value(doctype, name, kind.person)
    for user in sorted({whose, wanted.user or whose} - {None}):
        locks.hold_rep(user)
    doc = frappe.get_doc(doctype, name, for_update=True)
    doc.check_permission("write")
    if changes := _changes(doc, kind, wanted):
        _check(doc, kind, wanted, changes)
        before = doc.get(kind.person)
        doc.update(changes | _consequences(doc, kind, changes))
        doc.save()
        _tell(doc, kind, before)
    return entry(doc, warn=bool(changes))


def start_of(text: str, kept: Any) -> datetime:
    """A moment as a device wrote it; a day alone keeps the hour that `kept` has."""
    start = devices.local_time(text)
    if devices.has_hour(text) or not kept:
        return start
    return datetime.combine(start.date(), get_datetime(kept).time())


def _changes(doc: Any, kind: Kind, wanted: Move) -> dict[str, Any]:
    """The fields that the move sets; empty where all is as wanted already."""
    new: dict[str, Any] = {kind.moment: wanted.start}
    if doc.doctype == "Firm Visit":
        new["planned_minutes"] = wanted.minutes or doc.planned_minutes
    if wanted.user:
        new[kind.person] = wanted.user
    old = {field: doc.get(field) for field in new}
    old[kind.moment] = get_datetime(old[kind.moment]) if old[kind.moment] else None
    return {} if old == new else new


def _consequences(doc: Any, kind: Kind, changes: dict[str, Any]) -> dict[str, Any]:
    """What else a visit's move sets: why it stood where it stood says nothing of where it stands now."""
    if doc.doctype != "Firm Visit":
        return {}
    if changes.get(kind.person, doc.sales_rep) == doc.sales_rep:
        return {"plan_reason": None}
    return {"plan_reason": None, "status": "Assigned", "assigned_by": frappe.session.user}


def _check(doc: Any, kind: Kind, wanted: Move, changes: dict[str, Any]) -> None:
    if doc.status not in kind.open:
        message = _("{0} is closed already and stays where it is.").format(doc.name)
        frappe.throw(message, errors.VisitClosedError)
    _check_unmoved(doc, kind, wanted)
    if wanted.user and wanted.user != doc.get(kind.person):
        _check_hand_over(doc, wanted.user)
    if doc.doctype == "Firm Visit":
        _check_visit(doc, changes)
    elif wanted.start <= now_datetime():
        frappe.throw(_("That moment has passed already."), errors.PastDateError)


def _check_unmoved(doc: Any, kind: Kind, wanted: Move) -> None:
    """Of two people who drag the same thing one wins, and the other is told by whom."""
    moment = doc.get(kind.moment)
    if not (wanted.was and moment) or get_datetime(moment).replace(microsecond=0) == wanted.was:
        return
    message = _("{0} has moved this to {1} meanwhile.")
    text = message.format(people.full_name(doc.modified_by), routing.moment_text(moment))
    frappe.throw(text, errors.MovedMeanwhileError)


def _check_hand_over(doc: Any, user: str) -> None:
    if doc.doctype != "Firm Visit":
        frappe.throw(_("Only visits are handed to somebody else in the calendar."), errors.MoveError)
    routing.check_rep(user)


def _check_visit(doc: Any, changes: dict[str, Any]) -> None:
    minutes = checked_minutes(cint(changes["planned_minutes"]) or settings.visit_minutes())
    rep = changes.get("sales_rep") or doc.sales_rep
    routing.check_free(rep, changes["planned_start"], minutes, {doc.name: doc.planned_start})


def checked_minutes(minutes: int) -> int:
    """The length of a visit, if one may last so long."""
    if not SHORTEST <= minutes <= LONGEST:
        message = _("A visit lasts between {0} and {1} minutes.")
        frappe.throw(message.format(SHORTEST, LONGEST), errors.MoveError)
    return minutes


def _warnings(doc: Any, kind: Kind) -> list[str]:
    if doc.doctype == "Firm Visit":
        return agenda.warnings(doc)
    moment = Interval(get_datetime(doc.get(kind.moment)), 0)
    found = cautions(moment, 0, absence.work_rules(doc.get(kind.person)))
    return [wording.skip_text(Skip(skip.day, skip.obstacle)) for skip in found]


def entry(doc: Any, *, warn: bool = True) -> dict[str, Any]:
    """A document as an entry of the calendar, with what speaks against its moment."""
    kind = KINDS[doc.doctype]
    return {
        "doctype": doc.doctype,
        "name": doc.name,
        "start": str(get_datetime(doc.get(kind.moment)))[:19],
        "minutes": cint(doc.get("planned_minutes")) or None,
        "status": doc.status,
        "user": doc.get(kind.person),
        "warnings": _warnings(doc, kind) if warn else [],
    }


def _tell(doc: Any, kind: Kind, before: str) -> None:
    """Whoever has the entry, and whoever had it, learn of a move that somebody else made."""
    now, when = doc.get(kind.person), routing.moment_text(doc.get(kind.moment))
    if doc.doctype != "Firm Visit":
        _tell_one(now, lambda lang: _("{0} is due on {1} now.", lang), (doc.subject, when), doc)
        return
    firm = frappe.db.get_value("Firm", doc.firm, "firm_name")
    if now == before:
        _tell_one(now, lambda lang: _("Your visit to {0} was moved to {1}.", lang), (firm, when), doc)
        return
    taker = people.full_name(now)
    _tell_one(before, lambda lang: _("Your visit to {0} was handed to {1}.", lang), (firm, taker), doc)
    _tell_one(now, lambda lang: _("A visit to {0} on {1} was assigned to you.", lang), (firm, when), doc)


def _tell_one(user: str, sentence: Callable[[str], str], values: tuple[str, str], doc: Any) -> None:
    if user != frappe.session.user:
        inbox.tell(user, sentence(inbox.language(user)).format(*values), doc)

"""Who is on leave when, and who stands in."""

from dataclasses import replace
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.utils import formatdate, getdate
from oasis_crm import errors
from oasis_crm.domain.scheduling import WorkRules
from oasis_crm.services import people, settings

DOCTYPE = "Leave Cover"
#: Leaves that count: those to come as well.
RUNNING = ("Planned", "Active")
_FIELDS = ["name", "rep", "cover", "from_date", "to_date"]


def work_rules(rep: str) -> WorkRules:
    """When this rep works: the settings, without his own leave."""
    leave = tuple((getdate(row.from_date), getdate(row.to_date)) for row in of("rep", rep))
    return replace(settings.work_rules(), leave=leave)


def of(role: str, user: str) -> list[Any]:
    """The leaves in which a user is the `rep` or the `cover`, the earliest first."""
    filters = {role: user, "status": ["in", RUNNING]}
    return frappe.get_all(DOCTYPE, filters=filters, fields=_FIELDS, order_by="from_date asc")


def within(role: str, user: str, first: date, last: date) -> Any:
    """The first such leave that touches the days from `first` to `last`; None without one."""
    touching = (row for row in of(role, user) if row.from_date <= last and first <= row.to_date)
    return next(touching, None)


def refuse(rep: str, day: date) -> None:
    """Raise where the rep is on leave on that day, naming who stands in."""
    if leave := within("rep", rep, day, day):
        frappe.throw(sentence(leave), errors.AbsentError)


def sentence(leave: Any) -> str:
    """Who is away until when, and whom to ask instead."""
    words = _("{0} is on leave from {1} to {2}; {3} stands in.")
    rep, cover = people.full_name(leave.rep), people.full_name(leave.cover)
    return words.format(rep, formatdate(leave.from_date), formatdate(leave.to_date), cover)


def all_between(first: date, last: date) -> dict[str, Any]:
    """Each rep's first leave that touches these days."""
    rows = frappe.get_all(
        DOCTYPE,
        filters={"status": ["in", RUNNING], "from_date": ["<=", last], "to_date": [">=", first]},
        fields=_FIELDS,
        order_by="from_date desc",
    )
    return {row.rep: row for row in rows}

"""What stands in a calendar between two moments: visits, work orders, reminders, holidays, leaves."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, getdate
from oasis_crm.domain.scheduling import closed
from oasis_crm.permissions.conditions import restrict
from oasis_crm.permissions.documents import may_follow
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import absence, people, settings, wording
from oasis_crm.services.moving import KINDS
from oasis_crm.services.work_orders import may_direct

#: Colours by what the entry asks of its user; the screens have the same in their themes.
COLORS = {
    "Planned": "#2563eb",
    "Assigned": "#d97706",
    "Accepted": "#0891b2",
    "Done": "#16a34a",
    "Missed": "#dc2626",
    "work order": "#7c3aed",
    "reminder": "#db2777",
    "holiday": "#94a3b8",
    "leave": "#64748b",
}
_HIDDEN = ("Cancelled", "Declined")
_CLOSED_ORDERS = ("Approved", "Cancelled")
_LONGEST = timedelta(days=100)


def entries(start: datetime, end: datetime, users: list[str]) -> list[dict[str, Any]]:
    """The entries of these users that the session's user may see, in the order of their beginning."""
    end = min(end, start + _LONGEST)
    found = [
        *_visits(start, end, users),
        *_orders(start, end, users),
        *_reminders(start, end, users),
        *_leaves(start, end, users),
    ]
    names = people.full_names(entry["user"] for entry in found)
    firms = _firm_names(entry["firm"] for entry in found)
    for entry in found:
        entry["user_name"] = names.get(entry["user"])
        entry["firm_name"] = firms.get(entry["firm"])
        entry["title"] = entry["title"] or entry["firm_name"] or entry["name"]
    return sorted([*found, *_holidays(start, end)], key=lambda entry: (entry["start"], entry["name"]))


def _visits(start: datetime, end: datetime, users: list[str]) -> Iterator[dict[str, Any]]:
    visit = frappe.qb.DocType("Firm Visit")
    columns = (
        "name",
        "firm",
        "status",
        "sales_rep",
        "planned_start",
        "planned_minutes",
        "done_on",
        "visit_type",
    )
    query = (
        frappe.qb.from_(visit).select(*(visit[field] for field in columns)).where(visit.sales_rep.isin(users))
    )
    planned = query.where(visit.planned_start >= start).where(visit.planned_start < end)
    # A visit that nobody had planned stands where it took place.
    unplanned = (
        query.where(visit.planned_start.isnull()).where(visit.done_on >= start).where(visit.done_on < end)
    )
    for row in [
        row for part in (planned, unplanned) for row in restrict(part, "Firm Visit").run(as_dict=True)
    ]:
        if row.status not in _HIDDEN:
            yield _visit_entry(row)


def _visit_entry(row: Any) -> dict[str, Any]:
    begins = get_datetime(row.planned_start or row.done_on)
    ends = begins + timedelta(minutes=cint(row.planned_minutes) or 30)
    color = COLORS[row.status]
    entry = _entry("Firm Visit", row.name, None, begins, ends, row.status, row.sales_rep, color, row.firm)
    movable = row.status in KINDS["Firm Visit"].open and may_follow(row.sales_rep, scope_of())
    return entry | {"kind": row.visit_type, "editable": movable}


def _orders(start: datetime, end: datetime, users: list[str]) -> Iterator[dict[str, Any]]:
    order = frappe.qb.DocType("Field Work Order")
    fields = ("name", "subject", "firm", "status", "assigned_to", "assigned_by", "due_on")
    query = (
        frappe.qb.from_(order)
        .select(*(order[field] for field in fields))
        .where(order.assigned_to.isin(users))
        .where(order.due_on >= start)
        .where(order.due_on < end)
        .where(order.status.notin(_CLOSED_ORDERS))
    )
    for row in restrict(query, "Field Work Order").run(as_dict=True):
        due = get_datetime(row.due_on)
        color = COLORS["work order"]
        entry = _entry(
            "Field Work Order", row.name, row.subject, due, None, row.status, row.assigned_to, color, row.firm
        )
        yield entry | {"editable": row.status in KINDS["Field Work Order"].open and may_direct(row)}


def _reminders(start: datetime, end: datetime, users: list[str]) -> Iterator[dict[str, Any]]:
    reminder = frappe.qb.DocType("Personal Reminder")
    query = (
        frappe.qb.from_(reminder)
        .select(
            reminder.name, reminder.subject, reminder.firm, reminder.status, reminder.user, reminder.remind_at
        )
        .where(reminder.user.isin(users))
        .where(reminder.remind_at >= start)
        .where(reminder.remind_at < end)
    )
    for row in restrict(query, "Personal Reminder").run(as_dict=True):
        at, color = get_datetime(row.remind_at), COLORS["reminder"]
        entry = _entry(
            "Personal Reminder", row.name, row.subject, at, None, row.status, row.user, color, row.firm
        )
        yield entry | {"editable": row.status in KINDS["Personal Reminder"].open}


def _entry(
    doctype: str,
    name: str,
    title: str | None,
    start: datetime,
    end: datetime | None,
    status: str | None,
    user: str | None,
    color: str,
    firm: str | None = None,
) -> dict[str, Any]:
    return {
        "doctype": doctype,
        "name": name,
        "title": title,
        "start": str(start)[:19],
        "end": str(end)[:19] if end else None,
        "status": status,
        "user": user,
        "color": color,
        "firm": firm,
        "kind": None,
        "editable": False,
    }


def _leaves(start: datetime, end: datetime, users: list[str]) -> Iterator[dict[str, Any]]:
    """Each day on which one of the users is away, as far as the reader may know of it."""
    days = _days(start, end)
    leave = frappe.qb.DocType(absence.DOCTYPE)
    query = (
        frappe.qb.from_(leave)
        .select(leave.name, leave.rep, leave.from_date, leave.to_date)
        .where(leave.rep.isin(users))
        .where(leave.status != "Cancelled")
        .where(leave.from_date <= days[-1])
        .where(leave.to_date >= days[0])
    )
    for row in restrict(query, absence.DOCTYPE).run(as_dict=True):
        for day in days:
            if getdate(row.from_date) <= day <= getdate(row.to_date):
                yield _day_entry(absence.DOCTYPE, row.name, _("On leave"), day, row.rep, COLORS["leave"])


def _holidays(start: datetime, end: datetime) -> Iterator[dict[str, Any]]:
    rules, language = settings.work_rules(), wording.language()
    for day in _days(start, end):
        skip = closed(day, rules, language)
        if skip and skip.obstacle == "holiday":
            entry = _day_entry("Holiday", str(day), skip.name or "", day, None, COLORS["holiday"])
            yield entry | {"user_name": None, "firm_name": None}


def _days(start: datetime, end: datetime) -> list[date]:
    """The days that a span touches; one that ends at midnight does not touch the day which begins then."""
    last = max(start, end - timedelta.resolution).date()
    return [start.date() + timedelta(days=offset) for offset in range((last - start.date()).days + 1)]


def _day_entry(
    doctype: str, name: str, title: str, day: date, user: str | None, color: str
) -> dict[str, Any]:
    """An entry that stands for a whole day off."""
    midnight = datetime.combine(day, datetime.min.time())
    entry = _entry(doctype, name, title, midnight, None, None, user, color)
    return entry | {"start": str(day), "all_day": True}


def _firm_names(firms: Iterable[str | None]) -> dict[str, str]:
    """Names of firms that stand in entries the user may see: a visit shows where it goes."""
    wanted = sorted({firm for firm in firms if firm})
    if not wanted:
        return {}
    rows = frappe.get_all(
        "Firm", filters={"name": ["in", wanted]}, fields=["name", "firm_name"], order_by="name asc"
    )
    return {row.name: row.firm_name for row in rows}

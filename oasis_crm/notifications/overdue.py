"""Work orders past their due date: who does them and who gave them hear of it once a day."""

from collections import defaultdict
from datetime import datetime
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime
from oasis_crm.notifications import inbox, receivers
from oasis_crm.notifications.jobs import one_by_one
from oasis_crm.services import preferences, wording

DOCTYPE = "Field Work Order"
#: Still to be done; what is completed waits for its assigner, not for its assignee.
_UNFINISHED = ("Open", "Seen", "Accepted", "In Progress", "Returned")
_NAMED = 3


def tell_of_overdue(now: datetime | None = None) -> None:
    """Job of every morning: one line for each person, however many orders he has or gave."""
    now = now or now_datetime()
    orders: dict[str, list[Any]] = defaultdict(list)
    for order in _overdue(now):
        for user in {order.assigned_to, order.assigned_by} - {None, ""}:
            orders[user].append(order)
    receivers.load(orders)
    wanting = [user for user in sorted(orders) if receivers.of(user).overdue]
    one_by_one("User", wanting, lambda user: _tell(user, orders[user], now), "Overdue work orders")


def _overdue(now: datetime) -> list[Any]:
    order = frappe.qb.DocType(DOCTYPE)
    return (
        frappe.qb.from_(order)
        .select(order.name, order.subject, order.due_on, order.assigned_to, order.assigned_by)
        .where(order.status.isin(_UNFINISHED) & (order.due_on < now))
        .orderby(order.due_on)
        .run(as_dict=True)
    )


def _tell(user: str, orders: list[Any], now: datetime) -> None:
    if not _first_today(user, now):
        return
    about = frappe._dict(doctype=DOCTYPE, name=orders[0].name)
    inbox.tell(user, _text(orders, inbox.language(user)), about)


def _first_today(user: str, now: datetime) -> bool:
    """Notes that the user is told today; False where he was."""
    chosen = preferences.document(user)
    if chosen.is_new():
        # He has changed nothing yet; the job keeps its own mark there.
        chosen.insert(ignore_permissions=True)
    told = frappe.db.get_value(preferences.DOCTYPE, user, "overdue_told_on", for_update=True)
    if told and getdate(told) >= now.date():
        return False
    frappe.db.set_value(preferences.DOCTYPE, user, "overdue_told_on", now.date(), update_modified=False)
    return True


def _text(orders: list[Any], lang: str) -> str:
    first = orders[0]
    if len(orders) == 1:
        day = wording.day(get_datetime(first.due_on))
        return _("Work order {0} is overdue since {1}.", lang).format(first.subject, day)
    named = ", ".join(dict.fromkeys(order.subject for order in orders[:_NAMED]))
    return _("{0} work orders are overdue: {1}", lang).format(len(orders), named)

"""Visits that nobody reported: Missed after `missed_after_hours`; the rep and whoever sent him are told."""

from datetime import timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime
from oasis_crm.notifications import inbox
from oasis_crm.notifications.jobs import one_by_one
from oasis_crm.services import people, settings, wording
from oasis_crm.services.agenda import OPEN

_BATCH = 500


def mark_missed() -> None:
    """Hourly job."""
    limit = now_datetime() - timedelta(hours=max(settings.number("missed_after_hours"), 1))
    visit = frappe.qb.DocType("Firm Visit")
    late = (
        frappe.qb.from_(visit)
        .select(visit.name)
        .where(visit.status.isin(OPEN))
        .where(visit.planned_start < limit)
        .orderby(visit.planned_start)
        .limit(_BATCH)
        .run()
    )
    one_by_one("Firm Visit", (name for (name,) in late), _miss, "Missed visit")


def _miss(name: str) -> None:
    visit = frappe.get_doc("Firm Visit", name, for_update=True)
    if visit.status not in OPEN:
        return
    visit.status = "Missed"
    visit.flags.by_clock = True
    # The clock decides, not a user.
    visit.save(ignore_permissions=True)
    for user in dict.fromkeys(filter(None, [visit.sales_rep, visit.assigned_by])):
        inbox.tell(user, _subject(visit, user), visit)


def _subject(visit: Any, user: str) -> str:
    lang = inbox.language(user)
    firm = frappe.db.get_value("Firm", visit.firm, "firm_name")
    day = wording.day(get_datetime(visit.planned_start))
    if user == visit.sales_rep:
        return _("Your visit to {0} planned for {1} was missed.", lang).format(firm, day)
    rep = people.full_name(visit.sales_rep)
    return _("{0} missed the visit to {1} planned for {2}.", lang).format(rep, firm, day)

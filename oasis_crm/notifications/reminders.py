"""Personal reminders at their minute: once, also after the server was down at that minute."""

from datetime import datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime
from oasis_crm.notifications import inbox, mail
from oasis_crm.notifications.jobs import one_by_one

STEPS = {"Daily": relativedelta(days=1), "Weekly": relativedelta(weeks=1), "Monthly": relativedelta(months=1)}
#: Reminders that one run takes on; the rest wait a minute. A long outage must not hold the others up.
_BATCH = 500


def fire_due() -> None:
    """Job of every minute: tell of each open reminder whose moment has come and that was not told yet."""
    now = now_datetime()
    reminder = frappe.qb.DocType("Personal Reminder")
    due = (
        frappe.qb.from_(reminder)
        .select(reminder.name)
        .where(reminder.status == "Open")
        .where(reminder.remind_at <= now)
        .where(reminder.notified_on.isnull())
        .orderby(reminder.remind_at)
        .limit(_BATCH)
        .run()
    )
    names = (name for (name,) in due)
    one_by_one("Personal Reminder", names, lambda name: _fire(name, now), "Personal reminder")


def _fire(name: str, now: datetime) -> None:
    reminder = frappe.get_doc("Personal Reminder", name, for_update=True)
    if reminder.notified_on or reminder.status != "Open":
        return
    text = _("Reminder: {0}", inbox.language(reminder.user)).format(reminder.subject)
    inbox.tell(reminder.user, text, reminder)
    mail.remind(reminder, text)
    following = next_moment(get_datetime(reminder.remind_at), reminder.repeat, now)
    # Told of, not edited: no version, no new `modified` under the hands of the user.
    reminder.db_set("notified_on", now, update_modified=False)
    if following:
        _repeat(reminder, following)


def next_moment(moment: datetime, repeat: str | None, now: datetime) -> datetime | None:
    """The next moment of a repeating reminder after `now`; what was missed meanwhile is not made up for.

    Counted from the first moment, so that the 31st of January is followed by the 28th and then the 31st.
    """
    step = STEPS.get(repeat or "")
    if step is None:
        return None
    count = 1
    while moment + step * count <= now:
        count += 1
    return moment + step * count


def _repeat(reminder: Any, moment: datetime) -> None:
    following = frappe.copy_doc(reminder)
    following.update({"remind_at": moment, "notified_on": None, "status": "Open", "client_id": None})
    # The job acts for the reminder's user.
    following.insert(ignore_permissions=True)


def snooze(name: str, minutes: int) -> Any:
    """Put a reminder off; answers it."""
    reminder = frappe.get_doc("Personal Reminder", name)
    reminder.check_permission("write")
    reminder.update(
        {"remind_at": now_datetime() + timedelta(minutes=minutes), "notified_on": None, "status": "Open"}
    )
    return reminder.save()

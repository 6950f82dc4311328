"""Personal reminders at their minute: once, also after the server was down at that minute."""

from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime
from oasis_crm.domain.repeating import beginning, next_moment
from oasis_crm.notifications import inbox, mail, receivers
from oasis_crm.notifications.jobs import one_by_one

DOCTYPE = "Personal Reminder"
#: Reminders that one run takes on; the rest wait a minute. A long outage must not hold the others up.
_BATCH = 500
#: Minutes by which a push message offers to put a reminder off; browsers show two buttons.
_SNOOZES = (10, 60)


def fire_due(now: datetime | None = None) -> None:
    """Job of every minute: tell of each open reminder whose moment has come and that was not told yet."""
    now = now or now_datetime()
    reminder = frappe.qb.DocType(DOCTYPE)
    due = (
        frappe.qb.from_(reminder)
        .select(reminder.name, reminder.user)
        .where(reminder.status == "Open")
        .where(reminder.remind_at <= now)
        .where(reminder.notified_on.isnull())
        .orderby(reminder.remind_at)
        .limit(_BATCH)
        .run()
    )
    receivers.load(user for _name, user in due)
    one_by_one(DOCTYPE, (name for name, _user in due), lambda name: _fire(name, now), "Personal reminder")


def _fire(name: str, now: datetime) -> None:
    reminder = frappe.get_doc(DOCTYPE, name, for_update=True)
    if reminder.notified_on or reminder.status != "Open":
        return
    text = _text(reminder)
    inbox.tell(reminder.user, text, reminder, extra=_snoozing(reminder))
    mail.remind(reminder.user, text, reminder, reminder.note or "")
    _told(reminder, now, now)


def _text(reminder: Any) -> str:
    return _("Reminder: {0}", inbox.language(reminder.user)).format(reminder.subject)


def _snoozing(reminder: Any) -> dict[str, Any]:
    """What lets a push message put the reminder off by itself."""
    lang = inbox.language(reminder.user)
    titles = (_("In {0} minutes", lang).format(_SNOOZES[0]), _("In an hour", lang))
    actions = [
        {"action": str(minutes), "title": title} for minutes, title in zip(_SNOOZES, titles, strict=True)
    ]
    return {"reminder": reminder.name, "actions": actions}


def _told(reminder: Any, moment: datetime, now: datetime) -> None:
    # Told of, not edited: no version, no new `modified` under the hands of the user.
    reminder.db_set("notified_on", moment, update_modified=False)
    due = get_datetime(reminder.remind_at)
    first = beginning(reminder.first_at and get_datetime(reminder.first_at), due, reminder.repeat)
    following = next_moment(first, reminder.repeat, max(now, due))
    if following:
        _repeat(reminder, following, first)


def _repeat(reminder: Any, moment: datetime, first: datetime) -> None:
    following = frappe.copy_doc(reminder)
    following.update(
        {"remind_at": moment, "first_at": first, "notified_on": None, "status": "Open", "client_id": None}
    )
    # The job acts for the reminder's user.
    following.insert(ignore_permissions=True)


def rang(name: str, at: datetime) -> Any:
    """A device without the server in reach told its user by itself: nobody tells him again."""
    reminder = frappe.get_doc(DOCTYPE, name, for_update=True)
    reminder.check_permission("write")
    now = now_datetime()
    # Told by the server meanwhile, done, or moved to a later moment: nothing to note.
    if not reminder.notified_on and reminder.status == "Open" and get_datetime(reminder.remind_at) <= now:
        inbox.write(reminder.user, _text(reminder), reminder, read=True)
        _told(reminder, min(at, now), now)
    return reminder


def snooze(name: str, minutes: int) -> Any:
    """Put a reminder off; answers it."""
    reminder = frappe.get_doc(DOCTYPE, name)
    reminder.check_permission("write")
    reminder.update({"remind_at": now_datetime() + timedelta(minutes=minutes), "status": "Open"})
    return reminder.save()

"""A user's calendar for the calendar program of his phone: an iCalendar feed behind a secret link.

Only the link's fingerprint is kept. Making a new link or revoking it makes the old one worthless at once.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

import frappe
from frappe import _
from frappe.utils import get_datetime, get_system_timezone, get_url, now_datetime
from oasis_crm.notifications.inbox import language
from oasis_crm.services import calendar, people, preferences

_PATH = "/api/method/oasis_crm.api.calendar_feed.feed?token="
_BACK, _AHEAD = timedelta(days=14), timedelta(days=80)
_REFRESH = timedelta(minutes=15)
_REMINDER_LENGTH = timedelta(minutes=15)


def new_link() -> str:
    """The address of the session user's feed; the one he had before stops working."""
    token = secrets.token_urlsafe(24)
    _keep(_fingerprint(token))
    return str(get_url(_PATH + token))


def revoke() -> None:
    """Make the session user's link worthless."""
    _keep(None)


def _keep(fingerprint: str | None) -> None:
    doc = preferences.document(frappe.session.user)
    doc.calendar_feed_hash = fingerprint
    doc.save()


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def owner(token: str) -> str | None:
    """Whose link it is; None for a link that is not, or whose user works here no more."""
    user = frappe.db.get_value("Oasis Preference", {"calendar_feed_hash": _fingerprint(token)}, "user")
    return user if user and people.is_enabled(user) else None


def content(user: str) -> bytes:
    """The feed of a user, read with his own permissions; the session must be his."""
    now = now_datetime()
    zone = ZoneInfo(get_system_timezone())
    feed = Calendar()
    feed.add("prodid", "-//Oasis CRM//EN")
    feed.add("version", "2.0")
    feed.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
    feed.add("x-wr-calname", _("Oasis: {0}", language(user)).format(people.full_name(user)))
    for entry in calendar.entries(now - _BACK, now + _AHEAD, [user]):
        if not entry.get("all_day"):
            feed.add_component(_event(entry, zone, now.replace(tzinfo=zone)))
    # A zone's own rules travel along: not every calendar program knows it by name.
    feed.add_missing_timezones()
    return bytes(feed.to_ical())


def _event(entry: dict[str, Any], zone: ZoneInfo, stamp: datetime) -> Event:
    start = get_datetime(entry["start"])
    end = get_datetime(entry["end"]) if entry["end"] else start + _REMINDER_LENGTH
    event = Event()
    event.add("uid", f"{entry['name']}@{frappe.local.site}")
    event.add("dtstamp", stamp)
    event.add("summary", entry["title"])
    event.add("dtstart", start.replace(tzinfo=zone))
    event.add("dtend", end.replace(tzinfo=zone))
    # What nobody has agreed to yet shows as tentative.
    event.add("status", "TENTATIVE" if entry["status"] == "Assigned" else "CONFIRMED")
    event.add("categories", [entry["doctype"]])
    if entry["firm"]:
        event.add("url", get_url(f"/oasis/firms/{entry['firm']}"))
    return event

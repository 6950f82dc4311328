"""What devices send: moments with their own zone, numbers and JSON as text."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.utils import get_datetime, get_system_timezone

#: Nothing in this trade happens outside these years; days counted from their ends would leave the calendar.
_YEARS = range(1900, 2200)


def local_time(value: Any) -> datetime:
    """A moment from a device (ISO 8601 with or without zone) as the site counts time: naive, in its own
    zone.
    """
    text = str(value).strip().replace("Z", "+00:00")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _parsed(text)
    try:
        if moment.tzinfo is not None:
            moment = moment.astimezone(ZoneInfo(get_system_timezone())).replace(tzinfo=None)
    except (ValueError, OverflowError):
        frappe.throw(_("{0} is not a date and time.").format(text))
    if moment.year not in _YEARS:
        frappe.throw(_("{0} is not a date and time.").format(text))
    return moment


def _parsed(text: str) -> datetime:
    try:
        found = get_datetime(text)
    except Exception:  # the framework's parser raises whatever its library does
        found = None
    if not found:
        frappe.throw(_("{0} is not a date and time.").format(text))
    return found


def local_day(value: Any) -> date:
    """A day from a device, or the day of a moment as the site counts it."""
    return local_time(value).date()


def has_hour(value: Any) -> bool:
    """Whether a moment names a time of day, or only a day."""
    return len(str(value).strip()) > len("2026-11-23")


def mapping(value: Any) -> dict[str, Any]:
    """An argument that is an object, sent as JSON or as JSON text."""
    found = _read(value) if value else {}
    if not isinstance(found, dict):
        frappe.throw(_("An object was expected, not {0}.").format(type(found).__name__))
    return found


def listing(value: Any) -> list[Any]:
    """An argument that is a list, sent as JSON, as JSON text, or as a single value."""
    if not value:
        return []
    if isinstance(value, str) and not value.lstrip().startswith("["):
        return [value]
    found = _read(value)
    return found if isinstance(found, list) else [found]


def names(value: Any) -> list[str]:
    """An argument that is a list of names, sent in any of the ways of `listing`."""
    found = listing(value)
    if not all(isinstance(one, str) for one in found):
        frappe.throw(_("A list of names was expected."))
    return found


def objects(value: Any) -> list[dict[str, Any]]:
    """An argument that is a list of objects, sent in any of the ways of `listing`."""
    return [mapping(one) for one in listing(value)]


def _read(value: Any) -> Any:
    try:
        return frappe.parse_json(value)
    except ValueError:
        frappe.throw(_("{0} is not valid JSON.").format(str(value)[:40]))

"""What a user was told and how: the list, browsers that take push messages, reminders put off."""

from typing import Any

from oasis_crm.notifications import inbox, push, reminders
from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import devices

_MOST = 200


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def listing(
    start: int = 0, limit: int = 50, doctype: str | None = None, unread_only: bool = False
) -> dict[str, Any]:
    """The caller's notifications, newest first, and how many he has not read."""
    return inbox.listing(max(start, 0), max(1, min(limit, _MOST)), doctype, unread_only)


@endpoint(roles=EVERYONE)
def mark(names: list | str | None = None, read: bool = True) -> dict[str, int]:
    """Mark some of the caller's notifications, or all of them, as read or unread."""
    chosen = None if names is None else devices.names(names)
    return {"unread": inbox.mark(chosen, read)}


@endpoint(roles=EVERYONE)
def push_key() -> dict[str, str]:
    """The site's public key, with which a browser subscribes; made on the first call."""
    return {"public_key": push.public_key()}


@endpoint(roles=EVERYONE)
def subscribe(subscription: dict | str, device: str | None = None) -> dict[str, str]:
    """Send push messages to this browser of the caller. `subscription`: as its PushManager gave it."""
    return {"name": push.subscribe(devices.mapping(subscription), device)}


@endpoint(roles=EVERYONE)
def unsubscribe(endpoint_url: str) -> dict[str, bool]:
    """Send no more to this browser of the caller."""
    push.unsubscribe(endpoint_url)
    return {"unsubscribed": True}


@endpoint(roles=EVERYONE)
def snooze(reminder: str, minutes: int) -> dict[str, Any]:
    """Put one of the caller's reminders off by 1 minute to 30 days."""
    doc = reminders.snooze(reminder, min(max(minutes, 1), 30 * 24 * 60))
    return {"name": doc.name, "remind_at": str(doc.remind_at)}


@endpoint(roles=EVERYONE)
def rang(reminder: str, at: str) -> dict[str, Any]:
    """One of the caller's reminders rang on his device, which could not reach the server, at a moment."""
    doc = reminders.rang(reminder, devices.local_time(at))
    return {"name": doc.name, "notified_on": str(doc.notified_on) if doc.notified_on else None}

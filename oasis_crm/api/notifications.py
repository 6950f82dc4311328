"""How a user is told: browsers that take push messages, reminders put off."""

from typing import Any

from oasis_crm.notifications import push, reminders
from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import devices


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

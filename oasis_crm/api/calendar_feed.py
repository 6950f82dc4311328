"""The calendar feed: its secret link, and what a calendar program gets from it."""

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit
from oasis_crm.permissions.roles import EVERYONE, GUEST, endpoint
from oasis_crm.services import calendar_feed


@endpoint(roles=EVERYONE)
def new_link() -> dict[str, str]:
    """A new secret link to the caller's calendar; the one before stops working."""
    return {"url": calendar_feed.new_link()}


@endpoint(roles=EVERYONE)
def revoke() -> dict[str, bool]:
    """Make the caller's link worthless."""
    calendar_feed.revoke()
    return {"revoked": True}


# A calendar program has no log-in: the secret in the link proves whose calendar it may read.
@endpoint(roles=GUEST, methods=("GET",))
@rate_limit(limit=240, seconds=60 * 60)
def feed(token: str) -> None:
    """The calendar behind a link, as iCalendar. A wrong or revoked link: 404."""
    user = calendar_feed.owner(token)
    if not user:
        frappe.throw(_("This calendar link does not work any more."), frappe.DoesNotExistError)
    before = frappe.session.user
    frappe.set_user(user)
    try:
        content = calendar_feed.content(user)
    finally:
        frappe.set_user(before)
    frappe.local.response.update(
        {
            "type": "download",
            "filename": "oasis.ics",
            "filecontent": content,
            "content_type": "text/calendar; charset=utf-8",
            "display_content_as": "inline",
        }
    )

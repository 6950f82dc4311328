"""Targets and how far they are reached."""

from typing import Any

import frappe
from frappe.utils import now_datetime, nowdate
from oasis_crm.permissions import roles
from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import devices, targets


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def progress(
    period_start: str | None = None, sales_rep: str | None = None, sales_team: str | None = None
) -> dict[str, Any]:
    """The lines of the targets that run on a day (default: today), within the caller's scope."""
    if not (sales_rep or sales_team) and not roles.has_role(roles.STAFF):
        sales_rep = frappe.session.user
    day = devices.local_day(period_start or nowdate())
    return {"lines": targets.lines(day, sales_rep, sales_team), "as_of": str(now_datetime())[:19]}

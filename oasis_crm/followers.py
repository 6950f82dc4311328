"""Who followed a firm when."""

from datetime import datetime

import frappe
from frappe.utils import get_datetime, now_datetime


def follower_at(firm: str, moment: datetime | str | None = None) -> str | None:
    """The rep who followed the firm at a moment (default: now), by the transfers that came after it."""
    later = frappe.get_all(
        "Firm Transfer",
        filters={
            "firm": firm,
            "status": "Approved",
            "decided_on": [">", get_datetime(moment) if moment else now_datetime()],
        },
        fields=["from_rep"],
        order_by="decided_on asc",
        limit=1,
    )
    return later[0].from_rep if later else frappe.db.get_value("Firm", firm, "sales_rep")


def team_of(user: str | None) -> str | None:
    """The team a user belongs to: the one he is a member of, else the one he leads."""
    if not user:
        return None
    filters = {"user": user, "parenttype": "Sales Team"}
    return frappe.db.get_value("Sales Team Member", filters, "parent") or frappe.db.get_value(
        "Sales Team", {"leader": user}
    )

"""Events of the desk's calendar views, limited to what the user may see."""

from typing import Any

import frappe
from frappe.utils import add_to_date, get_datetime
from oasis_crm.permissions.roles import EVERYONE, endpoint

Filters = str | list | dict | None


@endpoint(roles=EVERYONE, methods=["GET", "POST"])
def visits(start: str, end: str, filters: Filters = None) -> list[dict[str, Any]]:
    """Visits planned between two moments, with the firm's name as title."""
    fields = ["name", "firm", "status", "planned_start", "planned_minutes"]
    rows = _between("Firm Visit", "planned_start", start, end, fields, filters)
    titles = _firm_names({row.firm for row in rows})
    return [
        _event(row, titles.get(row.firm, row.firm), row.planned_start, row.planned_minutes) for row in rows
    ]


@endpoint(roles=EVERYONE, methods=["GET", "POST"])
def work_orders(start: str, end: str, filters: Filters = None) -> list[dict[str, Any]]:
    """Work orders due between two moments."""
    fields = ["name", "subject", "status", "due_on"]
    rows = _between("Field Work Order", "due_on", start, end, fields, filters)
    return [_event(row, row.subject, row.due_on) for row in rows]


@endpoint(roles=EVERYONE, methods=["GET", "POST"])
def reminders(start: str, end: str, filters: Filters = None) -> list[dict[str, Any]]:
    """The user's own reminders between two moments."""
    fields = ["name", "subject", "status", "remind_at"]
    rows = _between("Personal Reminder", "remind_at", start, end, fields, filters)
    return [_event(row, row.subject, row.remind_at) for row in rows]


def _between(
    doctype: str, field: str, start: str, end: str, fields: list[str], filters: Filters
) -> list[Any]:
    wanted = frappe.parse_json(filters) or []
    if isinstance(wanted, dict):
        wanted = [[doctype, name, "=", value] for name, value in wanted.items() if value]
    period = [[doctype, field, ">=", get_datetime(start)], [doctype, field, "<", get_datetime(end)]]
    return frappe.get_list(
        doctype, filters=[*wanted, *period], fields=fields, order_by=f"{field} asc", limit_page_length=0
    )


def _firm_names(firms: set[str]) -> dict[str, str]:
    if not firms:
        return {}
    filters = {"name": ["in", sorted(firms)]}
    rows = frappe.get_list(
        "Firm", filters=filters, fields=["name", "firm_name"], order_by="name asc", limit_page_length=0
    )
    return {row.name: row.firm_name for row in rows}


def _event(row: Any, title: str, start: Any, minutes: int | None = None) -> dict[str, Any]:
    return {
        "name": row.name,
        "title": title,
        "status": row.status,
        "start": str(start),
        "end": str(add_to_date(start, minutes=minutes or 30)),
        "allDay": 0,
    }

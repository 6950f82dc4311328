"""Open visits that change hands: fitted into another rep's calendar, and moved there."""

from collections.abc import Iterable
from typing import Any

import frappe
from frappe.utils import cint, get_datetime, now_datetime
from oasis_crm.domain.handover import Days, Move, Wanted, moves
from oasis_crm.domain.visits import OPEN
from oasis_crm.services import absence, agenda, settings

_FIELDS = ["name", "firm", "sales_rep", "planned_start", "planned_minutes", "covered_start"]


def open_visits(**filters: Any) -> list[Any]:
    """Open visits, the earliest first."""
    filters["status"] = ["in", OPEN]
    order = "planned_start asc, name asc"
    return frappe.get_all("Firm Visit", filters=filters, fields=_FIELDS, order_by=order)


def fit(rows: Iterable[Any], calendar: agenda.RepCalendar, days: Days) -> list[Move]:
    """Where each visit goes in this calendar; what is to be moved then needs the rep's row held."""
    wanted = [Wanted(row.name, get_datetime(row.planned_start), _minutes(row)) for row in rows]
    return moves(wanted, calendar, absence.work_rules(calendar.rep), now_datetime(), days)


def _minutes(row: Any) -> int:
    return cint(row.planned_minutes) or settings.visit_minutes()


def carry_out(move: Move, changed: dict[str, Any]) -> None:
    """Move one visit; `changed`: what else changes in it, its rep above all."""
    visit = frappe.get_doc("Firm Visit", move.name)
    visit.update(changed)
    if move.start and move.start != get_datetime(visit.planned_start):
        visit.update({"planned_start": move.start, "plan_reason": None})
    visit.flags.handed_over = True
    # The right to plan the leave or to hand the firm over was asked; the visits go with it.
    visit.save(ignore_permissions=True)

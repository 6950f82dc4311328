"""A visit that a rep plans for himself, at an hour of his own choice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import frappe
from oasis_crm.services import locks, moving, recording, routing, settings


@dataclass(frozen=True)
class Wish:
    """What is to be planned. `client_id`: the device's own name of the visit."""

    firm: str
    start: datetime
    purpose: str | None = None
    visit_type: str | None = None
    minutes: int | None = None
    client_id: str | None = None


def plan(wish: Wish) -> dict[str, Any]:
    """Plan a visit by the rules of moving one; the same `client_id` again makes no second one."""
    frappe.get_doc("Firm", wish.firm).check_permission("read")
    rep = recording.rep_for(wish.firm)
    locks.hold_rep(rep)
    known = _known(wish.client_id, rep)
    return moving.entry(known or _new(wish, rep), warn=not known)


def _known(client_id: str | None, rep: str) -> Any:
    found = client_id and frappe.db.get_value(
        "Firm Visit", {"client_id": client_id, "sales_rep": rep}, for_update=True
    )
    return frappe.get_doc("Firm Visit", found) if found else None


def _new(wish: Wish, rep: str) -> Any:
    minutes = moving.checked_minutes(wish.minutes or settings.visit_minutes())
    routing.check_free(rep, wish.start, minutes)
    visit = frappe.new_doc(
        "Firm Visit",
        firm=wish.firm,
        sales_rep=rep,
        status="Planned",
        origin="Manual",
        planned_start=wish.start,
        planned_minutes=minutes,
        purpose=wish.purpose,
        visit_type=wish.visit_type or "Visit",
        client_id=wish.client_id,
    )
    return visit.insert()

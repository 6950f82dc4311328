"""When firms are due for a visit, kept with each firm so that lists can ask for it."""

from collections.abc import Mapping
from typing import Any

import frappe
from frappe.utils import getdate
from oasis_crm.domain import cadence
from oasis_crm.services import firm_jobs, settings

FIELDS = ("rating", "stage", "last_visit_on", "followed_since")


def interval(firm: Mapping[str, Any], days: Mapping[str, int | None]) -> int | None:
    """Days between two visits of a firm; `firm` has `FIELDS`."""
    return cadence.interval_days(firm["rating"], days, firm["stage"])


def of(firm: Mapping[str, Any], days: Mapping[str, int | None]) -> Any:
    """The date for a firm's `visit_due_on`; `firm` has `FIELDS`, `days`: `settings.cadence()`."""
    last, since = (
        getdate(value) if value else None for value in (firm["last_visit_on"], firm["followed_since"])
    )
    return cadence.due_on(last, since, interval(firm, days))


def refresh() -> None:
    """Job, nightly and when the cadence changes: mend what was written past a firm's life cycle.

    Devices work the day out by themselves, so nothing is told to them.
    """
    days = settings.cadence()
    for rows in firm_jobs.chunks("visit_due_on", *FIELDS):
        for row in rows:
            due = of(row, days)
            if (getdate(row.visit_due_on) if row.visit_due_on else None) != due:
                frappe.db.set_value("Firm", row.name, "visit_due_on", due, update_modified=False)


def refresh_soon() -> None:
    """Have it done in the background, once this transaction stands."""
    frappe.enqueue(
        "oasis_crm.services.due.refresh",
        queue="long",
        job_id="oasis-visit-due",
        deduplicate=True,
        enqueue_after_commit=True,
    )

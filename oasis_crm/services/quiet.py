"""From when a firm's silence is unusual by its habit, kept with each firm so that lists can ask for it."""

import frappe
from frappe.utils import getdate
from oasis_crm.domain.watch import quiet_from
from oasis_crm.offline import log
from oasis_crm.services import firm_jobs, settings

#: The settings that the day depends on.
SETTINGS = ("usual_gap_factor", "no_fuel_days")


def refresh() -> None:
    """Job, when the settings change: the day of each firm anew, on the devices as well."""
    bounds = settings.thresholds()
    for rows in firm_jobs.chunks("last_fuel_on", "usual_gap_days", "quiet_from"):
        for row in rows:
            last, known = (value and getdate(value) for value in (row.last_fuel_on, row.quiet_from))
            day = quiet_from(last, row.usual_gap_days, bounds)
            if day != (known or None):
                frappe.db.set_value("Firm", row.name, "quiet_from", day, update_modified=False)
                log.note("Firm", row.name)


def refresh_soon() -> None:
    """Have it done in the background, once this transaction stands."""
    frappe.enqueue(
        "oasis_crm.services.quiet.refresh",
        queue="long",
        job_id="oasis-quiet-from",
        deduplicate=True,
        enqueue_after_commit=True,
    )

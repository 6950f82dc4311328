"""Runs what the apps' `scheduler_events` hooks name, at its time, once, never twice at the same time.

Each event is a `Scheduled Job Type` document with the time of its last run, so a run that fell into a
time when the server was down is made up for, once, as soon as it is up again.
"""

from __future__ import annotations

import datetime
import logging
import threading
from pathlib import Path
from typing import Any, NamedTuple

from croniter import croniter

import frappe
from frappe.utils.background_jobs import LANES, lane_of, with_site

EXPRESSIONS = {
    "all": "*/4 * * * *",
    "hourly": "0 * * * *",
    "daily": "0 0 * * *",
    "weekly": "0 0 * * 0",
    "monthly": "0 0 1 * *",
    "yearly": "0 0 1 1 *",
}
VARIANTS = ("_long", "_maintenance")
DOCTYPE = "Scheduled Job Type"

logger = logging.getLogger("frappe.scheduler")


class Event(NamedTuple):
    method: str
    frequency: str
    cron: str

    @property
    def queue(self) -> str:
        return "long" if self.frequency.endswith("Long") else "default"


def scheduled_events() -> list[Event]:
    """The events of all installed apps, in the order of their hooks."""
    events: list[Event] = []
    for key, methods in (frappe.get_hooks("scheduler_events") or {}).items():
        if key == "cron":
            crons = [(expression, method) for expression, named in methods.items() for method in named]
            events += [Event(method, "Cron", expression) for expression, method in crons]
        else:
            events += [Event(method, key.replace("_", " ").title(), expression_of(key)) for method in methods]
    for event in events:
        refuse_unknown(event)
    return events


def expression_of(key: str) -> str:
    base = key
    for variant in VARIANTS:
        base = base.removesuffix(variant)
    return EXPRESSIONS.get(base, "")


def refuse_unknown(event: Event) -> None:
    if not event.cron or not croniter.is_valid(event.cron):
        frappe.throw(
            frappe._("scheduler_events: {0} is no time to run {1} at").format(*event[1:], event.method)
        )


def sync_jobs() -> None:
    """Make the `Scheduled Job Type` documents those of the hooks; a changed time keeps its last run."""
    wanted = {event_name(event): event for event in scheduled_events()}
    for name in frappe.get_all(DOCTYPE, pluck="name", order_by="name asc"):
        if name not in wanted:
            frappe.delete_doc(DOCTYPE, name, force=True, ignore_permissions=True)
    for name, event in wanted.items():
        values = {"method": event.method, "frequency": event.frequency, "cron_format": event.cron}
        if frappe.db.exists(DOCTYPE, name):
            frappe.db.set_value(DOCTYPE, name, values, update_modified=False)
        else:
            # The hooks are the installed apps' own; no user stands behind them.
            frappe.get_doc(doctype=DOCTYPE, __newname=name, **values).insert(ignore_permissions=True)


def event_name(event: Event) -> str:
    """The same method may stand under several times."""
    return f"{event.method}@{event.cron}"


def enqueue_due(now: datetime.datetime) -> list[str]:
    """Queue every event whose time has come since its last run; answers their methods."""
    due = [row for row in job_types() if is_due(row, now)]
    for row in due:
        queue = "long" if (row.frequency or "").endswith("Long") else "default"
        frappe.enqueue(row.method, queue=queue, job_id=f"scheduled||{row.name}", deduplicate=True)
        frappe.db.set_value(DOCTYPE, row.name, "last_execution", now, update_modified=False)
    if due:
        frappe.db.commit()
    return [row.method for row in due]


def job_types() -> list[Any]:
    fields = ["name", "method", "frequency", "cron_format", "last_execution", "creation"]
    return list(frappe.get_all(DOCTYPE, filters={"stopped": 0}, fields=fields, order_by="name asc"))


def is_due(row: Any, now: datetime.datetime) -> bool:
    last = row.last_execution or row.creation
    return bool(croniter(row.cron_format, last).get_next(datetime.datetime) <= now)


def is_paused() -> bool:
    return bool(frappe.local.conf.get("pause_scheduler") or frappe.local.conf.get("disable_scheduler"))


class Scheduler(threading.Thread):
    """Looks at every full minute what is due, and lets the jobs of dead workers be taken again."""

    def __init__(self, folder: Path) -> None:
        super().__init__(name="scheduler", daemon=True)
        self.folder = folder.resolve()
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                with_site(self.folder, "Administrator", self.tick)
            except Exception:
                logger.exception("the scheduler could not look at what is due")
            self.stopping.wait(seconds_to_next_minute())

    def tick(self) -> None:
        for name in set(LANES.values()):
            lane = lane_of(self.folder, name)
            if lane.lock and lane.storage.give_back_of_dead(lane.lock):
                lane.storage.wake()
        if not is_paused():
            enqueue_due(frappe.utils.now_datetime())

    def stop(self) -> None:
        self.stopping.set()


def seconds_to_next_minute() -> float:
    now = datetime.datetime.now()
    return 60.05 - now.second - now.microsecond / 1e6

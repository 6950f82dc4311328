"""Scheduled events run at their time, once, and after a pause."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

import frappe
from frappe.tests import patch_hooks
from frappe.tests.binding import bound
from frappe.utils import scheduler

DAILY, MINUTELY = "frappe.utils.nowdate", "frappe.utils.now"
HOOKS = {"scheduler_events": {"daily": [DAILY], "cron": {"* * * * *": [MINUTELY]}}}


@pytest.fixture
def events(site: Path) -> Iterator[None]:
    with bound(site), patch_hooks(HOOKS):
        scheduler.sync_jobs()
        yield


def moment(days: int = 0, hour: int = 12, minute: int = 0, second: int = 0) -> datetime.datetime:
    day = frappe.utils.now_datetime() + datetime.timedelta(days=days)
    return day.replace(hour=hour, minute=minute, second=second, microsecond=0)


@pytest.mark.usefixtures("events")
class TestScheduler:
    def test_each_event_of_the_hooks_is_a_document(self):
        kept = frappe.get_all("Scheduled Job Type", fields=["method", "cron_format"], order_by="method asc")
        times = {row.method: row.cron_format for row in kept}
        assert times == {DAILY: "0 0 * * *", MINUTELY: "* * * * *"}

    def test_a_daily_event_waits_for_midnight_and_runs_once(self):
        scheduler.enqueue_due(moment(days=0, hour=23, minute=59))
        assert DAILY in scheduler.enqueue_due(moment(days=1, hour=0, minute=0))
        assert DAILY not in scheduler.enqueue_due(moment(days=1, hour=0, minute=1))

    def test_a_cron_event_runs_each_minute_once(self):
        assert scheduler.enqueue_due(moment(days=1, minute=1)).count(MINUTELY) == 1
        assert scheduler.enqueue_due(moment(days=1, minute=1, second=30)) == []
        assert scheduler.enqueue_due(moment(days=1, minute=2)) == [MINUTELY]

    def test_runs_that_were_missed_are_made_up_for_once(self):
        assert set(scheduler.enqueue_due(moment(days=30))) == {DAILY, MINUTELY}
        assert scheduler.enqueue_due(moment(days=30, second=1)) == []

    def test_an_event_that_still_waits_or_runs_is_not_queued_again(self):
        scheduler.enqueue_due(moment(days=1))
        scheduler.enqueue_due(moment(days=2))
        lane = frappe.utils.background_jobs.site_lane("default")
        assert lane.storage.queue_size() == 2

    def test_a_stopped_event_does_not_run(self):
        frappe.db.set_value("Scheduled Job Type", {"method": DAILY}, "stopped", 1)
        assert DAILY not in scheduler.enqueue_due(moment(days=3))

    def test_an_event_that_left_the_hooks_goes(self):
        with patch_hooks({"scheduler_events": {"daily": [DAILY]}}):
            scheduler.sync_jobs()
        assert frappe.get_all("Scheduled Job Type", pluck="method", order_by="name asc") == [DAILY]

    def test_a_changed_hook_keeps_the_last_run(self):
        scheduler.enqueue_due(moment(days=1))
        scheduler.sync_jobs()
        last = frappe.db.get_value("Scheduled Job Type", {"method": DAILY}, "last_execution")
        assert last == moment(days=1)

    def test_a_time_that_is_none_is_refused(self):
        wrong = {"scheduler_events": {"cron": {"every now and then": [DAILY]}}}
        with patch_hooks(wrong), pytest.raises(frappe.ValidationError):
            scheduler.sync_jobs()

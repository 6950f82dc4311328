"""`frappe.enqueue`: who runs what, when, in which transaction."""

from pathlib import Path

import pytest

import frappe
from frappe.tests.binding import bound
from frappe.utils import job_storage
from frappe.utils.background_jobs import LANES, lane_of
from frappe.utils.job_storage import WorkerLock

INSERT = "frappe.client.insert"


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_storage, "IDLE_SECONDS", 0)
    monkeypatch.setattr("frappe.utils.background_jobs.MOST_RETRIES", 0)


def role(name: str) -> dict[str, str]:
    return {"doctype": "Role", "role_name": name}


def drain(folder: Path) -> int:
    """Run everything that is queued; answers how many jobs that were."""
    lock, done = WorkerLock(folder / "locks"), 0
    for name in sorted(set(LANES.values())):
        lane = lane_of(folder.resolve(), name)
        lane.lock = lock
        while task := lane.dequeue():
            lane.execute(task)
            done += 1
    lock.release()
    return done


def test_a_job_runs_later_and_is_committed(site: Path):
    with bound(site):
        frappe.enqueue(INSERT, doc=role("Later"))
        assert not frappe.db.exists("Role", "Later")
        frappe.db.commit()
    assert drain(site) == 1
    with bound(site):
        assert frappe.db.exists("Role", "Later")


def test_now_runs_at_once_and_answers(site: Path):
    with bound(site):
        assert frappe.enqueue("frappe.utils.cint", s="7", now=True) == 7


def test_a_job_acts_as_the_user_who_queued_it(site: Path):
    with bound(site):
        frappe.get_doc(doctype="User", email="clerk@oasis.example", first_name="Clerk").insert()
        frappe.db.commit()
        frappe.set_user("clerk@oasis.example")
        frappe.enqueue(INSERT, doc=role("Not Allowed"))
    drain(site)
    with bound(site):
        assert not frappe.db.exists("Role", "Not Allowed")
        assert "PermissionError" in frappe.get_last_doc("Error Log").error


def test_a_failed_job_changes_nothing_and_is_logged(site: Path):
    with bound(site):
        frappe.enqueue("frappe.client.insert_many", docs=[role("Half"), {"doctype": "No Such DocType"}])
    drain(site)
    with bound(site):
        assert not frappe.db.exists("Role", "Half")
        assert frappe.get_last_doc("Error Log").method == "frappe.client.insert_many"


def test_after_commit_waits_for_the_commit(site: Path):
    with bound(site):
        frappe.enqueue(INSERT, doc=role("Undone"), enqueue_after_commit=True)
        frappe.db.rollback()
        frappe.enqueue(INSERT, doc=role("Done"), enqueue_after_commit=True)
        frappe.db.commit()
    assert drain(site) == 1
    with bound(site):
        assert frappe.db.exists("Role", "Done")


def test_a_job_gets_its_arguments_as_they_were_when_it_was_queued(site: Path):
    with bound(site):
        doc = role("Before")
        frappe.enqueue(INSERT, doc=doc, enqueue_after_commit=True)
        doc["role_name"] = "After"
        frappe.db.commit()
    drain(site)
    with bound(site):
        assert frappe.db.exists("Role", "Before")


def test_the_same_job_is_not_queued_twice(site: Path):
    with bound(site):
        for name in ("First", "Second"):
            frappe.enqueue(INSERT, doc=role(name), job_id="one", deduplicate=True)
    assert drain(site) == 1
    with bound(site):
        frappe.enqueue(INSERT, doc=role("Third"), job_id="one", deduplicate=True)
    assert drain(site) == 1


def test_deduplication_asks_for_an_id(site: Path):
    with bound(site), pytest.raises(frappe.ValidationError):
        frappe.enqueue(INSERT, doc=role("x"), deduplicate=True)


def test_an_unknown_queue_is_refused(site: Path):
    with bound(site), pytest.raises(frappe.ValidationError):
        frappe.enqueue(INSERT, queue="slow", doc=role("x"))


def test_a_function_without_an_importable_name_is_refused(site: Path):
    with bound(site), pytest.raises(frappe.ValidationError):
        frappe.enqueue(lambda: None)


def test_a_job_that_kills_its_worker_each_time_is_given_up(site: Path):
    with bound(site):
        frappe.enqueue(INSERT, doc=role("Deadly"))
    lane = lane_of(site.resolve(), "default")
    lane.storage.sql("update task set attempts = 3", commit=True)
    drain(site)
    with bound(site):
        assert not frappe.db.exists("Role", "Deadly")
        assert "3" in frappe.get_last_doc("Error Log").error

"""Jobs wait, are taken once, and come back when their worker dies."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from frappe.utils.job_storage import JobStorage, WorkerLock

DYING_WORKER = """
import os, sys
from pathlib import Path
from frappe.utils.job_storage import JobStorage, WorkerLock
folder = Path(sys.argv[1])
lock = WorkerLock(folder / "locks")
taken = JobStorage("default", filename=str(folder / "queue.db")).take(lock.token)
print(bytes(taken.data).decode(), flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def storage(tmp_path: Path) -> JobStorage:
    return JobStorage("default", filename=str(tmp_path / "queue.db"))


@pytest.fixture
def lock(tmp_path: Path):
    held = WorkerLock(tmp_path / "locks")
    yield held
    held.release()


def test_jobs_are_taken_in_order_and_by_priority(storage: JobStorage, lock: WorkerLock):
    for data, priority in ((b"first", 0), (b"second", 0), (b"urgent", 1)):
        storage.add(data, priority, data.decode())
    assert [storage.take(lock.token).data for _ in range(3)] == [b"urgent", b"first", b"second"]


def test_a_job_is_taken_once(storage: JobStorage, lock: WorkerLock, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("frappe.utils.job_storage.IDLE_SECONDS", 0.01)
    storage.add(b"job", 0, "id")
    assert storage.take(lock.token) is not None
    assert storage.take(lock.token) is None


def test_a_taken_job_still_counts_as_queued_until_it_is_finished(storage: JobStorage, lock: WorkerLock):
    storage.add(b"job", 0, "id")
    taken = storage.take(lock.token)
    assert storage.holds("id")
    storage.finish(taken.row)
    assert not storage.holds("id")


def test_a_job_of_a_killed_worker_is_given_back(tmp_path: Path, storage: JobStorage, lock: WorkerLock):
    storage.add(b"job", 0, "id")
    command = [sys.executable, "-c", DYING_WORKER, str(tmp_path)]
    died = subprocess.run(command, capture_output=True, text=True)
    assert died.stdout.strip() == "job"
    assert died.returncode == -9
    assert storage.give_back_of_dead(lock) == 1
    again = storage.take(lock.token)
    assert (bytes(again.data), again.attempts) == (b"job", 2)


def test_a_job_of_a_living_worker_is_left_alone(tmp_path: Path, storage: JobStorage, lock: WorkerLock):
    other = WorkerLock(tmp_path / "locks")
    storage.add(b"job", 0, "id")
    storage.take(other.token)
    assert storage.give_back_of_dead(lock) == 0
    other.release()


def test_a_job_that_may_be_queued_once_is_refused_while_it_waits_or_runs(
    storage: JobStorage, lock: WorkerLock
):
    for data in (b"first", b"second"):
        storage.add(data, 0, "id", once=True)
    taken = storage.take(lock.token)
    storage.add(b"third", 0, "id", once=True)
    assert storage.queue_size() == 1
    storage.finish(taken.row)
    storage.add(b"fourth", 0, "id", once=True)
    assert storage.queue_size() == 1


def test_a_waiting_worker_wakes_as_soon_as_a_job_comes(storage: JobStorage, lock: WorkerLock):
    import threading

    found = []
    worker = threading.Thread(target=lambda: found.append(storage.take(lock.token)))
    worker.start()
    began = time.monotonic()
    storage.add(b"job", 0, "id")
    worker.join()
    assert found[0].data == b"job"
    assert time.monotonic() - began < 0.5

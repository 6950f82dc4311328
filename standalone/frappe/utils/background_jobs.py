"""Background jobs: `frappe.enqueue` and the work of running one."""

from __future__ import annotations

import functools
import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from huey import Huey

import frappe
from frappe.utils.job_storage import JobStorage, WorkerLock

Method = str | Callable[..., Any]
LANES = {"short": "default", "default": "default", "long": "long"}
PRIORITIES = {"short": 1.0, "default": 0.0, "long": 0.0}
MOST_RETRIES = 5
MOST_STARTS = 3

logger = logging.getLogger("frappe.jobs")


@dataclass(frozen=True)
class Job:
    """What is stored of a queued call."""

    id: str
    method: str
    user: str
    kwargs: dict[str, Any] = field(default_factory=dict)
    queue: str = "default"


class JobQueue(Huey):  # type: ignore[misc]  # huey has no types
    """One lane of a site's queue; huey runs the workers, the storage keeps the jobs."""

    def __init__(self, folder: Path, lane: str) -> None:
        super().__init__(
            lane, results=False, storage_class=JobStorage, filename=str(folder / "queue.db"), timeout=30
        )
        self.folder = folder
        self.lock: WorkerLock | None = None
        self.run = self.task(name="job", context=True)(functools.partial(run_taken, folder))

    def prepared(self, job: Job, once: bool) -> Callable[[], None]:
        """What adds the job, when called. The arguments are kept as they are now."""
        data = self.serialize_task(self.run.s(job))
        return functools.partial(self.storage.add, data, PRIORITIES[job.queue], job.id, once)

    def dequeue(self) -> Any:
        assert self.lock is not None, "a queue is read by its workers only"
        taken = self.storage.take(self.lock.token)
        if taken is None:
            return None
        task = self.deserialize_task(taken.data)
        task.row, task.attempts = taken.row, taken.attempts
        return task

    def execute(self, task: Any, timestamp: Any = None) -> Any:
        """Run and forget the job. A process that dies in between leaves the row to the next one."""
        result = super().execute(task, timestamp)
        self.storage.finish(task.row)
        return result


@functools.cache
def lane_of(folder: Path, lane: str) -> JobQueue:
    return JobQueue(folder, lane)


def forget_lanes(folder: Path) -> None:
    """Close the queue's file, as before its folder moves or goes."""
    for lane in set(LANES.values()):
        lane_of(folder.resolve(), lane).storage.close()
    lane_of.cache_clear()


def site_lane(queue: str) -> JobQueue:
    if queue not in LANES:
        frappe.throw(frappe._("There is no queue named {0}").format(queue), frappe.ValidationError)
    return lane_of(Path(frappe.get_site_path()).resolve(), LANES[queue])


def enqueue(
    method: Method,
    queue: str = "default",
    timeout: int | None = None,
    *,
    now: bool = False,
    enqueue_after_commit: bool = False,
    job_id: str | None = None,
    deduplicate: bool = False,
    **kwargs: Any,
) -> Any:
    """Run a function later, in a transaction of its own and as the present user.

    `timeout` is accepted for the framework's sake: jobs here are threads, which cannot be stopped from
    outside. With `deduplicate` nothing is queued while `job_id` waits or runs.
    """
    if now:
        return frappe.call(method, **kwargs)
    if deduplicate and not job_id:
        frappe.throw(frappe._("A job that must not be queued twice needs a job_id"))
    lane = site_lane(queue)
    key = create_job_id(job_id)
    if deduplicate and lane.storage.holds(key):
        return None
    job = Job(key, dotted_path(method), frappe.session.user, kwargs, queue)
    add = lane.prepared(job, once=deduplicate)
    if enqueue_after_commit:
        frappe.db.after_commit.add(add)
        return None
    add()
    return job


def create_job_id(job_id: str | None = None) -> str:
    return f"{frappe.local.site}||{job_id or uuid.uuid4()}"


def dotted_path(method: Method) -> str:
    """The importable name of a function; a lambda or a local function has none and is refused."""
    if isinstance(method, str):
        return method
    path = f"{method.__module__}.{method.__qualname__}"
    if "<" in path:
        frappe.throw(frappe._("{0} cannot be run later: it has no importable name").format(path))
    return path


def run_taken(folder: Path, job: Job, task: Any) -> None:
    """Run a job that a worker took. One that brought its process down again and again is given up."""
    with_site(folder, job.user, lambda: attempt(job, task.attempts))


def with_site(folder: Path, user: str, work: Callable[[], Any]) -> Any:
    """Bind the site for the time of `work`; whatever it left uncommitted is undone."""
    frappe.init(folder, force=True)
    try:
        frappe.connect()
        frappe.set_user(user)
        return work()
    finally:
        frappe.destroy()


def attempt(job: Job, starts: int) -> None:
    if starts > MOST_STARTS:
        note = frappe._("Started {0} times without coming to an end").format(starts - 1)
        frappe.log_error(title=job.method, message=note)
        frappe.db.commit()
        return
    for retry in range(MOST_RETRIES + 1):
        try:
            execute_job(job)
            return
        except Exception as error:
            frappe.db.rollback()
            if retry < MOST_RETRIES and is_passing(error):
                time.sleep(retry + 1)
                continue
            log_failure(job)
            return


def execute_job(job: Job) -> None:
    frappe.local.job = frappe._dict(
        site=frappe.local.site, method=job.method, job_name=job.method, kwargs=job.kwargs, user=job.user
    )
    frappe.get_attr(job.method)(**job.kwargs)
    frappe.db.commit()


def is_passing(error: Exception) -> bool:
    """Worth another try: the job asked for one, or the database was busy."""
    busy = (frappe.QueryTimeoutError, frappe.QueryDeadlockError)
    return isinstance(error, (frappe.RetryBackgroundJobError, *busy))


def log_failure(job: Job) -> None:
    logger.exception("job %s failed", job.method)
    frappe.log_error(title=job.method)
    frappe.db.commit()

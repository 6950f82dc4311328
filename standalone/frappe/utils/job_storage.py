"""Where queued jobs are kept: `queue.db` of the site, shared by every process that works for it.

A job that a worker takes stays in its row until it is finished. Each worker process holds an operating
system lock for as long as it lives, so jobs whose worker died are recognised and given back.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
import uuid
from pathlib import Path
from typing import IO, Any, NamedTuple

from huey.storage import SqliteStorage

IDLE_SECONDS = 1.0


class Taken(NamedTuple):
    row: int
    data: bytes
    attempts: int


class WorkerLock:
    """Tells other processes that this one is alive, however it ends."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.token = uuid.uuid4().hex
        self._file = self._hold(self.token)

    def _hold(self, token: str) -> IO[str] | None:
        """The locked file of a worker, or None while its owner lives."""
        file = open(self.folder / f"{token}.lock", "a")  # noqa: SIM115  # held as long as the worker lives
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return None
        return file

    def is_dead(self, token: str) -> bool:
        if token == self.token:
            return False
        file = self._hold(token)
        if file is None:
            return False
        file.close()
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.folder / f"{token}.lock")
        return True

    def release(self) -> None:
        if self._file:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.folder / f"{self.token}.lock")
            self._file.close()
            self._file = None


class JobStorage(SqliteStorage):  # type: ignore[misc]  # huey has no types
    """Rows of one lane of the queue; `name` is the lane."""

    blocking = True  # the worker need not sleep between questions: `take` waits by itself
    table_task = (
        "create table if not exists task (id integer primary key autoincrement, queue text not null, "
        "data blob not null, priority real not null default 0, job_id text, taken_by text, "
        "attempts integer not null default 0)"
    )
    index_job = "create index if not exists task_job_id on task (job_id)"
    ddl = [
        SqliteStorage.table_kv,
        SqliteStorage.table_sched,
        SqliteStorage.index_sched,
        table_task,
        SqliteStorage.index_task,
        index_job,
        SqliteStorage.table_counter,
    ]

    def __init__(self, name: str, **options: Any) -> None:
        self._arrival = threading.Condition()
        super().__init__(name, **options)

    def add(self, data: bytes, priority: float, job_id: str, once: bool = False) -> None:
        """Queue a job; `once`: unless one of this id waits or runs, also when two ask at the same moment."""
        self.sql(
            "insert into task (queue, data, priority, job_id) select ?1, ?2, ?3, ?4 "
            "where not ?5 or not exists (select 1 from task where job_id = ?4)",
            (self.name, data, priority, job_id, once),
            commit=True,
        )
        self.wake()

    def wake(self) -> None:
        with self._arrival:
            self._arrival.notify_all()

    def take(self, worker: str) -> Taken | None:
        """The next waiting job, marked as this worker's; waits a moment when there is none."""
        with self._arrival:
            if not self._waiting():
                self._arrival.wait(IDLE_SECONDS)
        if not self._waiting():
            return None
        with self.db(commit=True) as cursor:
            cursor.execute(
                "update task set taken_by = ?, attempts = attempts + 1 where id = (select id from task "
                "where queue = ? and taken_by is null order by priority desc, id limit 1) "
                "returning id, data, attempts",
                (worker, self.name),
            )
            row = cursor.fetchone()
        return Taken(*row) if row else None

    def _waiting(self) -> bool:
        question = "select 1 from task where queue = ? and taken_by is null limit 1"
        return bool(self.sql(question, (self.name,), results=True))

    def finish(self, row: int) -> None:
        self.sql("delete from task where id = ?", (row,), commit=True)

    def holds(self, job_id: str) -> bool:
        """Whether a job of this id waits or runs, in any lane."""
        return bool(self.sql("select 1 from task where job_id = ? limit 1", (job_id,), results=True))

    def give_back_of_dead(self, lock: WorkerLock) -> int:
        """Lets the jobs of workers that died be taken again; answers how many."""
        question = "select distinct taken_by from task where queue = ? and taken_by is not null"
        tokens = [token for (token,) in self.sql(question, (self.name,), results=True)]
        dead = [token for token in tokens if lock.is_dead(token)]
        given = 0
        for token in dead:
            with self.db(commit=True) as cursor:
                cursor.execute("update task set taken_by = null where taken_by = ?", (token,))
                given += cursor.rowcount
        return given

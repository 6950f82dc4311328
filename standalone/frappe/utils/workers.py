"""Threads that run a site's queued jobs: in `oasis serve` beside the web server, in `oasis worker` alone."""

from __future__ import annotations

from pathlib import Path

from huey.consumer import Consumer

from frappe.utils.background_jobs import JobQueue, lane_of
from frappe.utils.job_storage import WorkerLock

THREADS = {"default": 2, "long": 1}
PATIENCE_SECONDS = 10


class LaneWorkers(Consumer):  # type: ignore[misc]  # huey has no types
    """huey's consumer inside a process that looks after signals itself."""

    def _set_signal_handlers(self) -> None:
        """The server handles signals."""


class Workers:
    """All lanes of one site. A long job never keeps a short one waiting: it has a lane of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.lanes: list[JobQueue] = []
        self.consumers: list[LaneWorkers] = []

    def _consumer(self, lane: JobQueue) -> LaneWorkers:
        lane.lock = self.lock
        lane.storage.give_back_of_dead(self.lock)
        return LaneWorkers(
            lane,
            workers=THREADS[lane.name],
            periodic=False,
            scheduler_interval=60,
            shutdown_timeout=PATIENCE_SECONDS,
        )

    def start(self) -> None:
        self.lock = WorkerLock(self.folder / "locks")
        self.lanes = [lane_of(self.folder, name) for name in THREADS]
        self.consumers = [self._consumer(lane) for lane in self.lanes]
        for consumer in self.consumers:
            consumer.start()

    def stop(self) -> None:
        """Let running jobs finish for a while. What is still running then is run again by the next start."""
        for consumer in self.consumers:
            consumer.stop_flag.set()
        for lane in self.lanes:
            lane.storage.wake()
        for consumer in self.consumers:
            for _, thread in consumer.worker_threads:
                thread.join(PATIENCE_SECONDS)
        self.lock.release()

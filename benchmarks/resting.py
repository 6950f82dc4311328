"""A made site: how soon it answers, and what it holds when nobody asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.served import served
from benchmarks.table import Row

SECONDS, MEGABYTES = 3.0, 200


def rows(site: Path) -> Iterator[Row]:
    starts, memory = [], 0.0
    for _ in range(3):
        with served(site) as running:
            starts.append(running.seconds)
            memory = max(memory, running.memory())
    took = sorted(starts)[1]
    yield Row(
        "start of a made site, to its first answer",
        f"{took:.2f} s",
        f"≤ {SECONDS:g} s",
        f"{site.joinpath('site.db').stat().st_size / 2**20:,.0f} MB of data",
        took <= SECONDS,
    )
    yield Row("memory at rest", f"{memory:.0f} MB", f"≤ {MEGABYTES} MB", "", memory <= MEGABYTES)

"""A rep's first copy of his data, and the question whether there is anything new."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.screens import REP
from benchmarks.served import Person, Served, median, milliseconds, p95
from benchmarks.table import Row, ms, times

SECONDS, KILOBYTES, EMPTY_MS = 2.0, 600, 15
_PULL = "/api/method/oasis_crm.api.offline.pull"
_PAGE = 2000


@dataclass
class Copy:
    """A whole first pull. `sent`: bytes over the wire."""

    seconds: float
    sent: int
    documents: int
    cursor: str


def first(rep: Person) -> Copy:
    copy, began, done = Copy(0.0, 0, 0, ""), time.perf_counter(), False
    while not done:
        body, size = rep.get(_PULL, limit=_PAGE, **({"cursor": copy.cursor} if copy.cursor else {}))
        answer = json.loads(body)["message"]
        copy.cursor, done = answer["cursor"], answer["done"]
        copy.sent += size
        copy.documents += len(answer["changes"])
    copy.seconds = time.perf_counter() - began
    return copy


def rows(served: Served) -> Iterator[Row]:
    rep = served.person(REP)
    ping = median(milliseconds(lambda: rep.get("/api/method/ping"), 50))
    copies = sorted((first(rep) for _ in range(3)), key=lambda copy: copy.seconds)
    copy, kilobytes = copies[1], copies[1].sent / 1024
    yield Row(
        f"first offline pull of a rep, {copy.documents:,} documents",
        f"{copy.seconds:.2f} s, {kilobytes:,.0f} KB gzip",
        f"≤ {SECONDS:g} s, ≤ {KILOBYTES} KB",
        f"{copy.documents / copy.seconds:,.0f} documents/s",
        copy.seconds <= SECONDS and kilobytes <= KILOBYTES,
    )
    empty = p95(milliseconds(lambda: rep.get(_PULL, cursor=copy.cursor), 100))
    against = f"an empty answer {ms(ping)}: {times(empty, ping)}"
    yield Row("an empty pull", f"p95 {ms(empty)}", f"≤ {EMPTY_MS} ms", against, empty <= EMPTY_MS)

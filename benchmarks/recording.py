"""Visits recorded over HTTP by several reps at once, each with the next one planned."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from benchmarks.served import Person, Served, median, milliseconds
from benchmarks.table import Row, times

CLIENTS, A_SECOND = 8, 150
MANAGER = "manager@oasis.example"
_FIRMS = 200


@dataclass
class Result:
    """`lost`: acknowledged visits (or visits planned after them) that are not in the database."""

    seconds: float
    names: list[str] = field(default_factory=list)
    planned: list[str] = field(default_factory=list)
    lost: int = 0

    @property
    def a_second(self) -> float:
        return len(self.names) / self.seconds


def measure(served: Served, visits: int = 2000) -> Result:
    """Record so many visits by all clients together."""
    reps = [served.person(f"rep{number}@oasis.example") for number in range(1, CLIENTS + 1)]
    work = [(rep, _firms(rep)) for rep in reps]
    for rep, firms in work:
        _record(rep, firms[-1])
    result, problems = Result(0.0), []
    lock = threading.Lock()

    def record(rep: Person, firms: list[str]) -> None:
        try:
            for number in range(visits // CLIENTS):
                answer = _record(rep, firms[number % len(firms)])
                with lock:
                    result.names.append(answer["name"])
                    result.planned.append(answer["next_visit"]["name"])
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=record, args=each) for each in work]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.perf_counter() - began
    if problems:
        raise problems[0]
    result.lost = _missing(served.person(MANAGER), [*result.names, *result.planned])
    return result


def rows(served: Served) -> Iterator[Row]:
    rep = served.person("rep1@oasis.example")
    firm = _firms(rep)[0]
    alone = median(milliseconds(lambda: _record(rep, firm), 50))
    found = measure(served)
    yield Row(
        f"record a visit, next one planned, {CLIENTS} clients",
        f"{found.a_second:.0f}/s, {found.lost} of {len(found.names):,} lost",
        f"≥ {A_SECOND}/s, none lost",
        f"one client alone {1000 / alone:.0f}/s: {times(found.a_second, 1000 / alone)}",
        found.a_second >= A_SECOND and not found.lost,
    )


def _record(rep: Person, firm: str) -> dict[str, Any]:
    return rep.call(
        "visits.record", firm=firm, outcome="Interested", notes="Görüşüldü", client_id=str(uuid.uuid4())
    )


def _firms(rep: Person) -> list[str]:
    body, _size = rep.get(
        "/api/resource/Firm", limit_page_length=_FIRMS, order_by="name asc", fields='["name"]'
    )
    return [row["name"] for row in json.loads(body)["data"]]


def _missing(reader: Person, names: list[str]) -> int:
    """How many of the names are not there."""
    missing = set(names)
    for start in range(0, len(names), 100):
        some = json.dumps([["name", "in", names[start : start + 100]]])
        body, _size = reader.get("/api/resource/Firm Visit", filters=some, limit_page_length=0)
        missing -= {row["name"] for row in json.loads(body)["data"]}
    return len(missing)

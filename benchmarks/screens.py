"""What people open all day: a rep's firm list, and the instant info of each mode."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.served import Person, Served, median, milliseconds, p95
from benchmarks.table import Row, ms, times

REP = "rep1@oasis.example"
MODES = {
    "manager": "manager@oasis.example",
    "office": "office@oasis.example",
    "team leader": "leader@oasis.example",
    "rep": REP,
}
_FIELDS = '["name","firm_name","city","stage","rating","score","last_visit_on","next_visit_on"]'
LIST_MS, AGAINST_PING, INFO_MS, TENFOLD = 25, 3, 100, 1.3


def firm_list(person: Person, order: str = "firm_name asc") -> Callable[[], Any]:
    """The first twenty firms that the person may see."""
    return lambda: person.get("/api/resource/Firm", fields=_FIELDS, order_by=order, limit_page_length=20)


def instant_info(person: Person) -> Callable[[], Any]:
    return lambda: person.get("/api/method/oasis_crm.api.dashboard.instant_info")


def rows(served: Served) -> Iterator[Row]:
    rep = served.person(REP)
    asked: dict[str, Callable[[], Any]] = {
        "an empty answer": lambda: rep.get("/api/method/ping"),
        "a rep's firm list, 20 rows by name": firm_list(rep, "firm_name asc"),
        "a rep's firm list, 20 rows as changed": firm_list(rep, "modified desc"),
    }
    asked |= {f"instant info: {mode}": instant_info(served.person(user)) for mode, user in MODES.items()}
    spent = in_turns(asked)
    pings = spent.pop("an empty answer")
    for work, found in spent.items():
        if work.startswith("instant info"):
            yield _row(work, found, pings, f"p95 ≤ {INFO_MS} ms", p95(found) <= INFO_MS)
        else:
            holds = p95(found) <= LIST_MS and p95(found) <= AGAINST_PING * p95(pings)
            yield _row(work, found, pings, f"p95 ≤ {LIST_MS} ms, ≤ {AGAINST_PING}×", holds)


def in_turns(asked: dict[str, Callable[[], Any]], rounds: int = 20, each: int = 10) -> dict[str, list[float]]:
    """Milliseconds of each work, sorted; a few of each at a time, so that all meet the same noise."""
    spent: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, work in asked.items():
            spent[name].extend(milliseconds(work, each, warming=2))
    return {name: sorted(found) for name, found in spent.items()}


def _row(work: str, spent: list[float], pings: list[float], target: str, holds: bool) -> Row:
    measured = f"p95 {ms(p95(spent))}, median {ms(median(spent))}"
    against = f"an empty answer {ms(p95(pings))}, {ms(median(pings))}: {times(p95(spent), p95(pings))}"
    return Row(work, measured, target, against, holds)


def screens_of(rep: Person) -> dict[str, Callable[[], Any]]:
    """What a rep opens, by name."""
    calendar = {"start": "2026-01-01", "end": "2026-01-31"}
    return {
        "firm list": firm_list(rep),
        "instant info": instant_info(rep),
        "calendar of a month": lambda: rep.get("/api/method/oasis_crm.api.visits.calendar", **calendar),
        "targets": lambda: rep.get("/api/method/oasis_crm.api.targets.progress"),
        "visits recorded last": lambda: rep.get(
            "/api/resource/Firm Visit", fields='["*"]', order_by="done_on desc", limit_page_length=20
        ),
    }


def tenfold(large: Served, small: Served) -> Iterator[Row]:
    """The same screens on a site with a tenth of the data; asked in turns, so that both meet one noise."""
    screens = [screens_of(served.person(REP)) for served in (large, small)]
    for name in screens[0]:
        spent = in_turns({"large": screens[0][name], "small": screens[1][name]}, rounds=10)
        big, little = median(spent["large"]), median(spent["small"])
        yield Row(
            f"ten times the data: a rep's {name}",
            f"median {ms(big)}",
            f"≤ {TENFOLD}×",
            f"a tenth of the data {ms(little)}: {times(big, little)}",
            big <= TENFOLD * little,
        )

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
_TIMES = 200
LIST_MS, AGAINST_PING, INFO_MS, TENFOLD = 25, 3, 100, 1.3


def firm_list(person: Person, order: str = "firm_name asc") -> Callable[[], Any]:
    """The first twenty firms that the person may see."""
    return lambda: person.get("/api/resource/Firm", fields=_FIELDS, order_by=order, limit_page_length=20)


def instant_info(person: Person) -> Callable[[], Any]:
    return lambda: person.get("/api/method/oasis_crm.api.dashboard.instant_info")


def rows(served: Served) -> Iterator[Row]:
    rep = served.person(REP)
    pings = milliseconds(lambda: rep.get("/api/method/ping"), _TIMES)
    for order in ("firm_name asc", "modified desc"):
        work, spent = (
            f"a rep's firm list, 20 rows by {order.split()[0]}",
            milliseconds(firm_list(rep, order), _TIMES),
        )
        holds = p95(spent) <= LIST_MS and p95(spent) <= AGAINST_PING * p95(pings)
        yield _row(work, spent, pings, f"p95 ≤ {LIST_MS} ms, ≤ {AGAINST_PING}×", holds)
    for mode, user in MODES.items():
        spent = milliseconds(instant_info(served.person(user)), _TIMES)
        yield _row(f"instant info: {mode}", spent, pings, f"p95 ≤ {INFO_MS} ms", p95(spent) <= INFO_MS)


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
    sides = [screens_of(served.person(REP)) for served in (large, small)]
    for name in sides[0]:
        spent: tuple[list[float], list[float]] = ([], [])
        for _ in range(10):
            for side, found in zip(sides, spent, strict=True):
                found.extend(milliseconds(side[name], 20, warming=2))
        big, little = (sorted(found)[len(found) // 2] for found in spent)
        yield Row(
            f"ten times the data: a rep's {name}",
            f"median {ms(big)}",
            f"≤ {TENFOLD}×",
            f"a tenth of the data {ms(little)}: {times(big, little)}",
            big <= TENFOLD * little,
        )

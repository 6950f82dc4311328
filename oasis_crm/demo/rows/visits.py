"""Visits as rows, and on the way when each firm was last visited and is next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from oasis_crm.demo import sentences
from oasis_crm.demo.cast import Cast
from oasis_crm.demo.rows.firms import stamp
from oasis_crm.demo.rows.table import STANDARD, Table, head
from oasis_crm.demo.visits import HOURS, MINUTES, Visit
from oasis_crm.demo.world import World

FIELDS = (
    "firm", "visit_type", "purpose", "status", "sales_rep", "planned_start", "planned_minutes", "origin",
    "assigned_by", "assignment_note", "decline_reason", "done_on", "outcome", "stage_after", "lost_reason",
    "notes",
    "previous_visit", "next_visit", "check_in_result", "check_in_distance", "check_in_latitude",
    "check_in_longitude", "check_in_accuracy",
)  # fmt: skip
_NO_CHECK_IN = (None, 0.0, 0.0, 0.0, 0.0)
OPEN = ("Planned", "Assigned", "Accepted")


@dataclass
class VisitBook:
    """What the rows tell about firms and reps: firm index → moments; (seller, year, month) → visits done."""

    last: dict[int, str] = field(default_factory=dict)
    next: dict[int, str] = field(default_factory=dict)
    done: dict[tuple[int, int, int], int] = field(default_factory=dict)


def visit_table(world: World, cast: Cast, visits: Iterable[list[Visit]], book: VisitBook) -> Table:
    """`book` is filled while the rows are read."""
    return Table("Firm Visit", STANDARD + FIELDS, _rows(world, cast, visits, book))


def _rows(world: World, cast: Cast, visits: Iterable[list[Visit]], book: VisitBook) -> Iterator[tuple]:
    rng = world.stream("visit rows")
    dates = [world.date(day) for day in range(world.working_days[-1] + 1)]
    days = [day.isoformat() for day in dates]
    months = [(day.year, day.month) for day in dates]
    number = 0
    for made in visits:
        names = [f"VIS-{number + n:06d}" for n in range(1, len(made) + 1)]
        number += len(made)
        born = None
        for at, visit in enumerate(made):
            start = f"{days[visit.day]} {HOURS[visit.slot]}"
            follows = visit.origin == "Automatic"
            leads = at + 1 < len(made) and made[at + 1].origin == "Automatic"
            row_head = _head(world, cast, visit, names[at], start, born if follows else None)
            yield row_head + _row(
                cast, visit, start, names[at - 1] if follows else None, names[at + 1] if leads else None, rng
            )
            if visit.status == "Done":
                born = _done_on(start)
                book.last[visit.firm.index] = born
                key = (visit.rep, *months[visit.day])
                book.done[key] = book.done.get(key, 0) + 1
            elif visit.status in OPEN:
                book.next[visit.firm.index] = start


def _head(world: World, cast: Cast, visit: Visit, name: str, start: str, born: str | None) -> tuple[Any, ...]:
    rep = cast.names[visit.rep]
    if visit.status in OPEN:
        born = born or stamp(world, world.last, "16:10:00.000000")
        return head(name, _assigner(cast, visit) or rep, born)
    born = born or stamp(world, max(visit.day - 6, visit.firm.since, 0), "08:45:00.000000")
    done = _done_on(start) if visit.status == "Done" else start
    return head(name, _assigner(cast, visit) or rep, min(born, done), done)


def _done_on(start: str) -> str:
    """Most are written down half an hour after their start."""
    return f"{start[:14]}{int(start[14:16]) + 25:02d}{start[16:]}"


def _assigner(cast: Cast, visit: Visit) -> str | None:
    if visit.origin != "Assigned":
        return None
    boss = cast.boss(visit.rep)
    return boss if visit.firm.index % 3 == 0 else cast.office


def _row(
    cast: Cast, visit: Visit, start: str, before: str | None, after: str | None, rng: Random
) -> tuple[Any, ...]:
    assigned = visit.origin == "Assigned"
    pick = int(rng.random() * 1000)
    return (
        visit.firm.name, visit.kind,
        _picked(sentences.PURPOSES, pick) if pick < 400 else None,
        visit.status, cast.names[visit.rep], start, MINUTES, visit.origin, _assigner(cast, visit),
        _picked(sentences.ASSIGNMENT_NOTES, pick) if assigned else None,
        _picked(sentences.DECLINE_REASONS, pick) if visit.status == "Declined" else None,
        _done_on(start) if visit.status == "Done" else None, visit.outcome, visit.stage_after,
        _picked(sentences.LOST_REASONS, visit.firm.index) if visit.outcome == "Lost" else None,
        visit.note, before, after, *(visit.check_in or _NO_CHECK_IN),
    )  # fmt: skip


def _picked(texts: tuple[str, ...], number: int) -> str:
    return texts[number % len(texts)]

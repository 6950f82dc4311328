"""Visits that change hands, fitted into the calendar of whoever makes them from now on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from oasis_crm.domain.scheduling import (
    Calendar,
    Interval,
    WorkRules,
    closed,
    first_free,
    on_leave,
    overlaps,
)

Conflict = Literal["taken", "full", "away", "closed", "no_room"]


@dataclass(frozen=True)
class Wanted:
    """A visit that changes hands, where it stands now."""

    name: str
    start: datetime
    minutes: int


@dataclass(frozen=True)
class Days:
    """The days that will do: none before `first`, none after `last`.

    `off`: a visit may stay on a day off. People chose it, but not those who make it from now on.
    """

    first: date | None = None
    last: date | None = None
    off: bool = True


@dataclass(frozen=True)
class Move:
    """Where a visit goes. `start`: None where there is no room; `conflict`: why it does not keep its time."""

    name: str
    was: datetime
    start: datetime | None
    conflict: Conflict | None = None


@dataclass
class _Filling:
    """A calendar that fills up while visits are being moved into it."""

    calendar: Calendar
    more: list[Interval] = field(default_factory=list)

    def counts(self, first: date, last: date) -> Mapping[date, int]:
        found = Counter(dict(self.calendar.counts(first, last)))
        found.update(one.start.date() for one in self.more if first <= one.start.date() <= last)
        return found

    def visits(self, first: date, last: date) -> Iterable[Interval]:
        return [
            *self.calendar.visits(first, last),
            *(one for one in self.more if first <= one.start.date() <= last),
        ]


def moves(
    wanted: Iterable[Wanted], calendar: Calendar, rules: WorkRules, now: datetime, days: Days
) -> list[Move]:
    """Each visit at its own time where that is free, else at the first free slot from its day on.

    The earlier visit chooses first.
    """
    filling, found = _Filling(calendar), []
    for visit in sorted(wanted, key=lambda visit: (visit.start, visit.name)):
        move = _move(visit, filling, rules, now, days)
        if move.start:
            filling.more.append(Interval(move.start, visit.minutes))
        found.append(move)
    return found


def _move(visit: Wanted, filling: _Filling, rules: WorkRules, now: datetime, days: Days) -> Move:
    conflict = _conflict(visit, filling, rules, days)
    in_time = visit.start > now and (days.first is None or visit.start.date() >= days.first)
    if conflict is None and in_time:
        return Move(visit.name, visit.start, visit.start)
    day = max(filter(None, (visit.start.date(), days.first)))
    found = first_free(day, now, rules, filling, visit.minutes, days.last)
    if found is None:
        return Move(visit.name, visit.start, None, "no_room")
    return Move(visit.name, visit.start, found[0], conflict)


def _conflict(visit: Wanted, filling: _Filling, rules: WorkRules, days: Days) -> Conflict | None:
    """Why the visit's own time will not do."""
    day = visit.start.date()
    if on_leave(day, rules):
        return "away"
    if not days.off and closed(day, rules):
        return "closed"
    wanted = Interval(visit.start, visit.minutes)
    # A visit that began the evening before may still run.
    nearby = list(filling.visits(day - timedelta(days=1), wanted.end.date()))
    if overlaps(wanted, nearby):
        return "taken"
    return "full" if sum(one.start.date() == day for one in nearby) >= rules.daily_cap else None

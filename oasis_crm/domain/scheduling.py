"""When a firm is visited next: the outcome's rule gives the day, the rep's calendar the hour.

Datetimes are naive, in the site's time zone. Nothing here reads a clock or a database:
`now`, the settings and the rep's visits come in as arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal, Protocol

from oasis_crm.domain.holidays import HALF_DAY_ENDS, half_days, public_holidays

AFTER_DAYS = "After Days"
BEFORE_SUPPLIER_END = "Before Supplier Contract End"
NO_RULE = "None"

#: How far ahead a free slot is looked for before giving up, and how many days are counted at a time.
HORIZON_DAYS = 180
WINDOW_DAYS = 90

Basis = Literal["days", "cadence", "supplier_end", "supplier_end_near", "supplier_end_unknown"]
Obstacle = Literal["past", "weekend", "holiday", "leave", "full", "hours"]


@dataclass(frozen=True)
class WorkRules:
    """The rep's working time, from settings. `days`: 0 is Monday. `holidays`: the company's own days off.

    `leave`: the rep's own absences, first and last day of each.
    """

    start: time = time(9, 0)
    end: time = time(18, 0)
    days: frozenset[int] = frozenset(range(5))
    slot_minutes: int = 30
    daily_cap: int = 8
    break_start: time | None = None
    break_end: time | None = None
    holidays: Mapping[date, str] = field(default_factory=dict)
    public_holidays: bool = True
    leave: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True)
class OutcomeRule:
    """What an outcome says about the next visit. After Days without days: the rating's cadence."""

    rule: str = AFTER_DAYS
    days: int | None = None


@dataclass(frozen=True)
class FirmFacts:
    """What the rule needs to know of the firm. `cadence_days`: by its rating, None for never."""

    supplier_contract_end: date | None = None
    cadence_days: int | None = None


@dataclass(frozen=True)
class Interval:
    """A visit that holds a piece of the rep's time, end exclusive."""

    start: datetime
    minutes: int = 30

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=max(self.minutes, 1))


@dataclass(frozen=True)
class Skip:
    """A day that was passed over, and why. `name`: the holiday's."""

    day: date
    obstacle: Obstacle
    name: str | None = None


@dataclass(frozen=True)
class Reason:
    """Why this moment, as data; the API says it in the user's language."""

    basis: Basis
    days: int
    wanted: date
    skipped: tuple[Skip, ...] = ()


@dataclass(frozen=True)
class Proposal:
    planned_start: datetime
    minutes: int
    reason: Reason


class Calendar(Protocol):
    """A rep's open visits. Days are inclusive."""

    def counts(self, first: date, last: date) -> Mapping[date, int]:
        """How many begin on each day, so that full days cost nothing; may lag behind `visits`."""

    def visits(self, first: date, last: date) -> Iterable[Interval]:
        """Those that begin between the two days."""


def propose(
    outcome: OutcomeRule,
    firm: FirmFacts,
    done_on: date,
    now: datetime,
    rules: WorkRules,
    calendar: Calendar,
    minutes: int = 30,
) -> Proposal | None:
    """The next visit, or None where the outcome asks for none (or nothing is free within `HORIZON_DAYS`)."""
    wanted = wanted_day(outcome, firm, done_on)
    if wanted is None:
        return None
    basis, days, day = wanted
    found = first_free(day, max(now, datetime.combine(done_on, time.max)), rules, calendar, minutes)
    if found is None:
        return None
    start, skipped = found
    return Proposal(start, minutes, Reason(basis, days, day, skipped))


def wanted_day(outcome: OutcomeRule, firm: FirmFacts, done_on: date) -> tuple[Basis, int, date] | None:
    """The day that the rule asks for, before the calendar has a say: (basis, days, day)."""
    if outcome.rule == BEFORE_SUPPLIER_END:
        return _before_supplier_end(outcome.days or 0, firm.supplier_contract_end, done_on)
    if outcome.rule != AFTER_DAYS:
        return None
    if outcome.days:
        return "days", outcome.days, done_on + timedelta(days=outcome.days)
    if not firm.cadence_days:
        return None
    return "cadence", firm.cadence_days, done_on + timedelta(days=firm.cadence_days)


def _before_supplier_end(days: int, supplier_end: date | None, done_on: date) -> tuple[Basis, int, date]:
    if supplier_end is None or supplier_end <= done_on:
        return "supplier_end_unknown", days, done_on + timedelta(days=max(days, 1))
    day = supplier_end - timedelta(days=days)
    if day <= done_on:
        return "supplier_end_near", (supplier_end - done_on).days, done_on + timedelta(days=1)
    return "supplier_end", days, day


def first_free(
    day: date,
    after: datetime,
    rules: WorkRules,
    calendar: Calendar,
    minutes: int = 30,
    until: date | None = None,
) -> tuple[datetime, tuple[Skip, ...]] | None:
    """The first free slot on or after `day` and later than `after`, with the days that were passed over.

    `until`: the last day that will do.
    """
    skipped: list[Skip] = []
    if day < after.date():
        skipped.append(Skip(day, "past"))
        day = after.date()
    for current, begun in _days(day, calendar):
        if until and current > until:
            return None
        obstacle = closed(current, rules)
        start = None
        if obstacle is None and begun < rules.daily_cap:
            # A visit that began the evening before may still run.
            taken = list(calendar.visits(current - timedelta(days=1), current))
            start = free_slot(current, after, rules, taken, minutes)
        if start:
            return start, tuple(skipped)
        skipped.append(obstacle or Skip(current, "full" if current > after.date() else "past"))
    return None


def _days(first: date, calendar: Calendar) -> Iterator[tuple[date, int]]:
    """The days of the horizon with the number of visits that begin on each."""
    for offset in range(0, HORIZON_DAYS, WINDOW_DAYS):
        opening = first + timedelta(days=offset)
        counts = calendar.counts(opening, opening + timedelta(days=WINDOW_DAYS - 1))
        for number in range(WINDOW_DAYS):
            day = opening + timedelta(days=number)
            yield day, counts.get(day, 0)


def closed(day: date, rules: WorkRules, language: str = "tr") -> Skip | None:
    """Why nobody works on that day; None for a working day."""
    if day.weekday() not in rules.days:
        return Skip(day, "weekend")
    name = holiday_name(day, rules, language)
    if name is not None:
        return Skip(day, "holiday", name)
    return Skip(day, "leave") if on_leave(day, rules) else None


def on_leave(day: date, rules: WorkRules) -> bool:
    """Whether the rep himself is away on that day."""
    return any(first <= day <= last for first, last in rules.leave)


def holiday_name(day: date, rules: WorkRules, language: str = "tr") -> str | None:
    """The name of the whole-day holiday on that day, the company's own first."""
    if day in rules.holidays:
        return rules.holidays[day]
    return public_holidays(day.year, language).get(day) if rules.public_holidays else None


def free_slot(
    day: date, after: datetime, rules: WorkRules, taken: Sequence[Interval], minutes: int = 30
) -> datetime | None:
    """The first slot of a working day that overlaps none of `taken`; None when the day is full or over."""
    begun_today = sum(1 for visit in taken if visit.start.date() == day)
    if begun_today >= rules.daily_cap:
        return None
    for start in _slots(day, rules, minutes):
        if start > after and not overlaps(Interval(start, minutes), taken):
            return start
    return None


def _slots(day: date, rules: WorkRules, minutes: int) -> Iterator[datetime]:
    step, length = timedelta(minutes=max(rules.slot_minutes, 5)), timedelta(minutes=minutes)
    closes = datetime.combine(day, _closing_time(day, rules))
    start = datetime.combine(day, rules.start)
    while start + length <= closes:
        if not _in_break(start, length, rules):
            yield start
        start += step


def _closing_time(day: date, rules: WorkRules) -> time:
    if rules.public_holidays and day in half_days(day.year):
        return min(rules.end, HALF_DAY_ENDS)
    return rules.end


def _in_break(start: datetime, length: timedelta, rules: WorkRules) -> bool:
    if rules.break_start is None or rules.break_end is None:
        return False
    opens, closes = (datetime.combine(start.date(), at) for at in (rules.break_start, rules.break_end))
    return start < closes and start + length > opens


def overlaps(wanted: Interval, taken: Iterable[Interval]) -> bool:
    """Whether the wanted time hits one of the visits; touching ends do not count."""
    return any(wanted.start < visit.end and visit.start < wanted.end for visit in taken)


def cautions(wanted: Interval, others: int, rules: WorkRules) -> list[Skip]:
    """What speaks against a moment that a person chose, without forbidding it. `others`: visits that day."""
    day = wanted.start.date()
    found = [closed(day, rules)]
    if found == [None] and not _at_work(wanted, rules):
        found.append(Skip(day, "hours"))
    if others >= rules.daily_cap:
        found.append(Skip(day, "full"))
    return [skip for skip in found if skip]


def _at_work(wanted: Interval, rules: WorkRules) -> bool:
    day = wanted.start.date()
    opens, closes = (datetime.combine(day, at) for at in (rules.start, _closing_time(day, rules)))
    length = timedelta(minutes=wanted.minutes)
    in_hours = opens <= wanted.start and wanted.start + length <= closes
    return in_hours and not _in_break(wanted.start, length, rules)

"""How large the demo is, until which day it runs, and the days on which people work."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from oasis_crm.domain.holidays import public_holidays

SMALL_TEAM = 8
FIRMS_PER_REP = 500
#: Over this many past visits a rep, the history goes back further so that his days do not overflow.
CROWDED = 2200
SALES_DAYS = 400


@dataclass(frozen=True)
class World:
    """Sizes and the day the demo is made for. Days are numbered: 0 is `first_day`, `last` is yesterday."""

    today: date
    firms: int = 2000
    visits: int = 12_000
    sales: int = 60_000
    seed: int = 2026

    @cached_property
    def reps(self) -> int:
        return max(SMALL_TEAM, -(-self.firms // FIRMS_PER_REP)) if self.firms > 10_000 else SMALL_TEAM

    @cached_property
    def history_days(self) -> int:
        return 1100 if self.visits > CROWDED * self.reps else 730

    @cached_property
    def first_day(self) -> date:
        return self.today - timedelta(days=self.history_days)

    @cached_property
    def last(self) -> int:
        """The number of yesterday: nothing has happened yet today."""
        return self.history_days - 1

    @cached_property
    def now(self) -> int:
        """The number of today."""
        return self.history_days

    def date(self, day: int) -> date:
        return self.first_day + timedelta(days=day)

    def day(self, of: date) -> int:
        return (of - self.first_day).days

    def stream(self, name: str) -> Random:
        """Random numbers of one kind of row: more firms do not change what the visits draw."""
        return Random(f"{self.seed}-{name}")

    @cached_property
    def working_days(self) -> list[int]:
        """The numbers of the days people work on, from the first day to half a year ahead."""
        days = range(self.history_days + 183)
        return [day for day in days if self._works(self.date(day))]

    def working_day(self, day: int) -> int:
        """That day, or the next one on which people work."""
        return self.working_days[bisect_left(self.working_days, day)]

    def past_working_day(self, day: int) -> int:
        """That day, or the last one before it on which people worked; yesterday at the latest."""
        return self._last_working[min(day, self.last)] if day >= 0 else self.working_days[0]

    @cached_property
    def _last_working(self) -> list[int]:
        found, last = [], self.working_days[0]
        for day in range(self.history_days):
            last = day if self._works(self.date(day)) else last
            found.append(last)
        return found

    @staticmethod
    def _works(day: date) -> bool:
        return day.weekday() < 5 and day not in public_holidays(day.year)

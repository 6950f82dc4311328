"""How a target stands today: what should be there by now, what is still needed, where it will end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Pace:
    """`percent` of the target; the other three in the metric's own unit."""

    percent: float
    expected_today: float
    projection: float
    needed_per_day: float


def working_days(first: date, last: date, works: Callable[[date], bool]) -> int:
    """Days between two dates (both inclusive) on which `works` is true."""
    return sum(1 for n in range((last - first).days + 1) if works(first + timedelta(days=n)))


def pace(
    target: float, achieved: float, first: date, last: date, today: date, works: Callable[[date], bool]
) -> Pace:
    """The pace of a target over [first, last] in working days; the expectation counts today as done.

    Before the period nothing is expected; after it nothing is needed and the projection is the result.
    """
    total = working_days(first, last, works)
    gone = working_days(first, min(today, last), works) if today >= first else 0
    left = total - gone + (1 if first <= today <= last and works(today) else 0)
    share = gone / total if total else float(today >= first)
    missing = max(target - achieved, 0.0)
    return Pace(
        percent=100 * achieved / target if target else 0.0,
        expected_today=target * share,
        projection=achieved / share if share else achieved,
        needed_per_day=missing / left if left > 0 else 0.0,
    )

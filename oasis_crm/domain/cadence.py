"""How often a firm wants to be seen, by its rating, and how late its next visit is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from oasis_crm.domain.stages import LOST

Light = Literal["green", "orange", "red", "none"]

DEFAULT: Mapping[str, int | None] = {"A": 14, "B": 28, "C": 90, "D": None}
#: A firm that has no rating yet is looked after like a C: seldom, but not forgotten.
UNRATED = "C"


def interval_days(
    rating: str | None, cadence: Mapping[str, int | None] = DEFAULT, stage: str | None = None
) -> int | None:
    """Days between two visits of a firm with that rating; None for no regular visits, as to a lost firm."""
    return None if stage == LOST else cadence.get(rating or UNRATED) or None


def due_on(last_visit: date | None, followed_since: date | None, interval: int | None) -> date | None:
    """The last day on which the next visit is in time; None for a firm without a cadence, or of nobody's.

    A firm that was never visited is due on the day its follow-up began.
    """
    if not interval:
        return None
    if not last_visit:
        return followed_since
    return last_visit + min(timedelta(days=interval), date.max - last_visit)


def soon_days(interval: int) -> int:
    """So many days before it is due a visit is due soon: the last quarter of the interval."""
    return interval // 4


def due_light(due: date | None, interval: int | None, today: date) -> Light:
    """Green while there is time, orange in the last quarter of the interval, red when overdue."""
    if due is None or not interval:
        return "none"
    left = (due - today).days
    if left < 0:
        return "red"
    return "orange" if left <= soon_days(interval) else "green"


def coverage(lights: Mapping[Light, int]) -> float | None:
    """The share (0–1) of the firms with a cadence that are not overdue; None where no firm has one."""
    counted = sum(count for light, count in lights.items() if light != "none")
    return 1 - lights.get("red", 0) / counted if counted else None

"""How often a firm wants to be seen, by its rating, and how late its next visit is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

Light = Literal["green", "orange", "red", "none"]

DEFAULT: Mapping[str, int | None] = {"A": 14, "B": 28, "C": 90, "D": None}
#: A firm that has no rating yet is looked after like a C: seldom, but not forgotten.
UNRATED = "C"


def interval_days(rating: str | None, cadence: Mapping[str, int | None] = DEFAULT) -> int | None:
    """Days between two visits of a firm with that rating; None for no regular visits."""
    return cadence.get(rating or UNRATED) or None


def due_light(last_visit: date | None, interval: int | None, today: date) -> Light:
    """Green while the last visit is recent, orange after three quarters of the interval, red when overdue.

    A firm with a cadence that was never visited is red; without a cadence there is no light.
    """
    if not interval:
        return "none"
    if last_visit is None:
        return "red"
    age = (today - last_visit).days
    if age > interval:
        return "red"
    return "orange" if 4 * age >= 3 * interval else "green"


def coverage(lights: Mapping[Light, int]) -> float | None:
    """The share (0–1) of the firms with a cadence that are not overdue; None where no firm has one."""
    counted = sum(count for light, count in lights.items() if light != "none")
    return 1 - lights.get("red", 0) / counted if counted else None

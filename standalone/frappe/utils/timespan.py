"""Words for stretches of days, such as `last month`, as their first and last day."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from frappe.utils.dates import (
    add_to_date,
    get_first_day,
    get_first_day_of_week,
    get_last_day,
    get_last_day_of_week,
    get_quarter_ending,
    get_quarter_start,
    get_year_ending,
    get_year_start,
    getdate,
)

Edges = tuple[Callable[[datetime.date], datetime.date], Callable[[datetime.date], datetime.date]]
UNITS: dict[str, tuple[Edges, dict[str, Any]]] = {
    "week": ((get_first_day_of_week, get_last_day_of_week), {"days": 7}),
    "month": ((get_first_day, get_last_day), {"months": 1}),
    "quarter": ((get_quarter_start, get_quarter_ending), {"months": 3}),
    "year": ((get_year_start, get_year_ending), {"years": 1}),
}
DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
DIRECTIONS = {"last": -1, "this": 0, "next": 1}


def get_timespan_date_range(timespan: str) -> tuple[datetime.date, datetime.date] | None:
    """First and last day, or None for words that mean no timespan."""
    today = getdate()
    assert today is not None
    if timespan in DAYS:
        day = add_to_date(today, days=DAYS[timespan])
        return day, day
    if timespan == "last 6 months":
        return get_quarter_start(add_to_date(today, months=-6)), get_quarter_ending(
            add_to_date(today, months=-3)
        )
    if timespan == "next 6 months":
        return get_quarter_start(add_to_date(today, months=3)), get_quarter_ending(
            add_to_date(today, months=6)
        )
    direction, _space, unit = timespan.partition(" ")
    if direction not in DIRECTIONS or unit not in UNITS:
        return None
    (first, last), step = UNITS[unit]
    moved: dict[str, Any] = {key: DIRECTIONS[direction] * amount for key, amount in step.items()}
    day = add_to_date(today, **moved)
    return first(day), last(day)

"""Months, quarters and years of sales targets."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MONTHS = {"Month": 1, "Quarter": 3, "Year": 12}


def bounds(period_type: str, day: date) -> tuple[date, date]:
    """First and last day of the month, quarter or year that holds the day."""
    months = MONTHS[period_type]
    first_month = (day.month - 1) // months * months + 1
    last_month = first_month + months - 1
    last_day = monthrange(day.year, last_month)[1]
    return date(day.year, first_month, 1), date(day.year, last_month, last_day)

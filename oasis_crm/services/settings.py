"""Oasis Settings as the values that the rules take."""

from datetime import date, datetime, time, timedelta
from typing import Any

import frappe
from frappe.utils import cint, flt, getdate
from oasis_crm.domain.scheduling import WorkRules
from oasis_crm.domain.watch import Thresholds

DOCTYPE = "Oasis Settings"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def document() -> Any:
    """The settings, from the cache."""
    return frappe.get_cached_doc(DOCTYPE, DOCTYPE)


def number(fieldname: str) -> int:
    """A whole number of the settings."""
    return cint(document().get(fieldname))


def work_rules() -> WorkRules:
    """When reps work and how full a day may be."""
    settings = document()
    return WorkRules(
        start=clock(settings.work_start, time(9)),
        end=clock(settings.work_end, time(18)),
        days=frozenset(n for n, day in enumerate(WEEKDAYS) if settings.get(f"work_{day}")),
        slot_minutes=cint(settings.slot_minutes) or 30,
        daily_cap=cint(settings.daily_visit_cap) or 8,
        break_start=_clock_or_none(settings.break_start),
        break_end=_clock_or_none(settings.break_end),
        holidays=own_holidays(settings),
        public_holidays=bool(settings.use_public_holidays),
    )


def own_holidays(settings: Any) -> dict[date, str]:
    """The company's own days off, by name."""
    return {getdate(row.holiday_date): row.description or "" for row in settings.get("holidays") or []}


def clock(value: Any, default: time) -> time:
    """A Time field's value (the framework gives a timedelta, a time or text) as a time of day."""
    if isinstance(value, time):
        return value
    if isinstance(value, timedelta):
        return (datetime.min + value).time()
    return time.fromisoformat(str(value).rjust(8, "0")[:8]) if value else default


def _clock_or_none(value: Any) -> time | None:
    return clock(value, time()) if value else None


def visit_minutes() -> int:
    """The length of a visit that nobody gave another one."""
    return number("default_visit_minutes") or 30


def cadence() -> dict[str, int | None]:
    """Days between regular visits, by rating."""
    settings = document()
    return {rating: cint(settings.get(f"cadence_{rating.lower()}_days")) or None for rating in "ABCD"}


def thresholds() -> Thresholds:
    """What the watch lists watch for."""
    settings = document()
    return Thresholds(
        contract_end_days=cint(settings.contract_end_days),
        supplier_end_days=cint(settings.supplier_end_days),
        low_limit_percent=flt(settings.low_limit_percent),
        limit_runway_days=flt(settings.limit_runway_days),
        no_fuel_days=cint(settings.no_fuel_days),
        usual_gap_factor=flt(settings.usual_gap_factor),
        consumption_drop_percent=flt(settings.consumption_drop_percent),
    )


def duplicate_bounds() -> tuple[float, float]:
    """From which likeness (0–1) a firm is shown, and from which entry is refused without a reason."""
    settings = document()
    return flt(settings.duplicate_suggest_percent) / 100, flt(settings.duplicate_refuse_percent) / 100

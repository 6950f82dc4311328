"""Dates and times: naive, in the system's time zone; days as datetime.date, clock times as timedelta."""

from __future__ import annotations

import calendar
import datetime
import functools
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import parser
from dateutil.relativedelta import relativedelta

from frappe.context import local
from frappe.messages import throw
from frappe.translate import _
from frappe.utils.settings import get_system_setting

DATE_FORMAT = "%Y-%m-%d"
TIME_FORMAT = "%H:%M:%S.%f"
DATETIME_FORMAT = f"{DATE_FORMAT} {TIME_FORMAT}"
DateTimeLike = str | datetime.date | datetime.datetime
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def get_system_timezone() -> str:
    return get_system_setting("time_zone") or "Europe/Istanbul"


@functools.lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def now_datetime() -> datetime.datetime:
    return datetime.datetime.now(zone(get_system_timezone())).replace(tzinfo=None)


def now() -> str:
    """The moment as `YYYY-MM-DD HH:MM:SS.ffffff`; what `flags.current_date` names stands for today."""
    moment = now_datetime()
    if local.flags.current_date:
        return f"{getdate(local.flags.current_date)} {moment.time().isoformat('microseconds')}"
    return moment.isoformat(" ", "microseconds")


def nowdate() -> str:
    return now_datetime().date().isoformat()


today = nowdate


def nowtime() -> str:
    return now_datetime().strftime(TIME_FORMAT)


def is_invalid_date_string(text: Any) -> bool:
    return not isinstance(text, datetime.date) and (
        not text or str(text).startswith(("0001-01-01", "0000-00-00"))
    )


def getdate(string_date: Any = None, parse_day_first: bool = False) -> datetime.date | None:
    """A date; today for nothing, None for the database's empty dates; ValidationError for what is no date."""
    if not string_date:
        return now_datetime().date()
    if isinstance(string_date, datetime.datetime):
        return string_date.date()
    if isinstance(string_date, datetime.date):
        return string_date
    if is_invalid_date_string(string_date):
        return None
    try:
        if isinstance(string_date, str) and len(string_date) == 10 and string_date[4] == "-":
            return datetime.date.fromisoformat(string_date)
        return parser.parse(string_date, dayfirst=parse_day_first).date()
    except (ValueError, OverflowError, TypeError):
        return _refuse_date(string_date)  # type: ignore[no-any-return]


def _refuse_date(value: Any) -> Any:
    throw(_("{0} is not a date that can be read").format(value), title=_("Wrong date"))


def get_datetime(datetime_str: Any = None) -> datetime.datetime | None:
    """A datetime; now for None, None for an empty string; ValidationError for what is none."""
    if datetime_str is None:
        return now_datetime()
    if isinstance(datetime_str, datetime.datetime):
        return datetime_str
    if isinstance(datetime_str, list | tuple):
        try:
            return datetime.datetime(*datetime_str)
        except (ValueError, OverflowError, TypeError):
            return _refuse_date(datetime_str)  # type: ignore[no-any-return]
    if isinstance(datetime_str, datetime.date):
        return datetime.datetime.combine(datetime_str, datetime.time())
    if isinstance(datetime_str, datetime.timedelta):
        return datetime.datetime.min + datetime_str
    if is_invalid_date_string(datetime_str):
        return None
    try:
        return datetime.datetime.fromisoformat(datetime_str.strip())
    except (ValueError, AttributeError):
        pass
    try:
        return parser.parse(datetime_str)
    except (ValueError, OverflowError, TypeError):
        return _refuse_date(datetime_str)  # type: ignore[no-any-return]


def get_time(time_str: Any) -> datetime.time:
    if isinstance(time_str, datetime.datetime):
        return time_str.time()
    if isinstance(time_str, datetime.time):
        return time_str
    if isinstance(time_str, datetime.timedelta):
        return (datetime.datetime.min + time_str).time()
    try:
        return parser.parse(time_str).time()
    except (ValueError, OverflowError, TypeError):
        _refuse_date(time_str)
        raise


def to_timedelta(time_str: Any) -> datetime.timedelta:
    """A clock time as its distance from midnight."""
    if isinstance(time_str, datetime.timedelta):
        return time_str
    clock = get_time(time_str)
    return datetime.timedelta(
        hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond
    )


def get_timedelta(time: Any = None) -> datetime.timedelta | None:
    if not time and not isinstance(time, datetime.timedelta):
        return datetime.timedelta()
    try:
        return to_timedelta(time)
    except Exception:
        return None


def add_to_date(
    date: Any = None,
    years: int = 0,
    months: int = 0,
    weeks: int = 0,
    days: float = 0,
    hours: float = 0,
    minutes: float = 0,
    seconds: float = 0,
    as_string: bool = False,
    as_datetime: bool = False,
) -> Any:
    """The date moved; answers in the kind it was given (a string for a string), or as asked."""
    if date is None:
        date = now_datetime()
    as_string = as_string or isinstance(date, str)
    if isinstance(date, str):
        as_datetime = as_datetime or " " in date or "T" in date
        date = get_datetime(date)
    if hours or minutes or seconds:
        as_datetime = True
        if not isinstance(date, datetime.datetime):
            date = get_datetime(date)
    step: dict[str, Any] = {"years": years, "months": months, "weeks": weeks, "days": days}
    clock: dict[str, Any] = {"hours": hours, "minutes": minutes, "seconds": seconds}
    moved = date + relativedelta(**step, **clock)
    if not as_string:
        return moved
    return moved.strftime(DATETIME_FORMAT if as_datetime else DATE_FORMAT)


def add_days(date: Any, days: float) -> Any:
    return add_to_date(date, days=days)


def add_months(date: Any, months: int) -> Any:
    return add_to_date(date, months=months)


def _date(value: Any) -> datetime.date:
    day = getdate(value)
    assert day is not None, "a date is needed"
    return day


def date_diff(string_ed_date: Any, string_st_date: Any) -> int:
    """Days from the second date to the first."""
    return (_date(string_ed_date) - _date(string_st_date)).days


def get_first_day(dt: Any, d_years: int = 0, d_months: int = 0, as_str: bool = False) -> Any:
    day = _date(dt).replace(day=1) + relativedelta(years=d_years, months=d_months)
    return str(day) if as_str else day


def get_last_day(dt: Any) -> datetime.date:
    day = _date(dt)
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def get_first_day_of_week(dt: Any, as_str: bool = False) -> Any:
    day = _date(dt)
    day -= datetime.timedelta(days=(day.weekday() - _week_start()) % 7)
    return str(day) if as_str else day


def get_last_day_of_week(dt: Any, as_str: bool = False) -> Any:
    day = get_first_day_of_week(dt) + datetime.timedelta(days=6)
    return str(day) if as_str else day


def _week_start() -> int:
    chosen = get_system_setting("first_day_of_the_week")
    return WEEKDAYS.index(chosen) if chosen in WEEKDAYS else 6


def get_quarter_start(dt: Any = None, as_str: bool = False) -> Any:
    day = _date(dt)
    start = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return str(start) if as_str else start


def get_quarter_ending(date: Any = None, as_str: bool = False) -> Any:
    end = get_last_day(get_quarter_start(date) + relativedelta(months=2))
    return str(end) if as_str else end


def get_year_start(dt: Any = None, as_str: bool = False) -> Any:
    day = _date(dt).replace(month=1, day=1)
    return str(day) if as_str else day


def get_year_ending(date: Any = None, as_str: bool = False) -> Any:
    day = _date(date).replace(month=12, day=31)
    return str(day) if as_str else day


def get_datetime_in_timezone(time_zone: str) -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc).astimezone(zone(time_zone))

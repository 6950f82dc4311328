"""Values as people read them, by the system's formats and the user's language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

from frappe.context import local
from frappe.model.meta import get_field_precision
from frappe.translate import _
from frappe.types import _dict
from frappe.utils.dates import get_datetime, get_time, getdate
from frappe.utils.numbers import cint, flt, fmt_money
from frappe.utils.settings import get_system_setting
from frappe.utils.text import cstr

BLOCK_TAGS = re.compile(r"<(br|p|div|table|ul|ol)\b", re.IGNORECASE)
KINDS: tuple[tuple[type, str], ...] = (
    (datetime.datetime, "Datetime"),
    (datetime.date, "Date"),
    (datetime.timedelta, "Time"),
    (int, "Int"),
    (float, "Float"),
)


def get_user_date_format() -> str:
    return str(get_system_setting("date_format"))


def get_user_time_format() -> str:
    return str(get_system_setting("time_format"))


def _locale() -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse((local.lang or "en").replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return "en"


def format_date(
    string_date: Any = None, format_string: str | None = None, parse_day_first: bool = False
) -> str:
    from babel.dates import format_date as shown

    day = getdate(string_date, parse_day_first) if string_date else None
    if day is None:
        return ""
    pattern = (format_string or get_user_date_format()).replace("mm", "MM").replace("Y", "y")
    return shown(day, pattern, locale=_locale())


formatdate = format_date


def format_time(time_string: Any = None, format_string: str | None = None) -> str:
    from babel.dates import format_time as shown

    if not time_string and not isinstance(time_string, datetime.timedelta):
        return ""
    return shown(get_time(time_string), format_string or get_user_time_format(), locale=_locale())


def format_datetime(datetime_string: Any, format_string: str | None = None) -> str:
    from babel.dates import format_datetime as shown

    moment = get_datetime(datetime_string) if datetime_string else None
    if moment is None:
        return ""
    pattern = format_string or f"{get_user_date_format().replace('mm', 'MM')} {get_user_time_format()}"
    return shown(moment, pattern, locale=_locale())


def format_timedelta(o: datetime.timedelta | str) -> str:
    """9:30:00, with the fraction of a second where there is one"""
    total = o.total_seconds() if isinstance(o, datetime.timedelta) else float(cint(o))
    hours, rest = divmod(total, 3600)
    minutes, seconds = divmod(rest, 60)
    fraction = round(seconds, 6)
    shown: float = int(seconds) if fraction == int(seconds) else fraction
    return f"{int(hours)}:{int(minutes):02}:{shown:02}"


TEMPORAL: dict[Any, Callable[[Any], str]] = {
    "Date": format_date,
    "Datetime": format_datetime,
    "Time": format_time,
}


def format_value(value: Any, df: Any = None) -> Any:
    """A field's value as people read it; `df` is the field or its type, guessed from the value if absent."""
    field = _dict(fieldtype=df) if isinstance(df, str) else df or _dict(fieldtype=_guess(value))
    kind = field.get("fieldtype")
    value = "" if value is None else value
    if kind in TEMPORAL:
        return TEMPORAL[kind](value)
    if kind == "Percent":
        return f"{flt(value, 2)}%"
    if kind in ("Currency", "Float"):
        return _format_number(kind, value, field)
    if kind in ("Text", "Small Text") and not BLOCK_TAGS.search(cstr(value)):
        return cstr(value).replace("\n", "<br>")
    return _(value) if kind == "Select" and isinstance(value, str) else value


def _guess(value: Any) -> str:
    return next((name for kind, name in KINDS if isinstance(value, kind)), "Data")


def _format_number(kind: str, value: Any, field: Any) -> str:
    precision = get_field_precision(field)
    if kind == "Currency":
        return fmt_money(value, precision, get_system_setting("currency"))
    return fmt_money(value, 0 if flt(value) == int(flt(value)) else precision)

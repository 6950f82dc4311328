"""Values between Python and SQLite: dates and times as text, decimals as numbers."""

from __future__ import annotations

import datetime
import decimal
import re
import sqlite3
from typing import Any

from frappe.utils.dates import get_system_timezone, zone

DATETIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")
DATE = re.compile(r"\d{4}-\d\d-\d\d")


def datetime_text(value: datetime.datetime) -> str:
    if value.tzinfo is not None:
        value = value.astimezone(zone(get_system_timezone())).replace(tzinfo=None)
    return value.isoformat(" ", "microseconds")


def time_text(value: datetime.timedelta) -> str:
    seconds = value.days * 86400 + value.seconds
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{value.microseconds:06}"


def to_date(text: bytes) -> datetime.date | str:
    try:
        return datetime.date.fromisoformat(text.decode()[:10])
    except ValueError:
        return text.decode()


def to_datetime(text: bytes) -> datetime.datetime | str:
    try:
        return datetime.datetime.fromisoformat(text.decode())
    except ValueError:
        return text.decode()


def to_time(text: bytes) -> datetime.timedelta | str:
    try:
        hours, minutes, seconds = text.decode().split(":")
        whole, _dot, fraction = seconds.partition(".")
        micro = int(fraction.ljust(6, "0")[:6]) if fraction else 0
        return datetime.timedelta(
            hours=int(hours), minutes=int(minutes), seconds=int(whole), microseconds=micro
        )
    except ValueError:
        return text.decode()


def revived(value: Any) -> Any:
    """For computed columns, which carry no type: text in the shape of a stored date or datetime is one."""
    if isinstance(value, str):
        if DATETIME.fullmatch(value):
            return datetime.datetime.fromisoformat(value)
        if DATE.fullmatch(value):
            return datetime.date.fromisoformat(value)
    return value


def register() -> None:
    sqlite3.register_adapter(decimal.Decimal, float)
    sqlite3.register_adapter(datetime.datetime, datetime_text)
    sqlite3.register_adapter(datetime.date, datetime.date.isoformat)
    sqlite3.register_adapter(datetime.timedelta, time_text)
    sqlite3.register_adapter(datetime.time, lambda value: value.isoformat("microseconds"))
    sqlite3.register_converter("DATE", to_date)
    sqlite3.register_converter("DATETIME", to_datetime)
    sqlite3.register_converter("TIME", to_time)

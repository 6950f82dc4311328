"""The System Settings, read once and kept in the cache."""

from __future__ import annotations

from typing import Any

from frappe.context import local
from frappe.utils.caching import cache

FALLBACKS = {
    "time_zone": "Europe/Istanbul",
    "date_format": "dd.mm.yyyy",
    "time_format": "HH:mm:ss",
    "number_format": "#.###,##",
    "float_precision": "3",
    "rounding_method": "Banker's Rounding",
    "first_day_of_the_week": "Monday",
    "language": "en",
    "currency": "TRY",
}


def get_system_settings() -> dict[str, Any]:
    if getattr(local, "db", None) is None:
        return {}
    settings: dict[str, Any] = cache.get_value("system_settings", _read)
    return settings


def _read() -> dict[str, Any]:
    return dict(local.db.get_singles_dict("System Settings", cast=True))


def get_system_setting(key: str) -> Any:
    value = get_system_settings().get(key)
    return FALLBACKS.get(key) if value in (None, "") else value

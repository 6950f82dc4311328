"""The firms' naming series, many names at a time."""

from __future__ import annotations

from typing import Any

import frappe

_PREFIX, _DIGITS = "FIRM-", 5


def reserve(count: int) -> list[str]:
    """So many new names, in one step."""
    series, this = _series()
    rows = frappe.qb.from_(series).select(series.current).where(this).for_update().run()
    last = int(rows[0][0]) if rows else 0
    if rows:
        frappe.qb.update(series).set(series.current, last + count).where(this).run()
    else:
        frappe.qb.into(series).columns(series.name, series.current).insert(_PREFIX, count).run()
    return [f"{_PREFIX}{number:0{_DIGITS}d}" for number in range(last + 1, last + count + 1)]


def _series() -> tuple[Any, Any]:
    series = frappe.qb.DocType("Series")
    return series, series.name == _PREFIX

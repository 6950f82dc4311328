"""Numbers: parsing what came from outside, rounding, showing."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from frappe.utils.settings import get_system_setting

ROUNDING = {
    "Commercial Rounding": ROUND_HALF_UP,
    "Banker's Rounding": ROUND_HALF_EVEN,
    "Banker's Rounding (legacy)": ROUND_HALF_EVEN,
}
NUMBER_FORMATS = {
    # format: decimal mark, thousands mark, decimals
    "#,###.##": (".", ",", 2),
    "#.###,##": (",", ".", 2),
    "# ###.##": (".", " ", 2),
    "# ###,##": (",", " ", 2),
    "#'###.##": (".", "'", 2),
    "#, ###.##": (".", ", ", 2),
    "#,###.###": (".", ",", 3),
    "#.###": ("", ".", 0),
    "#,###": ("", ",", 0),
    "#.########": (".", "", 8),
}


def cint(s: Any, default: int = 0) -> int:
    """An int of whatever came; `default` where it is none."""
    try:
        return int(float(s))
    except (TypeError, ValueError, OverflowError):
        return default


def flt(s: Any, precision: int | None = None, rounding_method: str | None = None) -> float:
    """A float of whatever came, 0.0 where it is none; thousands commas in strings are dropped."""
    if isinstance(s, str):
        s = s.replace(",", "")
    try:
        number = float(s)
    except (TypeError, ValueError):
        return 0.0
    if not math.isfinite(number):
        return 0.0
    return number if precision is None else rounded(number, precision, rounding_method)


def rounded(num: Any, precision: int = 0, rounding_method: str | None = None) -> float:
    """Rounds halves to even, or away from zero by the method named in the System Settings."""
    method = rounding_method or _system_rounding()
    number = flt(num)
    places = cint(precision)
    try:
        quantum = Decimal(1).scaleb(-places)
        result = float(
            Decimal(repr(number)).quantize(quantum, rounding=ROUNDING.get(method, ROUND_HALF_EVEN))
        )
    except InvalidOperation:
        return number
    return int(result) if places == 0 else result


def _system_rounding() -> str:
    return get_system_setting("rounding_method") or "Banker's Rounding"


def get_number_format_info(format: str) -> tuple[str, str, int]:
    return NUMBER_FORMATS.get(format, (".", ",", 2))


def fmt_money(
    amount: Any, precision: int | None = None, currency: str | None = None, format: str | None = None
) -> str:
    """An amount as the system's number format shows it, with the currency's sign where one is named."""
    number_format = format or get_system_setting("number_format") or "#,###.##"
    decimal_mark, group_mark, places = get_number_format_info(number_format)
    if precision is None:
        precision = cint(get_system_setting("currency_precision")) or places
    number = flt(amount, precision)
    text = f"{abs(number):,.{precision}f}".replace(",", "\0")
    text = text.replace(".", decimal_mark).replace("\0", group_mark)
    sign = "-" if number < 0 else ""
    return f"{_currency_sign(currency)} {sign}{text}" if currency else sign + text


def _currency_sign(currency: str | None) -> str:
    from babel.numbers import get_currency_symbol

    return get_currency_symbol(currency or "", locale="tr" if currency == "TRY" else "en")

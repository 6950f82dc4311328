"""A document's values as its columns hold them."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from frappe.database.values import datetime_text, time_text
from frappe.exceptions import ValidationError
from frappe.messages import throw
from frappe.model.fieldtypes import FLOATS, STANDARD_TYPES, WHOLE
from frappe.translate import _
from frappe.utils.numbers import cint, flt

if TYPE_CHECKING:
    from frappe.model.meta import Meta

CLOCK = re.compile(r"(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?")
Converter = Callable[[Any], Any]


def check(value: Any) -> int:
    return 1 if cint(value) else 0


def whole(value: Any) -> int:
    return int(value) if isinstance(value, int) else cint(value)


def number(value: Any) -> float:
    return round(value if isinstance(value, float) else flt(value), 9)


def text(value: Any) -> Any:
    if value is None or type(value) is str:
        return value
    if isinstance(value, list | tuple | set):
        throw(_("A field takes one value, not a list"), ValidationError)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    if isinstance(value, datetime.datetime):
        return datetime_text(value)
    return str(int(value)) if isinstance(value, bool) else str(value)


def unique_text(value: Any) -> Any:
    plain = text(value)
    return None if plain is None or not plain.strip() else plain


def date(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    try:
        return datetime.date.fromisoformat(str(value).strip()[:10]).isoformat()
    except ValueError:
        throw(_("{0} is not a date; dates are written like 2025-01-31").format(value), ValidationError)


def moment(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime.datetime):
        return datetime_text(value)
    if isinstance(value, datetime.date):
        return datetime_text(datetime.datetime.combine(value, datetime.time()))
    try:
        parsed = datetime.datetime.fromisoformat(_six_digits(str(value).strip()))
    except ValueError:
        parsed = None
    if parsed is None or parsed.tzinfo is not None:
        throw(
            _("{0} is not a date with time; write it like 2025-01-31 14:30:00").format(value), ValidationError
        )
    return datetime_text(parsed)


def _six_digits(value: str) -> str:
    """Python 3.10 reads a fraction of a second only with three or six digits."""
    whole_part, dot, fraction = value.partition(".")
    return f"{whole_part}.{fraction[:6]:0<6}" if dot and fraction.isdigit() else value


def clock(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime.timedelta):
        return time_text(value)
    if isinstance(value, datetime.datetime | datetime.time):
        return value.strftime("%H:%M:%S.%f")
    match = CLOCK.fullmatch(str(value).strip())
    try:
        hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3]) if match else (24, 0, 0)
        micro = int(((match and match[4]) or "0")[:6].ljust(6, "0"))
        return datetime.time(hours, minutes, seconds, micro).strftime("%H:%M:%S.%f")
    except ValueError:
        throw(_("{0} is not a time of day; write it like 14:30").format(value), ValidationError)


KINDS: dict[str, Converter] = {
    **dict.fromkeys(WHOLE, whole),
    **dict.fromkeys(FLOATS, number),
    "Check": check,
    "Date": date,
    "Datetime": moment,
    "Time": clock,
}


def converter(df: Any) -> Converter:
    kind = KINDS.get(df.fieldtype)
    if kind is None:
        return unique_text if df.unique else text
    return kind


def converters(meta: Meta) -> dict[str, Converter]:
    """Column → how a value is made ready for it; kept on the meta."""
    known: dict[str, Converter] | None = meta.__dict__.get("_converters")
    if known is None:
        known = {
            name: KINDS.get(STANDARD_TYPES[name], text) for name in STANDARD_TYPES if name in meta.columns
        }
        known.update((df.fieldname, converter(df)) for df in meta.value_fields)
        meta.__dict__["_converters"] = known
    return known


def stored(meta: Meta, name: str, value: Any) -> Any:
    return converters(meta).get(name, text)(value)


def insert_statement(meta: Meta) -> tuple[str, list[tuple[str, Converter]]]:
    """The INSERT of a whole document, and its columns in order; kept on the meta."""
    known: tuple[str, list[tuple[str, Converter]]] | None = meta.__dict__.get("_insert")
    if known is None:
        pairs = list(converters(meta).items())
        names = ", ".join(f"`{name}`" for name, _convert in pairs)
        known = f"INSERT INTO `tab{meta.name}` ({names}) VALUES ({', '.join('?' * len(pairs))})", pairs
        meta.__dict__["_insert"] = known
    return known


def update_statement(meta: Meta) -> tuple[str, list[tuple[str, Converter]]]:
    known: tuple[str, list[tuple[str, Converter]]] | None = meta.__dict__.get("_update")
    if known is None:
        pairs = [(name, convert) for name, convert in converters(meta).items() if name != "name"]
        sets = ", ".join(f"`{name}`=?" for name, _convert in pairs)
        known = f"UPDATE `tab{meta.name}` SET {sets} WHERE name=?", pairs
        meta.__dict__["_update"] = known
    return known

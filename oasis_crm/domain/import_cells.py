"""One cell of a workbook as the value it was meant to be.

Workbooks hold numbers as text and text as numbers: telephone and tax numbers without their leading zero,
dates as text or as days since 1900, amounts with a decimal comma. What cannot be understood raises
`CellError`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Literal

from oasis_crm.domain import phones, tax_ids
from oasis_crm.domain.import_fields import FIRM_TYPES, Field, Kind
from oasis_crm.domain.text import fold, words

Code = Literal[
    "uncalculated", "formula_error", "scientific", "not_phone", "not_email", "not_url", "tax_length",
    "tax_check_digit", "tax_placeholder", "not_number", "negative", "not_whole", "not_coordinate", "not_date",
    "not_choice", "too_long",
]  # fmt: skip


class CellError(ValueError):
    """What a cell holds is not of its column's kind."""

    def __init__(self, code: Code, shown: str) -> None:
        super().__init__(code)
        self.code, self.shown = code, shown


class Uncalculated:
    """Stands for a formula that was saved without its result."""


_TAG = re.compile(r"<[^<>]*>")
_INVISIBLE = str.maketrans(dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"), None))
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_SCIENTIFIC = re.compile(r"-?\d+([.,]\d+)?E\+?\d+", re.IGNORECASE)
_ERRORS = frozenset(
    {
        "#REF!",
        "#N/A",
        "#NAME?",
        "#VALUE!",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#YOK",
        "#AD?",
        "#DEĞER!",
        "#SAYI/0!",
    }
)
_SEVERAL = re.compile(r"\s*[/;,|\n]\s*")
_EMAIL = re.compile(r"[a-z0-9._%+'-]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}")
_URL = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+([/?#]\S*)?", re.IGNORECASE)
_UNIT = re.compile(r"\s*(₺|tl|try|lt|l|litre|ltr|adet|arac|km)\.?\s*$", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})[./\-\s](\d{1,2}|[a-z]+)[./\-\s](\d{4}|\d{2})(?:\s.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[./\-](\d{1,2})[./\-](\d{1,2})(?:[t\s].*)?")
_EPOCH = datetime(1899, 12, 30)
_MONTHS = {
    name[:3]: number
    for number, both in enumerate(
        [
            *(
                ("ocak", "january"),
                ("subat", "february"),
                ("mart", "march"),
                ("nisan", "april"),
                ("mayis", "may"),
            ),
            *(("haziran", "june"), ("temmuz", "july"), ("agustos", "august"), ("eylul", "september")),
            *(("ekim", "october"), ("kasim", "november"), ("aralik", "december")),
        ],
        start=1,
    )
    for name in both
}
_TYPES = {said: firm_type for firm_type, names in FIRM_TYPES.items() for said in names}


def understand(cell: Any, field: Field) -> Any:
    """The cell's value for a field; None for an empty one."""
    if isinstance(cell, Uncalculated):
        raise CellError("uncalculated", "")
    shown = text(cell)
    if not shown:
        return None
    if shown.startswith("#") and shown.upper() in _ERRORS:
        raise CellError("formula_error", shown)
    value = _READERS[field.kind](cell, shown)
    if isinstance(value, str) and len(value) > field.limit:
        raise CellError("too_long", shown)
    return value


def text(cell: Any) -> str:
    """The cell as a person reads it: no ".0" behind whole numbers, no tags, no double blanks."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float):
        return _digits(cell)
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date().isoformat()
    shown = str(cell)
    if shown.isprintable() and "<" not in shown:
        # Nearly every cell; what is left to do for the others takes ten times as long.
        return " ".join(shown.split())
    return printable(" ".join(_TAG.sub(" ", shown).translate(_INVISIBLE).split()))


def printable(shown: str) -> str:
    """The text without the control characters that a workbook cannot hold."""
    return _CONTROL.sub("", shown)


def _digits(number: float) -> str:
    return str(int(number)) if math.isfinite(number) and number == int(number) else str(number)


def _text(cell: Any, shown: str) -> str:
    return shown


def phone(cell: Any, shown: str) -> str:
    """The first telephone number in the cell, as E.164."""
    if _SCIENTIFIC.fullmatch(shown):
        raise CellError("scientific", shown)
    for part in (shown, _SEVERAL.split(shown)[0]):
        number = phones.normalise(part)
        if number:
            return number
    raise CellError("not_phone", shown)


def email(cell: Any, shown: str) -> str:
    """The first e-mail address in the cell, in small letters."""
    address = _SEVERAL.split(shown)[0].strip().replace("mailto:", "").strip("<>").lower()
    if not _EMAIL.fullmatch(address):
        raise CellError("not_email", shown)
    return address


def url(cell: Any, shown: str) -> str:
    """A web address, with https where nothing is said."""
    address = shown if "://" in shown else f"https://{shown}"
    if not _URL.fullmatch(address):
        raise CellError("not_url", shown)
    return address


def tax_id(cell: Any, shown: str) -> str:
    """A VKN or TCKN, with the leading zeros that a number cell has lost."""
    if _SCIENTIFIC.fullmatch(shown):
        raise CellError("scientific", shown)
    number = tax_ids.normalise(shown).lstrip("'")
    if number.isdigit() and 7 <= len(number) < 10:
        number = number.zfill(10)
    problem = tax_ids.problem(number)
    if problem:
        codes: dict[tax_ids.Problem, Code] = {
            "length": "tax_length",
            "check_digit": "tax_check_digit",
            "placeholder": "tax_placeholder",
        }
        raise CellError(codes[problem], shown)
    return number


def number(cell: Any, shown: str) -> float:
    """An amount that is not negative; "1.234,5" and "1,234.5" are the same."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        found = float(cell)
    else:
        found = _parsed(_UNIT.sub("", fold(shown)), shown)
    if not math.isfinite(found):
        raise CellError("not_number", shown)
    if found < 0:
        raise CellError("negative", shown)
    return found


def _parsed(said: str, shown: str) -> float:
    said = said.replace(" ", "").replace("'", "")
    if "," in said and "." in said:
        thousands = "." if said.rindex(",") > said.rindex(".") else ","
        said = said.replace(thousands, "").replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", said):
        # Nobody counts litres to the thousandth: three digits behind the mark are thousands.
        said = re.sub(r"[.,]", "", said)
    else:
        said = said.replace(",", ".")
    try:
        return float(said)
    except ValueError:
        raise CellError("not_number", shown) from None


def whole(cell: Any, shown: str) -> int:
    """A count."""
    found = number(cell, shown)
    if found != int(found) or found > 2_000_000_000:
        raise CellError("not_whole", shown)
    return int(found)


def coordinate(cell: Any, shown: str) -> float:
    """A latitude or longitude in degrees."""
    try:
        degrees = float(shown.replace(",", ".").rstrip("°"))
    except ValueError:
        raise CellError("not_coordinate", shown) from None
    if not -180 <= degrees <= 180:
        raise CellError("not_coordinate", shown)
    return degrees


def day(cell: Any, shown: str) -> date:
    """A day, written in any of the usual ways or counted from 1900 as workbooks do."""
    found = _day(cell, fold(shown))
    if found is None or not 1980 <= found.year <= 2100:
        raise CellError("not_date", shown)
    return found


def _day(cell: Any, said: str) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        if re.fullmatch(r"\d{5}(\.\d+)?", said):
            return (_EPOCH + timedelta(days=int(float(said)))).date()
        if match := _YEAR_FIRST.fullmatch(said):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DAY_FIRST.fullmatch(said):
            month = int(match[2]) if match[2].isdigit() else _MONTHS.get(match[2][:3], 0)
            year = int(match[3])
            return date(year if year > 99 else 2000 + year, month, int(match[1]))
    except (ValueError, OverflowError):
        return None
    return None


def choice(cell: Any, shown: str) -> str:
    """A firm type by its Turkish or English name."""
    firm_type = _TYPES.get(" ".join(words(shown)))
    if not firm_type:
        raise CellError("not_choice", shown)
    return firm_type


_READERS: dict[Kind, Callable[[Any, str], Any]] = {
    "text": _text,
    "phone": phone,
    "email": email,
    "url": url,
    "tax_id": tax_id,
    "number": number,
    "whole": whole,
    "coordinate": coordinate,
    "date": day,
    "choice": choice,
    "person": _text,
}

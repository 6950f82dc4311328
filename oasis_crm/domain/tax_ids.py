"""Turkish tax numbers: the VKN of a company (10 digits) and the TCKN of a person (11 digits)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from stdnum.exceptions import ValidationError
from stdnum.tr import tckimlik, vkn

Kind = Literal["VKN", "TCKN"]
Problem = Literal["length", "check_digit", "placeholder"]

# Both pass their check digits and are what people type to get past a mandatory field.
PLACEHOLDERS = frozenset({"1234567890", "12345678950"})
_SEPARATORS = re.compile(r"[\s.\-/]+")


def normalise(text: str | None) -> str:
    """The number as typed, without spaces, dots, dashes and slashes."""
    return _SEPARATORS.sub("", text or "")


def kind(number: str) -> Kind | None:
    """Which of the two a normalised number claims to be, by its length."""
    if not (number.isascii() and number.isdigit()):
        return None
    kinds: dict[int, Kind] = {10: "VKN", 11: "TCKN"}
    return kinds.get(len(number))


@lru_cache(maxsize=16384)
def problem(number: str) -> Problem | None:
    """What is wrong with a normalised number; None when it may be stored."""
    claimed = kind(number)
    if claimed is None:
        return "length"
    if number in PLACEHOLDERS or len(set(number)) == 1:
        return "placeholder"
    try:
        (vkn if claimed == "VKN" else tckimlik).validate(number)
    except ValidationError:
        return "check_digit"
    return None

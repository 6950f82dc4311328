"""Telephone numbers in one spelling, so that the same number is found however it was typed."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers

HOME = "TR"
_TURKISH = re.compile(r"(?:(?:00|\+)?90|0)?([2-5]\d{9})", re.ASCII)
_PUNCTUATION = re.compile(r"[\s().\-/]")


def normalise(text: str | None) -> str | None:
    """The number in E.164 ("0 (532) 123 45 67" → "+905321234567"); "" for none, None for no number at all."""
    typed = (text or "").strip()
    if not typed:
        return ""
    # Nearly all numbers are Turkish; the library is thorough and a hundred times slower.
    plain = _TURKISH.fullmatch(_PUNCTUATION.sub("", typed))
    return f"+90{plain[1]}" if plain else _thorough(typed)


@lru_cache(maxsize=4096)
def _thorough(typed: str) -> str | None:
    try:
        number = phonenumbers.parse(typed, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

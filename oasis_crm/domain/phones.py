"""Telephone numbers in one spelling, so that the same number is found however it was typed."""

from __future__ import annotations

import phonenumbers

HOME = "TR"


def normalise(text: str | None) -> str | None:
    """The number in E.164 ("0 (532) 123 45 67" → "+905321234567"); "" for none, None for no number at all."""
    typed = (text or "").strip()
    if not typed:
        return ""
    try:
        number = phonenumbers.parse(typed, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

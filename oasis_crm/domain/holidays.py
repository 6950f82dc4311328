"""Days on which nobody is visited: Turkey's public holidays, with the religious ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache
from types import MappingProxyType

import holidays as library

#: On the eve of a feast offices close at one o'clock.
HALF_DAY_ENDS = time(13, 0)

_LANGUAGES = {"tr": "tr", "en": "en_US"}


@lru_cache(maxsize=64)
def public_holidays(year: int, language: str = "tr") -> Mapping[date, str]:
    """Whole-day public holidays of a year by name; religious days of far years are computed."""
    return _named(year, language, library.PUBLIC)


@lru_cache(maxsize=64)
def half_days(year: int, language: str = "tr") -> Mapping[date, str]:
    """Days that are free from `HALF_DAY_ENDS` on."""
    return _named(year, language, library.HALF_DAY)


def _named(year: int, language: str, category: str) -> Mapping[date, str]:
    found = library.country_holidays(
        "TR", years=year, language=_LANGUAGES.get(language, "en_US"), categories=category
    )
    return MappingProxyType(dict(found.items()))

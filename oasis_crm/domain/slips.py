"""Which words may be one and the same word with typing slips, or a trade cut short."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from oasis_crm.domain.trade_words import SPELLINGS

_SHORTEST_CUT, _SHORTEST_SLIPPED, _TWO_SLIPS, _LONG = 3, 4, 5, 6


def allowed(length: int) -> int:
    """How many slips leave a word of so many letters recognisable."""
    return 0 if length < 4 else 1 if length < 5 else 2


def likeness(word: str, distance: int) -> float:
    """How alike (0–1) a word and one that is some slips away from it are."""
    if distance == 0:
        return 1.0
    if distance == 1:
        return 0.95 if len(word) >= 5 else 0.9
    return 0.87 if len(word) >= 6 else 0.75


def apart(a: str, b: str, most: int) -> int:
    """How many slips two words are apart; `most` + 1 where they are more."""
    return OSA.distance(a, b, score_cutoff=most)


def stands_for(word: str, trade: str) -> bool:
    """Whether a word is one of a trade's spellings, with a slip or cut short."""
    return any(_is_spelled(word, spelling) for spelling in (trade, *SPELLINGS.get(trade, ())))


@lru_cache(maxsize=131072)
def may_stand_for(word: str, trade: str) -> bool:
    """Whether a word that is no name may be one of a trade's spellings, however short: "Vnç", "etal"."""
    return any(_is_near(word, spelling) for spelling in (trade, *SPELLINGS.get(trade, ())))


def _is_near(word: str, spelling: str) -> bool:
    shorter = min(len(word), len(spelling))
    most = 2 if shorter >= _TWO_SLIPS else 1
    return shorter >= _SHORTEST_CUT and apart(word, spelling, most) <= most


def _is_spelled(word: str, spelling: str) -> bool:
    if len(word) < _SHORTEST_CUT:
        return False
    if spelling.startswith(word):
        return True
    shorter = min(len(word), len(spelling))
    if shorter < _SHORTEST_SLIPPED or (shorter in (_SHORTEST_SLIPPED, _LONG) and word[0] != spelling[0]):
        return False
    most = 2 if shorter >= _LONG else 1
    return apart(word, spelling, most) <= most

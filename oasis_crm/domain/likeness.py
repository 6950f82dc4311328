"""How alike the names of two firms are, in the way a person who knows Turkish firms would say."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from oasis_crm.domain.names import NameParts
from oasis_crm.domain.trade_words import SPELLINGS

Trades = Literal["same", "overlap", "one side", "conflict"]

#: Words that many names bear and that tell little by themselves.
_COMMON = frozenset({"kardesler", "ogullari", "oz", "yeni", "has"})


_INITIALS = 3
#: In shorter abbreviations one slip leaves nothing to recognise.
_SHORTEST_SPELLING = 3


@dataclass(frozen=True)
class Likeness:
    """`core`: 0–1, how alike the names proper are; `trades`: whether the firms do the same."""

    core: float
    trades: Trades

    def total(self, namesakes: int) -> float:
        """The likeness with the trade's say (0–1).

        `namesakes`: how many firms have this core. Where a name is borne once, another trade may be how
        somebody
        remembers the firm; where it is borne by many, the trade is what tells them apart.
        """
        if self.trades != "conflict":
            return self.core * {"same": 1.0, "overlap": 0.98, "one side": 0.96}[self.trades]
        return self.core * (0.83 if namesakes <= 1 else 0.76)


def compare(typed: NameParts, stored: NameParts, known_words: Collection[str] = ()) -> Likeness:
    """Compare two names. `known_words`: typed words that other firms bear too, so no typing slips."""
    core_a, slipped_a = _without_slipped(typed.core, stored.trades)
    core_b, slipped_b = _without_slipped(stored.core, typed.trades)
    if not core_a or not core_b:
        core_a, core_b = typed.core, stored.core
    core = _core(core_a, core_b, known_words)
    trades = _trades(typed.trades, stored.trades, slipped_a + slipped_b)
    numbered_apart = _numbers(core_a) != _numbers(core_b)
    if core < 0.9 and not numbered_apart and not _differs_knowingly(core_a, core_b, known_words):
        whole = _whole(typed, stored)
        return Likeness(whole, "same") if whole > core else Likeness(core, trades)
    return Likeness(core, trades)


def _differs_knowingly(typed: tuple[str, ...], stored: tuple[str, ...], known: Collection[str]) -> bool:
    """Whether a typed word is somebody else's name, or initials differ: no slip then, but another firm."""
    only_typed, only_stored = set(typed) - set(stored), set(stored) - set(typed)
    return any(word in known for word in only_typed) or any(
        len(word) <= _INITIALS for word in only_typed | only_stored
    )


def _whole(typed: NameParts, stored: NameParts) -> float:
    """The likeness of everything written, without blanks: for several slips, or a slip where two words
    are glued.
    """
    a, b = ("".join((*name.core, *name.trades)) for name in (typed, stored))
    return 1 - 1.5 * (1 - fuzz.ratio(a, b) / 100)


def _without_slipped(core: tuple[str, ...], trades: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """The core without words that are the other name's trades with a slip, and their number."""
    kept = tuple(word for word in core if not any(_stands_for(word, trade) for trade in trades))
    return kept, len(core) - len(kept)


@lru_cache(maxsize=65536)
def _stands_for(word: str, trade: str) -> bool:
    """Whether a word is one of the trade's spellings, with a slip at most."""
    spellings = (trade, *SPELLINGS.get(trade, ()))
    return any(_slip(word, spelling) for spelling in spellings if len(spelling) >= _SHORTEST_SPELLING)


def _slip(a: str, b: str) -> bool:
    return OSA.distance(a, b, score_cutoff=1) <= 1


def _trades(a: tuple[str, ...], b: tuple[str, ...], slipped: int) -> Trades:
    shared = slipped + sum(1 for trade in a if trade in b)
    if shared == 0:
        return "conflict" if a and b else "one side" if a or b else "same"
    return "same" if shared >= min(len(a), len(b)) else "overlap"


def _core(typed: tuple[str, ...], stored: tuple[str, ...], known: Collection[str]) -> float:
    if _numbers(typed) != _numbers(stored):
        return 0.5
    aligned = _aligned(typed, stored, known)
    if aligned >= 0.99 or len(typed) == len(stored):
        return aligned
    in_order = fuzz.ratio("".join(typed), "".join(stored))
    sorted_words = fuzz.ratio("".join(sorted(typed)), "".join(sorted(stored)))
    # Glued names are alike by a third without meaning it: the ratio is made harder to reach.
    return max(aligned, 1 - 1.5 * (1 - max(in_order, sorted_words) / 100))


def _numbers(core: Iterable[str]) -> list[str]:
    return sorted(word for word in core if word.isdigit())


def _aligned(typed: tuple[str, ...], stored: tuple[str, ...], known: Collection[str]) -> float:
    """Each typed word paired with the stored word most like it; the share of weight that found a partner."""
    pairs = sorted(
        ((_word(a, b, known), i, j) for i, a in enumerate(typed) for j, b in enumerate(stored)), reverse=True
    )
    left, right = set(range(len(typed))), set(range(len(stored)))
    matched = 0.0
    for likeness, i, j in pairs:
        if likeness > 0 and i in left and j in right:
            left.remove(i)
            right.remove(j)
            matched += likeness * (_weight(typed[i]) + _weight(stored[j]))
    return matched / (sum(map(_weight, typed)) + sum(map(_weight, stored)))


def _weight(word: str) -> float:
    """Longer words tell more, with a ceiling."""
    return 0.4 if word in _COMMON else max(min(len(word), 8) / 8, 0.35)


def _word(typed: str, stored: str, known: Collection[str]) -> float:
    """How alike two words are: equal, a slip apart (two in long words), or nothing."""
    if typed == stored:
        return 1.0
    longest = max(len(typed), len(stored))
    distance = OSA.distance(typed, stored, score_cutoff=2)
    if longest < 4 or distance > (2 if longest >= 8 else 1):
        return 0.0
    if typed in known:
        return 0.55 if distance == 1 else 0.0
    return 0.95 - 0.04 * (distance - 1) if longest >= 5 else 0.9

"""How alike the names of two firms are, in the way a person who knows Turkish firms would say."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from oasis_crm.domain import slips
from oasis_crm.domain.names import NameParts
from oasis_crm.domain.recutting import is_trade, recut
from oasis_crm.domain.trade_words import BRAND_ENDINGS, SPELLINGS, VAGUE

#: "equal": the very same ones; "same": those of one are among those of the other.
Trades = Literal["equal", "same", "overlap", "one side", "conflict"]

#: Words that many names bear and that tell little by themselves.
_COMMON = frozenset({"kardesler", "ogullari", "oz", "yeni", "has"})
#: Endings of plural and possession that people add or leave out.
_ENDINGS = ("lar", "ler", "oglu", "in", "nin", "un", "nun", "gil")

_INITIALS = 3
#: Word by word so alike: nothing to gain from looking at it without blanks.
_ALIKE = 0.93
_KNOWN_SLIP, _KNOWN_ENDING, _ENDING = 0.55, 0.82, 0.88

_CUT_SHORT, _SLIPPED_INITIALS = 0.88, 0.7


@dataclass(frozen=True)
class Likeness:
    """`core`: 0–1, how alike the names proper are; `trades`: whether the firms do the same."""

    core: float
    trades: Trades

    def total(self, namesakes: int) -> float:
        """The likeness with the trade's say (0–1).

        `namesakes`: how many firms have this core. Where a name is borne once, another trade may be how
        somebody remembers the firm; where it is borne by many, the trade is what tells them apart.
        """
        if self.trades != "conflict":
            return self.core * {"equal": 1.0, "same": 1.0, "overlap": 0.98, "one side": 0.96}[self.trades]
        return self.core * (0.83 if namesakes <= 1 else 0.76)

    @property
    def apart(self) -> float:
        """How far (0–1) the trades put a firm behind one that is named as well and has the very same."""
        return {"equal": 0.0, "same": 0.03, "overlap": 0.05, "one side": 0.05, "conflict": 0.1}[self.trades]


def compare(typed: NameParts, stored: NameParts, known_words: Collection[str] = ()) -> Likeness:
    """Compare two names. `known_words`: typed words that other firms bear too, so no typing slips."""
    if _numbers(typed.core) != _numbers(stored.core):
        return Likeness(0.5 * _by_words(typed, stored, known_words).core, "one side")
    typed, stored = _rejoined(typed, stored), _rejoined(stored, typed)
    by_words = _by_words(typed, stored, known_words)
    if by_words.core >= _ALIKE:
        return by_words
    cut = (_recut(typed, stored, known_words), _recut(stored, typed, known_words))
    return max([by_words, *(one for one in cut if one)], key=lambda one: one.total(1))


def recut_only(typed: NameParts, stored: NameParts, known: Collection[str] = ()) -> Likeness | None:
    """Compare two names as if blanks of the typed one were wrong; None where they are not."""
    return _recut(typed, stored, known) if _numbers(typed.core) == _numbers(stored.core) else None


def _rejoined(one: NameParts, other: NameParts) -> NameParts:
    """A name whose "Özgür Tur" is the other's "Özgürtur": what passed for a trade is the end of the name."""
    for trade in one.trades:
        for ending in BRAND_ENDINGS.intersection(SPELLINGS.get(trade, ())):
            for word in one.core:
                if word not in other.core and word + ending in other.core:
                    core = tuple(word + ending if word == part else part for part in one.core)
                    left = tuple(kept for kept in one.trades if kept != trade)
                    return NameParts(core, left) if set(left) & set(other.trades) else one
    return one


def _by_words(typed: NameParts, stored: NameParts, known: Collection[str]) -> Likeness:
    core_a, slipped_a = _without_slipped(typed.core, stored.trades, known)
    core_b, slipped_b = _without_slipped(stored.core, typed.trades)
    if not core_a or not core_b:
        core_a, core_b = typed.core, stored.core
    trades = _trades(typed.trades, stored.trades, slipped_a, slipped_b)
    return Likeness(_aligned(core_a, core_b, known), trades)


def _recut(one: NameParts, other: NameParts, known: Collection[str]) -> Likeness | None:
    found = recut(one.core, other, known)
    if found is None:
        return None
    shared = found.shared + sum(1 for trade in one.trades if trade in other.trades)
    return Likeness(found.core, _relation(found.trades + len(one.trades), len(other.trades), shared))


def _without_slipped(
    core: tuple[str, ...], trades: tuple[str, ...], known: Collection[str] | None = None
) -> tuple[tuple[str, ...], int]:
    """The core without words that are the other name's trades, cut short or with a slip; their number.

    `known`: where it is told which words are names, all others may be trades with worse slips.
    """
    kept = tuple(
        word
        for index, word in enumerate(core)
        if not any(
            is_trade(word, trade)
            or (known is not None and index and word not in known and slips.may_stand_for(word, trade))
            for trade in trades
        )
    )
    return kept, len(core) - len(kept)


def _trades(a: tuple[str, ...], b: tuple[str, ...], slipped_a: int, slipped_b: int) -> Trades:
    slipped = slipped_a + slipped_b
    if slipped + sum(1 for trade in a if trade in b) == len(a) + slipped_a == len(b) + slipped_b:
        return "equal"
    telling = [trade for trade in a if trade not in VAGUE], [trade for trade in b if trade not in VAGUE]
    if all(telling):
        shared = slipped + sum(1 for trade in telling[0] if trade in telling[1])
        return _relation(len(telling[0]), len(telling[1]), shared)
    return _relation(len(a), len(b), slipped + sum(1 for trade in a if trade in b))


def _relation(a: int, b: int, shared: int) -> Trades:
    if shared == 0:
        return "conflict" if a and b else "one side" if a or b else "equal"
    if shared >= max(a, b):
        return "equal"
    return "same" if shared >= min(a, b) else "overlap"


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
    """How alike two words are: equal, a slip or two apart, the same with another ending, or nothing."""
    if typed == stored:
        return 1.0
    if _same_but_ending(typed, stored):
        return _KNOWN_ENDING if typed in known else _ENDING
    if typed not in known and len(typed) >= _INITIALS and stored.startswith(typed):
        return _CUT_SHORT
    if max(len(typed), len(stored)) <= _INITIALS:
        return _SLIPPED_INITIALS if typed not in known and slips.apart(typed, stored, 1) == 1 else 0.0
    allowed = slips.allowed(max(len(typed), len(stored)))
    distance = slips.apart(typed, stored, allowed)
    if distance > allowed:
        return 0.0
    if typed in known:
        return _KNOWN_SLIP if distance == 1 else 0.0
    return slips.likeness(max(typed, stored, key=len), distance)


def _same_but_ending(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return len(short) > _INITIALS and long.startswith(short) and long[len(short) :] in _ENDINGS

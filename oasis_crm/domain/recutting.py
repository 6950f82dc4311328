"""Names whose blanks cannot be trusted: words run together, or one word in two.

The letters of one name are cut anew along the words of the other: each of these is looked for in them, with a
slip if need be, and what is left of the cut words has to be trades and legal forms.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from oasis_crm.domain import slips
from oasis_crm.domain.names import NameParts
from oasis_crm.domain.trade_words import LEGAL, SPELLINGS, TRADES

#: What a blank too many or too few costs: names that are alike word by word go first.
_BLANKS = 0.98
#: How much an unknown letter takes away, in letters of the name.
_UNKNOWN = 1.3
_PLACE = 66
_LONG_SPELLING, _SHORT = 5, 3
_SURELY_LEGAL = frozenset({"ltd", "sti", "tic", "ve"})
_KNOWN = frozenset({*TRADES, *LEGAL})
_LONGEST_KNOWN = max(map(len, _KNOWN))
_TAKEN = " "


@dataclass(frozen=True)
class Recut:
    """`core`: 0–1, how much of the other name's core the letters hold, and how little else.
    `trades`: trades that were run together with it; `shared`: how many of them are the other name's.
    """

    core: float
    trades: int
    shared: int


def recut(tokens: tuple[str, ...], name: NameParts, fixed: Collection[str] = ()) -> Recut | None:
    """Cut words anew along those of a name; None where one of its core is not there, or no blank was wrong.

    `fixed`: words that are names for certain: none is cut or taken for a slip, on either side.
    """
    words = [word for word in name.core if not word.isdigit()]
    text = "".join(token for token in tokens if not token.isdigit())
    placed = _placed(words, text, fixed)
    if placed is None:
        return None
    windows, held = placed
    pieces, others, cut = _left(tokens, windows, fixed)
    if not cut or pieces is None:
        return None
    strange = [token for token in others if not any(is_trade(token, trade) for trade in name.trades)]
    rest, shared = _without_trades(pieces, name.trades)
    shared += len(others) - len(strange)
    lost, trades = leftover(rest)
    unknown = lost + sum(map(len, strange))
    weight = sum(map(len, words))
    return Recut(_BLANKS * held / (weight + _UNKNOWN * unknown), shared + trades, shared)


def _placed(
    words: list[str], text: str, fixed: Collection[str]
) -> tuple[list[tuple[int, int]], float] | None:
    """Where the words stand in a text, and how many of their letters are right."""
    windows, held = list[tuple[int, int]](), 0.0
    for word in sorted(words, key=len, reverse=True):
        found = place(word, text)
        if found is None:
            return None
        start, end, distance = found
        if distance and (word in fixed or text[start:end] in fixed):
            return None
        windows.append((start, end))
        text = text[:start] + _TAKEN * (end - start) + text[end:]
        held += len(word) * slips.likeness(word, distance)
    return (windows, held) if windows else None


def place(word: str, text: str, most: int | None = None) -> tuple[int, int, int] | None:
    """Where in a text a word stands, with its slips (`most`: so many at most): start, end, distance."""
    at = text.find(word)
    if at >= 0:
        return at, at + len(word), 0
    most = slips.allowed(len(word)) if most is None else most
    if not most or len(text) < len(word) - most:
        return None
    if len(text) <= len(word):
        return _best(word, text, 0, len(text), most)
    found = fuzz.partial_ratio_alignment(word, text, score_cutoff=_PLACE)
    return _best(word, text, found.dest_start, found.dest_end, most) if found else None


def _best(word: str, text: str, start: int, end: int, most: int) -> tuple[int, int, int] | None:
    """The nearest of the windows about a place: a letter more or less shifts its ends."""
    best: tuple[int, int, int] | None = None
    for first in range(max(start - 1, 0), start + 2):
        for last in range(end - 1, min(end + 1, len(text)) + 1):
            distance = slips.apart(word, text[first:last], most)
            if distance <= most and (best is None or distance < best[2]) and _TAKEN not in text[first:last]:
                best = (first, last, distance)
    return best


def _left(
    tokens: tuple[str, ...], windows: list[tuple[int, int]], fixed: Collection[str]
) -> tuple[str | None, list[str], bool]:
    """What the windows leave of cut words, the words they leave alone, and whether a blank was wrong.

    None for what is left where a word that is a name for certain would have to be cut.
    """
    pieces, others, cut, begin = list[str](), list[str](), False, 0
    for token in (token for token in tokens if not token.isdigit()):
        end = begin + len(token)
        on = [(a, b) for a, b in windows if a < end and b > begin]
        inside = sorted((max(a, begin), min(b, end)) for a, b in on)
        if not on:
            others.append(token)
        elif on != [(begin, end)]:
            cut = True
            if inside != [(begin, end)]:
                # Only whole words are parts of another, and none that is a name for certain is cut.
                if token in fixed or any(a < begin or b > end for a, b in on):
                    return None, [], False
                pieces += _gaps(token, [(a - begin, b - begin) for a, b in inside])
        begin = end
    return _TAKEN.join(pieces), others, cut


def _gaps(token: str, inside: list[tuple[int, int]]) -> list[str]:
    at, found = 0, []
    for start, end in [*inside, (len(token), len(token))]:
        if start > at:
            found.append(token[at:start])
        at = max(at, end)
    return found


def _without_trades(text: str, trades: tuple[str, ...]) -> tuple[str, int]:
    """The letters without a name's trades however they are spelled, and how many were there."""
    shared = 0
    for trade in trades if text else ():
        for spelling in sorted((trade, *SPELLINGS.get(trade, ())), key=len, reverse=True):
            at = text.find(spelling) if spelling == trade or not _is_brand_like(spelling) else -1
            found = (at, at + len(spelling), 0) if at >= 0 else None
            if found is None and len(spelling) >= _LONG_SPELLING:
                found = place(spelling, text, 1)
            if found:
                text = text[: found[0]] + _TAKEN + text[found[1] :]
                shared += 1
                break
    return text, shared


@lru_cache(maxsize=131072)
def is_trade(word: str, trade: str) -> bool:
    """Whether a word is a trade however it is written."""
    return slips.stands_for(word, trade) or holds(word, trade)


def holds(word: str, trade: str) -> bool:
    """Whether a word is a trade run together with others or with a legal form: "petroltic"."""
    for spelling in (trade, *SPELLINGS.get(trade, ())):
        found = place(spelling, word, 1) if len(word) > len(spelling) >= _LONG_SPELLING else None
        if found and not _cheapest(word[: found[0]])[0] and not _cheapest(word[found[1] :])[0]:
            return True
    return False


@lru_cache(maxsize=16384)
def leftover(text: str) -> tuple[int, int]:
    """Of letters left over: how many belong to no trade or legal form, and how many trades there are."""
    cuts = [(len(run), 0) if _is_brand_like(run) else _cheapest(run) for run in text.split()]
    return sum(lost for lost, _ in cuts), sum(trades for _, trades in cuts)


def _is_brand_like(run: str) -> bool:
    """Whether a few letters are more likely the end of a brand than a trade: "Dicletaş", "Kuzeypet"."""
    return len(run) <= _SHORT and run not in _SURELY_LEGAL


def _cheapest(run: str) -> tuple[int, int]:
    """The cutting of a run into known words that leaves the fewest letters."""
    best: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(run) + 1):
        lost, trades = best[end - 1]
        options = [(lost + 1, trades)]
        for start in range(max(0, end - _LONGEST_KNOWN), end - 1):
            word = run[start:end]
            if word in _KNOWN:
                options.append((best[start][0], best[start][1] + (word in TRADES)))
        best.append(min(options))
    return best[-1]

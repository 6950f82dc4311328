"""What a Turkish firm is called, apart from what it trades in and how it is incorporated.

"Öz Yılmaz İnş. Nak. San. ve Tic. Ltd. Şti." has the core (oz, yilmaz), the trades (insaat, nakliyat) and a
legal
form that says nothing. Abbreviations become the full word, glued words ("YILMAZPETROL LTDŞTİ") come apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from oasis_crm.domain.text import words
from oasis_crm.domain.trade_words import ALIASES, LEGAL, TRADES

_LONGEST_ABBREVIATION = 4
_SHORTEST_NAME = 3
_LONGEST_NAME = 140
#: Endings that are cut off a glued word wherever they stand; the shorter ones only behind another known word.
_SURE_ENDINGS = frozenset(word for word in (*TRADES, *LEGAL) if len(word) >= 5) | {"ltdsti", "yapi", "gida"}
_ENDINGS = sorted({*TRADES, *LEGAL, "ltdsti"} - {"el"}, key=len, reverse=True)
#: Words so long that one slip away from them there is no surname.
_SLIPPABLE = (
    *(word for word in (*TRADES, *LEGAL) if len(word) >= 7),
    *("insaat", "petrol", "turizm", "sanayi", "anonim"),
)
_SHORT_LEGAL = ("ltd", "sti", "san", "tic", "paz")


@dataclass(frozen=True)
class NameParts:
    """A firm's name taken apart; both in the order they were written, folded."""

    core: tuple[str, ...]
    trades: tuple[str, ...]

    @property
    def sketch(self) -> str:
        """One line that `from_sketch` reads again: kept beside the keys so that scoring needs no firm."""
        return f"{' '.join(self.core)}|{' '.join(self.trades)}"


def from_sketch(sketch: str) -> NameParts:
    core, _, trades = sketch.partition("|")
    return NameParts(tuple(core.split()), tuple(trades.split()))


def parts(name: str | None) -> NameParts:
    """Take a firm's name apart. One of nothing but trade words ("Petrol Ürünleri A.Ş.") has these as its
    core. What goes on longer than any name is not read to its end: it could fill the memory.
    """
    return _parts((name or "")[:_LONGEST_NAME])


@lru_cache(maxsize=4096)
def _parts(name: str) -> NameParts:
    core: list[str] = []
    trades: list[str] = []
    for word in _pieces(name):
        trade = _trade(word, first=not core and not trades)
        (core if trade is None else trades).append(trade or ALIASES.get(word, word))
    core = _joined_initials(core)
    if not core:
        return NameParts(tuple(dict.fromkeys(trades)), ())
    return NameParts(tuple(core), tuple(dict.fromkeys(trades)))


def _trade(word: str, first: bool) -> str | None:
    """The trade a word stands for. In front an abbreviation is a name: "Mak Lojistik", "Taş İnşaat"."""
    if first and len(word) <= _LONGEST_ABBREVIATION and TRADES.get(word) != word:
        return None
    return TRADES.get(word)


def _pieces(name: str | None) -> list[str]:
    """The words without the legal form, glued ones apart, long trade words cured of one slip."""
    loose = _without_legal_initials(words((name or "").replace("'", "").replace("’", "")))
    pieces: list[str] = []
    behind_trade = False
    for piece in (piece for word in loose for piece in _unglued(word)):
        known = _cured(piece)
        if known in LEGAL or (behind_trade and _is_legal_slip(known)):
            behind_trade = True
            continue
        behind_trade = behind_trade or known in TRADES
        pieces.append(known)
    return pieces


def _without_legal_initials(found: list[str]) -> list[str]:
    """Drop "A. Ş." and "T. A. Ş." written as single letters at the end."""
    while len(found) > 2 and found[-2:] in (["a", "s"], ["t", "s"]):
        found = found[:-2]
    return found


@lru_cache(maxsize=65536)
@lru_cache(maxsize=16384)
def _cured(word: str) -> str:
    if word in TRADES or word in LEGAL or len(word) < 5:
        return word
    found = process.extractOne(word, _SLIPPABLE, scorer=OSA.distance, score_cutoff=1)
    return found[0] if found else word


def _is_legal_slip(word: str) -> bool:
    """Whether a short word behind the trade is a mistyped "Ltd." or "Şti."."""
    if word.isdigit():
        return False
    return len(word) == 1 or (
        len(word) <= 4
        and process.extractOne(word, _SHORT_LEGAL, scorer=OSA.distance, score_cutoff=1) is not None
    )


def _joined_initials(core: list[str]) -> list[str]:
    """Single letters in a row are one word: "A.B.C. Petrol"."""
    joined: list[str] = []
    letters = ""
    for word in [*core, ""]:
        if len(word) == 1 and word.isalpha():
            letters += word
            continue
        joined += [letters] if letters else []
        letters = ""
        joined += [word] if word else []
    return joined


@lru_cache(maxsize=65536)
@lru_cache(maxsize=16384)
def _unglued(word: str) -> tuple[str, ...]:
    """Known words cut off the end of a glued one: "yilmazinsaatltdsti" → (yilmaz, insaat, ltdsti)."""
    if len(word) < 5 or word in TRADES or word in LEGAL:
        return (word,)
    rest, tail = word, list[str]()
    while rest and (ending := _ending(rest)):
        rest = rest[: -len(ending)]
        tail.insert(0, ending)
    # Short endings ("san", "tic", "pet") are cut only where something known remains, or something sure is
    # among them.
    if rest and not any(ending in _SURE_ENDINGS for ending in tail):
        return (word,)
    return tuple(piece for piece in (rest, *tail) if piece)


def _ending(word: str) -> str | None:
    for ending in _ENDINGS:
        left = len(word) - len(ending)
        if word.endswith(ending) and (left == 0 or left >= _SHORTEST_NAME or word[:left] in LEGAL):
            return ending
    return None

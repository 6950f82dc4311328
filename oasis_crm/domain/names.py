"""What a Turkish firm is called, apart from what it trades in and how it is incorporated.

"Öz Yılmaz İnş. Nak. San. ve Tic. Ltd. Şti." has the core (oz, yilmaz), the trades (insaat, nakliyat) and a
legal
form that says nothing. Abbreviations become the full word, glued words ("YILMAZPETROL LTDŞTİ") come apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from oasis_crm.domain.text import words
from oasis_crm.domain.trade_words import ALIASES, LEGAL, SURNAMES, TRADES

_LONGEST_ABBREVIATION = 4
_SHORTEST_NAME = 3
_LONGEST_NAME = 140
_LONGEST_MANGLED = 6
#: Words in front among which halves of a word are looked for.
_HEAD = 4
#: Endings that are cut off a glued word wherever they stand; the shorter ones only behind another known word.
_SURE_ENDINGS = frozenset(word for word in (*TRADES, *LEGAL) if len(word) >= 5) | {"ltdsti", "yapi", "gida"}
_ENDINGS = sorted({*TRADES, *LEGAL, "ltdsti"} - {"el"}, key=len, reverse=True)
#: Words so long that one slip away from them there is no surname.
_SLIPPABLE = (
    *(word for word in (*TRADES, *LEGAL) if len(word) >= 7),
    *("insaat", "petrol", "turizm", "sanayi", "anonim"),
)
#: Legal forms that stand at the end, so that what is beside them may be one with a slip.
_CLOSING = frozenset({"ltd", "sti", "tic", "limited", "sirketi", "ticaret", "anonim", "as", "sanayi", "san"})
_SHORT_LEGAL = ("ltd", "sti", "san", "tic", "paz", "vetic", "sanve", "ticltd", "ltdsti", "ve")
_LONG_LEGAL = ("limited", "sirketi", "ticaret", "anonim", "sanayi")
#: Trades have this ending whichever they are: "seracilik", "balikcilik".
_TRADE_ENDING = re.compile(r"\w{4,}c[iu]l[iu][kg]i?$")
#: "A.Ş.", also where it is run together with the word before: "GıdaA.Ş.".
_INCORPORATED = re.compile(r"a\.\s?[şs]\.?\s*$", re.IGNORECASE)
#: Legal forms behind which no other word of a name stands.
_LAST = frozenset({"inc", "gmbh"})
_DOTTED = re.compile(r"(\w+)\.")
#: Trades cut short, which a full stop shows to be no part of the word in front: "Dicletur." is a "Dicle Tur."
_CUT_SHORT = sorted((word for word in TRADES if len(word) in (3, 4)), key=len, reverse=True)
_NUMBER_OR_WORD = re.compile(r"\d+|\D+")


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


def with_halves(name: str | None) -> NameParts | None:
    """The other reading of a name in which what passes for a trade or a legal form cut short may be half of a
    word that was cut in two: "Tür kmen Nakliyat", "Truva san Yağ". None where nothing does.
    """
    return _with_halves((name or "")[:_LONGEST_NAME])


@lru_cache(maxsize=4096)
def _with_halves(name: str) -> NameParts | None:
    dotted = set(words(" ".join(_DOTTED.findall(name))))
    head: list[str] = []
    for word in words(name):
        if TRADES.get(word) == word or (word in LEGAL and len(word) > _LONGEST_ABBREVIATION):
            break
        head.append(word)
    while head and head[-1] in _CLOSING - {"san", "as"}:
        head.pop()
    kept = {word for word in head[:_HEAD] if _is_cut_short(word) and word not in dotted}
    core = [word for word in head[:_HEAD] if word in kept or not (word in TRADES or word in LEGAL)]
    if not kept or len(core) < 2:
        return None
    whole = parts(name)
    late = [word for word in whole.core if word not in core]
    return NameParts(
        (*core, *late), tuple(trade for trade in whole.trades if trade not in {TRADES.get(k) for k in kept})
    )


def _is_cut_short(word: str) -> bool:
    return len(word) <= _LONGEST_ABBREVIATION and word != "ve" and (word in TRADES or word in LEGAL)


@lru_cache(maxsize=16384)
def _parts(name: str) -> NameParts:
    core: list[str] = []
    trades: list[str] = []
    dotted = set(words(" ".join(_DOTTED.findall(name or ""))))
    for word in _pieces(name):
        sure = word not in SURNAMES or word in dotted
        trade = _trade(word, first=not core and not trades) if sure else None
        (core if trade is None else trades).append(trade or ALIASES.get(word, word))
    core = _joined_initials(core)
    if not core:
        return NameParts(tuple(dict.fromkeys(trades)), ())
    return NameParts(tuple(core), tuple(dict.fromkeys(trades)))


def _trade(word: str, first: bool) -> str | None:
    """The trade a word stands for. In front an abbreviation is a name: "Mak Lojistik", "Taş İnşaat"."""
    if first and len(word) <= _LONGEST_ABBREVIATION and TRADES.get(word) != word:
        return None
    return TRADES.get(word) or (word if _TRADE_ENDING.match(word) else None)


def _pieces(name: str | None) -> list[str]:
    """The words without the legal form, glued ones apart, long trade words cured of one slip."""
    tidy = _INCORPORATED.sub(" aş", (name or "").replace("'", "").replace("’", ""))
    loose = _without_legal_initials(words(tidy))
    runs = [run for word in loose for run in _NUMBER_OR_WORD.findall(word)]
    dotted = set(words(" ".join(_DOTTED.findall(tidy))))
    found = [piece for run in runs for piece in _unglued(run, run in dotted)]
    pieces: list[str] = []
    closing = False
    for index, piece in enumerate(found):
        # In front stands a name, however much it looks like a trade: "Söğütmak Yapı".
        known = _cured(piece) if pieces else piece
        behind = found[index + 1 :]
        legal = known in LEGAL and not _is_half(known, behind)
        if legal or (closing and _is_mangled(known, found[index - 1], behind[:2])):
            closing = closing or known in _CLOSING
            continue
        closing = closing or (bool(pieces) and known in TRADES)
        pieces.append(known)
    return pieces


def _is_half(word: str, behind: list[str]) -> bool:
    """Whether a legal form that only ever ends a name is the beginning of a word cut in two: "Sev inç"."""
    return word in _LAST and any(piece not in LEGAL for piece in behind)


def _is_mangled(word: str, before: str, behind: list[str]) -> bool:
    """Whether a word behind the trade is a legal form with slips."""
    if word in TRADES or word.isdigit():
        return False
    if before in _CLOSING:
        return len(word) <= _LONGEST_MANGLED or _is_legal_slip(word)
    return not _CLOSING.isdisjoint(behind) and _is_legal_slip(word)


def _without_legal_initials(found: list[str]) -> list[str]:
    """Drop "A. Ş." and "T. A. Ş." written as single letters at the end."""
    while len(found) > 2 and found[-2:] in (["a", "s"], ["t", "s"]):
        found = found[:-2]
    return found


@lru_cache(maxsize=65536)
def _cured(word: str) -> str:
    if word in TRADES or word in LEGAL or len(word) < 5:
        return word
    found = process.extractOne(word, _SLIPPABLE, scorer=OSA.distance, score_cutoff=1)
    return found[0] if found else word


@lru_cache(maxsize=16384)
def _is_legal_slip(word: str) -> bool:
    """Whether a word is a mistyped "Ltd.", "ve Tic." or "Şirketi"."""
    if len(word) == 1:
        return True
    expected, most = (_SHORT_LEGAL, 1) if len(word) <= 4 else ((*_SHORT_LEGAL[5:9], *_LONG_LEGAL), 2)
    return process.extractOne(word, expected, scorer=OSA.distance, score_cutoff=most) is not None


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


@lru_cache(maxsize=16384)
def _unglued(word: str, dotted: bool = False) -> tuple[str, ...]:
    """Known words cut off the end of a glued one: "yilmazinsaatltdsti" → (yilmaz, insaat, ltdsti).

    `dotted`: a full stop stands behind it.

    Only what is sure to be none of the name: "firatmakmadencilik" may be a Firat or a Firatmak. Comparing it
    with a stored name tells (`recutting`).
    """
    if len(word) < 5 or word in TRADES or word in LEGAL:
        return (word,)
    rest, tail, sure = word, list[str](), 0
    while rest and (ending := _ending(rest)) and (ending in _SURE_ENDINGS or ending in LEGAL):
        rest = rest[: -len(ending)]
        tail.insert(0, ending)
        sure = len(tail) if ending in _SURE_ENDINGS else sure
    if not rest:
        return tuple(tail)
    if dotted and not tail:
        return _without_abbreviation(word)
    # A short "san" or "tic" is cut only in front of something sure.
    at = len(tail) - sure
    return (rest + "".join(tail[:at]), *tail[at:])


def _without_abbreviation(word: str) -> tuple[str, ...]:
    for ending in _CUT_SHORT:
        if word.endswith(ending) and len(word) - len(ending) > _SHORTEST_NAME:
            return word[: -len(ending)], ending
    return (word,)


def _ending(word: str) -> str | None:
    for ending in _ENDINGS:
        left = len(word) - len(ending)
        if word.endswith(ending) and (left == 0 or left >= _SHORTEST_NAME or word[:left] in LEGAL):
            return ending
    return None

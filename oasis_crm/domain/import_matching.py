"""Likely duplicates for thousands of lines at once.

The careful comparison of two names is the same as while one types (`likeness`); what differs is how few
pairs it is asked for: only firms that share a line's rarest word, bear the same numbers and look alike at a
glance.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from oasis_crm.domain.blocking import asked, is_slip, slips, words_of
from oasis_crm.domain.duplicates import (
    OTHER_CITY,
    Candidate,
    FirmData,
    Keyed,
    KeyKind,
    Match,
    number_keys,
    score,
)
from oasis_crm.domain.import_rows import Row
from oasis_crm.domain.likeness import compare
from oasis_crm.domain.names import NameParts, from_sketch, parts
from oasis_crm.domain.text import fold

#: Glances (0–100) under which the careful comparison never reaches a score worth refusing.
_CORE_GLANCE, _WHOLE_GLANCE = 72.0, 84.0
_MOST_COMPARED = 5
_DIGIT = re.compile(r"\d")
_SAME_CORE = 0.95
#: Of each group one word is enough.
Groups = Sequence[Collection[str]]
_ENOUGH_TO_BE_A_NAME = 3


@dataclass(frozen=True)
class Line:
    """What a line is found by. `singles`: words of the name; `pairs`: neighbours glued together;
    `exact`: kind and key of its numbers and addresses.
    """

    firm: FirmData
    parts: NameParts
    singles: tuple[str, ...]
    pairs: tuple[str, ...]
    numbers: tuple[str, ...]
    exact: tuple[tuple[KeyKind, str], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return self.singles + self.pairs

    @property
    def keyed(self) -> Keyed:
        return Keyed(self.parts.sketch, self.singles, self.exact, self.firm.city)


#: A line's cells as they were understood, and by what the line is found.
Read = tuple[Row, Line]


def line(firm: FirmData) -> Line:
    """The words of a firm's name by which others find it."""
    taken = parts(firm.firm_name)
    singles = tuple(words_of(taken))
    pairs = tuple(word for word in asked(taken).words if word not in singles)
    return Line(firm, taken, singles, pairs, numbers(taken), tuple(number_keys(firm)))


def numbers(name: NameParts) -> tuple[str, ...]:
    """Numbers in a name tell firms apart for certain."""
    return tuple(sorted(word for word in name.core if word.isdigit()))


@dataclass
class Words:
    """Words that were met, and which of them a mistyped one may have meant."""

    met: Counter[str] = field(default_factory=Counter)
    _slips: dict[str, set[str]] = field(default_factory=dict)

    def add(self, words: Iterable[str]) -> None:
        for word in words:
            if word not in self.met:
                for slip in slips(word):
                    self._slips.setdefault(slip, set()).add(word)
            self.met[word] += 1

    def near(self, word: str) -> set[str]:
        """The met words that are this one or one slip away from it."""
        found = {near for slip in slips(word) for near in self._slips.get(slip, ())}
        return {near for near in found if near == word or is_slip(near, word)}


@lru_cache(maxsize=4096)
def place(city: str | None) -> str:
    """A city however it is written."""
    return fold(city)


def keeps_to_its_city(least: float) -> bool:
    """Whether a firm of another city never reaches a score (0–1) by its name alone."""
    return least > OTHER_CITY


@dataclass
class _Bucket:
    """The names that bear a word in a city: sketch → what is glanced at."""

    cores: dict[str, str] = field(default_factory=dict)
    wholes: dict[str, str] = field(default_factory=dict)


@dataclass
class Pool:
    """Firms to compare lines with, by the words of their names and their city.

    `by_city`: a line that names its city is compared with the firms of this city, and of none. See
    `keeps_to_its_city`.
    """

    by_city: bool = False
    _buckets: dict[tuple[str, tuple[str, ...]], dict[str, _Bucket]] = field(default_factory=dict)
    _known: dict[str, tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)
    _members: dict[str, dict[str, tuple[str | None, str | None]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._known)

    def add(
        self, firm: str, sketch: str, words: Iterable[str], city: str | None, tax_id: str | None = None
    ) -> None:
        """Make a firm known under these words."""
        known = self._known.get(sketch)
        if known is None:
            known = self._known[sketch] = (*texts(sketch), _numbers_of(sketch))
            self._members[sketch] = {}
        core, whole, own = known
        there = place(city) if self.by_city else ""
        for word in words:
            buckets = self._buckets.setdefault((word, own), {})
            bucket = buckets.get(there)
            if bucket is None:
                bucket = buckets[there] = _Bucket()
            bucket.cores[sketch], bucket.wholes[sketch] = core, whole
        self._members[sketch][firm] = (city, tax_id)

    def size(self, word: str, own: tuple[str, ...]) -> int:
        """How many different names bear a word, with the same numbers."""
        return sum(len(bucket.cores) for bucket in self._buckets.get((word, own), {}).values())

    def alike(self, wanted: Line, groups: Groups, known: Collection[str]) -> list[tuple[Candidate, float]]:
        """Firms that share a word of one of the groups and are named alike, with their likeness (0–1)."""
        buckets = self._asked(wanted, {word for group in groups for word in group})
        if not buckets:
            return []
        compared = [
            (sketch, compare(wanted.parts, from_sketch(sketch), known))
            for sketch in _at_a_glance(wanted, buckets)
        ]
        namesakes = sum(
            len(self._members[sketch]) for sketch, likeness in compared if likeness.core >= _SAME_CORE
        )
        return [
            (Candidate(firm, sketch, city, tax_id), likeness.total(namesakes))
            for sketch, likeness in compared
            for firm, (city, tax_id) in self._members[sketch].items()
        ]

    def place_of(self, wanted: Line) -> str | None:
        """The city whose firms, beside those of none, a line is compared with; None for those of all."""
        return place(wanted.firm.city) or None if self.by_city else None

    def _asked(self, wanted: Line, words: Iterable[str]) -> list[_Bucket]:
        found = [there for word in words if (there := self._buckets.get((word, wanted.numbers)))]
        city = self.place_of(wanted)
        if city is None:
            return [bucket for there in found for bucket in there.values()]
        return [there[one] for there in found for one in ("", city) if one in there]


def _at_a_glance(wanted: Line, buckets: Sequence[_Bucket]) -> list[str]:
    """The few names that look most like the line's: by their core, else by everything written."""
    core, whole = texts(wanted.parts.sketch)
    # One slip a word and one more are as many as the careful comparison forgives.
    cutoff = 100 * (1 - (len(wanted.parts.core) + 1) / max(len(core), 1))
    near = _near(core, [bucket.cores for bucket in buckets], min(max(cutoff, _CORE_GLANCE), _WHOLE_GLANCE))
    return near or _near(whole, [bucket.wholes for bucket in buckets], _WHOLE_GLANCE)


def _near(typed: str, choices: Iterable[Mapping[str, str]], cutoff: float) -> list[str]:
    found: dict[str, float] = {}
    for texts_of in choices:
        best = process.extract(typed, texts_of, scorer=fuzz.ratio, score_cutoff=cutoff, limit=_MOST_COMPARED)
        found.update((sketch, likeness) for _text, likeness, sketch in best)
    return sorted(found, key=lambda sketch: (-found[sketch], sketch))[:_MOST_COMPARED]


def texts(sketch: str) -> tuple[str, str]:
    """What is glanced at: the core's words sorted and glued, and everything written, glued in its order."""
    core, _, trades = sketch.partition("|")
    words = core.split()
    return "".join(sorted(words)), "".join((*words, *trades.split()))


def _numbers_of(sketch: str) -> tuple[str, ...]:
    return numbers(from_sketch(sketch)) if _DIGIT.search(sketch) else ()


def groups_to_ask(
    wanted: Line, meant: Mapping[str, Collection[str]], sizes: Mapping[str, int]
) -> list[Collection[str]]:
    """The groups of words that suffice to meet every likely duplicate of a line.

    Of a name of two words both must be alike, so whoever is a duplicate bears the rarer one too; of longer
    names one word may be missing. Glued pairs find names that were written without the blank.
    """

    def size(word: str) -> int:
        return sum(sizes.get(near, 0) for near in meant.get(word, (word,)))

    rarest = sorted(wanted.singles, key=size)[: 1 if len(wanted.singles) <= 2 else 2]
    return [meant.get(word, (word,)) for word in rarest] + [(pair,) for pair in wanted.pairs]


def best(
    wanted: Line, found: Iterable[tuple[Candidate, float]], least: float
) -> tuple[Candidate, Match] | None:
    """The candidate that most likely is the line's firm, from a score (0–1) of `least` on."""
    scored = [(candidate, score(wanted.firm, candidate, likeness)) for candidate, likeness in found]
    worth = [(candidate, match) for candidate, match in scored if match.score >= least]
    return min(worth, key=lambda pair: (-pair[1].score, pair[0].firm), default=None)


def is_a_name(count: int) -> bool:
    """Whether so many firms bear a word that it is a name, and no slip of another one."""
    return count >= _ENOUGH_TO_BE_A_NAME


@dataclass
class Twins:
    """Finds the lines of a file that are the same firm as an earlier line.

    `least`: the score (0–1) from which two lines are one firm.
    """

    least: float
    _words: Words = field(default_factory=Words)
    _pool: Pool = field(init=False)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._pool = Pool(keeps_to_its_city(self.least))

    def among(self, read: Iterable[Read]) -> dict[int, int]:
        """By the number of a line, of these which follow those asked before: that of the earlier one."""
        found: dict[int, int] = {}
        for row, line in read:
            if row.problems:
                continue
            earlier = self._earlier(line)
            if earlier is not None:
                found[row.number] = earlier
            self._remember(row.number, line)
        return found

    def _remember(self, number: int, line: Line) -> None:
        for key in line.exact:
            self._numbers.setdefault(key, number)
        self._words.add(line.singles)
        self._pool.add(str(number), line.parts.sketch, line.keys, line.firm.city, line.firm.tax_id)

    def _earlier(self, line: Line) -> int | None:
        for key in line.exact:
            if key[0] == "Tax ID" and key in self._numbers:
                return self._numbers[key]
        meant = {word: self._words.near(word) | {word} for word in line.singles}
        sizes = {near: self._pool.size(near, line.numbers) for group in meant.values() for near in group}
        known = {word for word in line.parts.core if is_a_name(self._words.met[word])}
        found = best(line, self._pool.alike(line, groups_to_ask(line, meant, sizes), known), self.least)
        return int(found[0].firm) if found else None

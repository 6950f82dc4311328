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

from rapidfuzz import fuzz, process

from oasis_crm.domain.blocking import asked, is_slip, slips, words_of
from oasis_crm.domain.duplicates import Candidate, FirmData, KeyKind, Match, number_keys, score
from oasis_crm.domain.likeness import compare
from oasis_crm.domain.names import NameParts, from_sketch, parts

#: Glances (0–100) under which the careful comparison never reaches a score worth refusing.
_CORE_GLANCE, _WHOLE_GLANCE = 72.0, 84.0
_MOST_COMPARED = 5
_DIGIT = re.compile(r"\d")
_SAME_CORE = 0.95
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


@dataclass
class _Bucket:
    """The names that bear a word: sketch → what is glanced at."""

    cores: dict[str, str] = field(default_factory=dict)
    wholes: dict[str, str] = field(default_factory=dict)


@dataclass
class Pool:
    """Firms to compare lines with, by the words of their names."""

    _buckets: dict[tuple[str, tuple[str, ...]], _Bucket] = field(default_factory=dict)
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
        for word in words:
            bucket = self._buckets.get((word, own))
            if bucket is None:
                bucket = self._buckets[word, own] = _Bucket()
            bucket.cores[sketch], bucket.wholes[sketch] = core, whole
        self._members[sketch][firm] = (city, tax_id)

    def size(self, word: str, own: tuple[str, ...]) -> int:
        """How many different names bear a word, with the same numbers."""
        bucket = self._buckets.get((word, own))
        return len(bucket.cores) if bucket else 0

    def alike(
        self, wanted: Line, groups: Sequence[Collection[str]], known: Collection[str]
    ) -> list[tuple[Candidate, float]]:
        """Firms that share a word of one of the groups and are named alike, with their likeness (0–1)."""
        words = {word for group in groups for word in group}
        buckets = [found for word in words if (found := self._buckets.get((word, wanted.numbers)))]
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

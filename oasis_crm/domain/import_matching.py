"""Likely duplicates for thousands of lines at once.

The careful comparison of two names is the same as while one types (`likeness`); what differs is how few
pairs it is asked for: only firms that share a line's rarest word, bear the same numbers and look alike at a
glance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from oasis_crm.domain.duplicates import Candidate, FirmData, Match, is_slip, score, slips, word_keys
from oasis_crm.domain.likeness import compare
from oasis_crm.domain.names import NameParts, from_sketch, parts

#: Glances (0–100) under which the careful comparison never reaches a score worth refusing.
_CORE_GLANCE, _WHOLE_GLANCE = 72, 84
_MOST_COMPARED = 12
_SAME_CORE = 0.95
_ENOUGH_TO_BE_A_NAME = 3


@dataclass(frozen=True)
class Line:
    """What a line is found by. `singles`: words of the name; `pairs`: neighbouring ones glued together."""

    firm: FirmData
    parts: NameParts
    singles: tuple[str, ...]
    pairs: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return self.singles + self.pairs


def line(firm: FirmData) -> Line:
    """The words of a firm's name by which others find it."""
    taken = parts(firm.firm_name)
    keys = word_keys(taken)
    core = {word[:16] for word in taken.core}
    singles = tuple(key for key in keys if key in core)
    pairs = tuple(key for key in keys if key not in core)
    return Line(firm, taken, singles, pairs, numbers(taken))


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
class Pool:
    """Firms to compare lines with, by the words of their names."""

    _sketches: dict[tuple[str, tuple[str, ...]], set[str]] = field(default_factory=dict)
    _members: dict[str, list[Candidate]] = field(default_factory=dict)
    _texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    _names: dict[str, NameParts] = field(default_factory=dict)
    _numbers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _firms: set[str] = field(default_factory=set)

    def add(self, candidate: Candidate, words: Iterable[str]) -> None:
        """Make a firm known under these words; once under each."""
        sketch = candidate.sketch
        if sketch not in self._names:
            self._names[sketch] = from_sketch(sketch)
            self._numbers[sketch] = numbers(self._names[sketch])
            self._texts[sketch] = texts(self._names[sketch])
        for word in words:
            self._sketches.setdefault((word, self._numbers[sketch]), set()).add(sketch)
        if candidate.firm not in self._firms:
            self._firms.add(candidate.firm)
            self._members.setdefault(sketch, []).append(candidate)

    def size(self, words: Iterable[str], own: tuple[str, ...]) -> int:
        """How many different names bear one of the words, with the same numbers."""
        return sum(len(self._sketches.get((word, own), ())) for word in words)

    def alike(
        self, wanted: Line, groups: Sequence[Collection[str]], known: Collection[str]
    ) -> list[tuple[Candidate, float]]:
        """Firms that share a word of one of the groups and are named alike, with their likeness (0–1)."""
        sketches = set[str]().union(
            *(self._sketches.get((word, wanted.numbers), ()) for group in groups for word in group)
        )
        compared = [
            (sketch, compare(wanted.parts, self._names[sketch], known))
            for sketch in self._at_a_glance(wanted, sketches)
        ]
        namesakes = sum(
            len(self._members[sketch]) for sketch, likeness in compared if likeness.core >= _SAME_CORE
        )
        return [
            (candidate, likeness.total(namesakes))
            for sketch, likeness in compared
            for candidate in self._members[sketch]
        ]

    def _at_a_glance(self, wanted: Line, sketches: set[str]) -> list[str]:
        if len(sketches) <= 2:
            return list(sketches)
        found: dict[str, None] = {}
        for index, (typed, cutoff) in enumerate(
            zip(texts(wanted.parts), (_CORE_GLANCE, _WHOLE_GLANCE), strict=True)
        ):
            choices = {sketch: self._texts[sketch][index] for sketch in sketches}
            near = process.extract(
                typed, choices, scorer=fuzz.ratio, score_cutoff=cutoff, limit=_MOST_COMPARED
            )
            found.update(dict.fromkeys(sketch for _, _, sketch in near))
        return list(found)


def texts(name: NameParts) -> tuple[str, str]:
    """What is glanced at: the core's words sorted and glued, and everything written, glued in its order."""
    return "".join(sorted(name.core)), "".join((*name.core, *name.trades))


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

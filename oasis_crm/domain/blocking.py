"""By which words stored firms are looked up when somebody types a name: those it has, and those it may mean.

Who types gets letters wrong, runs words together and cuts them in two. So each typed word stands for a group
of stored words; a firm comes into question when it bears a word of the rarest groups.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from oasis_crm.domain.names import NameParts

LONGEST_WORD = 16
#: A word that so many firms bear is a name, and no slip of another one.
ENOUGH_TO_BE_A_NAME = 3
_SHORTEST_WORD = 3
#: Letters by which a word that nobody bears is looked up, and how long it must be to have had two slips.
_BEGINNING, _SHORTEST_FAR = 4, 5
#: Shorter words are not made of two.
_SHORTEST_GLUED, _SHORTEST_INNER, _LONGEST_GLUED = 6, 4, 48

Group = frozenset[str]


def words_of(name: NameParts) -> list[str]:
    """The words and numbers a firm is found by: the telling ones of its core; what there is where none is."""
    core = [word[:LONGEST_WORD] for word in name.core]
    telling = [word for word in core if len(word) >= _SHORTEST_WORD or word.isdigit()]
    return list(dict.fromkeys(telling or core))


@lru_cache(maxsize=16384)
def slips(word: str) -> tuple[str, ...]:
    """The word and what is left of it without one of its letters: two words one slip apart share one of
    these.
    """
    word = word[:LONGEST_WORD]
    if len(word) < 4:
        return (word,)
    return tuple(dict.fromkeys([word, *(word[:n] + word[n + 1 :] for n in range(len(word)))]))


def is_slip(a: str, b: str) -> bool:
    """Whether one letter more, less, other, or two swapped turn one word into the other."""
    return OSA.distance(a[:LONGEST_WORD], b[:LONGEST_WORD], score_cutoff=1) <= 1


def beginnings(word: str) -> list[str]:
    """How the kept spellings of a word begin that became this one by two slips, not both at its beginning."""
    if len(word) < _SHORTEST_FAR or word.isdigit():
        return []
    return list(dict.fromkeys(spelling[:_BEGINNING] for spelling in slips(word[: _BEGINNING + 1])))


def is_far_slip(a: str, b: str) -> bool:
    """Whether two slips turn one word into the other."""
    return OSA.distance(a[:LONGEST_WORD], b[:LONGEST_WORD], score_cutoff=2) <= 2


@dataclass(frozen=True)
class Asked:
    """What a typed name is looked up by: its words, and neighbours run together (one word typed as two)."""

    words: tuple[str, ...]
    core: tuple[str, ...]

    @property
    def variants(self) -> set[str]:
        """The spellings by which stored words are looked up."""
        return {slip for word in self.words for slip in slips(word)}

    def near(self, vocabulary: Iterable[tuple[str, str]]) -> dict[str, Group]:
        """The typed words → the stored words each may mean. `vocabulary`: spelling and stored word, of the
        variants.
        """
        near: dict[str, set[str]] = {word: set() for word in self.words}
        owners: dict[str, list[str]] = {}
        for word in self.words:
            for slip in slips(word):
                owners.setdefault(slip, []).append(word)
        for spelling, stored in vocabulary:
            for word in owners.get(spelling, ()):
                if stored not in near[word] and is_slip(stored, word):
                    near[word].add(stored)
        return {word: frozenset(stored) for word, stored in near.items() if stored}

    def pieces(self, near: Mapping[str, Group]) -> set[str]:
        """Words that the typed ones may be made of, where these are no stored ones themselves."""
        return {
            piece
            for word in self.core
            if word[:LONGEST_WORD] not in near.get(word[:LONGEST_WORD], ())
            for piece in _pieces(word)
        }

    def halves(self, near: Mapping[str, Group]) -> list[tuple[str, ...]]:
        """Each way to cut a typed word that is a stored one: another firm may bear its halves, apart.

        Nobody is found by a first word of two letters, so then it is the other one alone: "Öz Altın".
        """
        return [
            (word[:end], word[end:]) if end >= _SHORTEST_WORD else (word[end:],)
            for word in self.core
            if word in near.get(word, ()) and len(word) >= _SHORTEST_GLUED
            for end in range(_SHORTEST_WORD - 1, len(word) - _SHORTEST_WORD + 1)
        ]


def longest(pieces: Iterable[str]) -> list[str]:
    """The pieces that are no part of a longer one."""
    kept: list[str] = []
    for piece in sorted(pieces, key=len, reverse=True):
        if not any(piece in longer for longer in kept):
            kept.append(piece)
    return kept


def asked(name: NameParts, other: NameParts | None = None) -> Asked:
    """By what a typed name is looked up. `other`: its other reading (`names.with_halves`)."""
    cores = [name.core, other.core] if other else [name.core]
    pairs = [a + b for core in cores for a, b in pairwise(core)]
    glued = [pair[:LONGEST_WORD] for pair in pairs if not pair.isdigit()]
    return Asked(tuple(dict.fromkeys([*words_of(name), *glued])), name.core)


def _pieces(word: str) -> Iterable[str]:
    if len(word) < _SHORTEST_GLUED or word.isdigit():
        return
    word = word[:_LONGEST_GLUED]
    yield word[:_SHORTEST_WORD]
    yield word[-_SHORTEST_WORD:]
    for start in range(len(word) - _SHORTEST_INNER + 1):
        for end in range(start + _SHORTEST_INNER, min(len(word), start + LONGEST_WORD) + 1):
            if end - start < len(word):
                yield word[start:end]


def size(group: Group, sizes: Mapping[str, int]) -> int:
    """How many firms bear a word of a group. `sizes`: by word."""
    return sum(sizes.get(word, 0) for word in group)


def known(words: Collection[str], sizes: Mapping[str, int]) -> set[str]:
    """Typed words that firms are called by: no slips of others."""
    return {word for word in words if sizes.get(word[:LONGEST_WORD], 0) >= ENOUGH_TO_BE_A_NAME}

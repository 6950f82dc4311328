"""Is this the firm that somebody already follows? Keys to find candidates by, and how alike two firms are.

Two steps, so that 100,000 firms cost a few index look-ups: words (with their one-letter slips) and numbers
name the candidates, then each candidate is scored. Data in, data out; the rows live in `Firm Key` and
`Word Slip`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from oasis_crm.domain import contacts, names, phones, tax_ids
from oasis_crm.domain.blocking import words_of
from oasis_crm.domain.likeness import Likeness, compare, recut_only
from oasis_crm.domain.names import NameParts
from oasis_crm.domain.text import fold

KeyKind = Literal["Tax ID", "Phone", "Email", "Word"]
Evidence = Literal["tax_id", "phone", "email", "name"]

#: Under this score two firms are not worth mentioning together; from LIKELY on, entry asks for a reason.
WORTH_SHOWING = 0.83
LIKELY = 0.84

#: What another city takes away from a likeness.
OTHER_CITY = 0.83

#: Candidates that get the careful comparison, of all that share a key.
_SHORT_LIST = 32
#: A name so alike needs no other reading.
_ALIKE = 0.93
#: Candidates so far behind the best one are not shown.
_DISTRACTING = 0.025


@dataclass(frozen=True)
class FirmData:
    """What is typed, or stored, of a firm."""

    firm_name: str = ""
    city: str | None = None
    tax_id: str | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(frozen=True)
class Keyed:
    """What a firm is stored under, to be found by: the words of its name and its exact numbers."""

    sketch: str
    words: tuple[str, ...]
    numbers: tuple[tuple[KeyKind, str], ...]
    city: str | None = None


@dataclass(frozen=True)
class Candidate:
    """A stored firm that shares a key with what is typed. `evidence`: the kinds of exact keys it shares."""

    firm: str
    sketch: str
    city: str | None = None
    tax_id: str | None = None
    evidence: frozenset[Evidence] = frozenset()


#: Name, sketch and city of a stored firm.
Named = tuple[str, str | None, str | None]


@dataclass(frozen=True)
class Match:
    firm: str
    score: float
    reasons: tuple[Evidence, ...]

    @property
    def exact(self) -> bool:
        return "tax_id" in self.reasons


# Keys


def keyed(firm: FirmData) -> Keyed:
    """What a firm is to be stored under."""
    parts = names.parts(firm.firm_name)
    return Keyed(parts.sketch, tuple(words_of(parts)), tuple(number_keys(firm)), firm.city)


def number_keys(firm: FirmData) -> list[tuple[KeyKind, str]]:
    """The exact keys: tax number, telephones, e-mail addresses, normalised; what is malformed gives none."""
    keys: list[tuple[KeyKind, str]] = []
    tax_id = tax_ids.normalise(firm.tax_id)
    if tax_id and not tax_ids.problem(tax_id):
        keys.append(("Tax ID", tax_id))
    keys += [("Phone", number) for number in map(phones.normalise, firm.phones) if number]
    keys += [("Email", address) for address in map(contacts.email, firm.emails) if address]
    return list(dict.fromkeys(keys))


# Likeness


def matches(
    firm: FirmData,
    candidates: Sequence[Candidate],
    known_words: Collection[str] = (),
    least: float = WORTH_SHOWING,
    limit: int = 5,
) -> list[Match]:
    """The candidates that may be the same firm, best first; those that share a number whatever their score.
    What is much less like it than the best one is left out: it would only distract.

    `known_words`: words of the typed name that other firms bear too. Such a word is no typing slip, so a
    one-letter difference to it speaks for two firms ("Kaya" and "Kara").
    """
    typed, other = names.parts(firm.firm_name), names.with_halves(firm.firm_name)
    compared = [
        (candidate, _likeness(typed, other, names.from_sketch(candidate.sketch), known_words))
        for candidate in candidates
    ]
    namesakes = sum(1 for _, likeness in compared if likeness.core >= 0.95)
    scored = [
        (score(firm, candidate, likeness.total(namesakes)), likeness.apart)
        for candidate, likeness in compared
    ]
    nearest = max((match.score - apart for match, apart in scored), default=0.0) - _DISTRACTING
    worth = [
        (match, apart)
        for match, apart in scored
        if {*match.reasons} - {"name"} or (match.score >= least and match.score - apart >= nearest)
    ]
    worth.sort(key=lambda pair: (-pair[0].score, pair[1], pair[0].firm))
    return [match for match, _ in worth[:limit]]


def _likeness(
    typed: NameParts, other: NameParts | None, stored: NameParts, known: Collection[str]
) -> Likeness:
    """The better of two readings; the other one counts where a word was cut in two."""
    likeness = compare(typed, stored, known)
    halves = recut_only(other, stored, known) if other and likeness.core < _ALIKE else None
    return max([likeness, *([halves] if halves else [])], key=lambda one: one.total(1))


def short_list(typed: NameParts, named: Sequence[Named]) -> list[Named]:
    """The `_SHORT_LIST` firms whose names look most alike at a glance: by the name proper, and by all."""
    if len(named) <= _SHORT_LIST:
        return list(named)
    sketches = [sketch or "" for _, sketch, _ in named]
    alike = {*_glance(typed.sketch, sketches, _core_of), *_glance(typed.sketch, sketches, _all_of)}
    return [named[index] for index in sorted(alike)]


def _glance(typed: str, sketches: Sequence[str], text_of: Callable[[str], str]) -> list[int]:
    texts = list(map(text_of, sketches))
    best = process.extract(text_of(typed), texts, scorer=fuzz.ratio, score_cutoff=40, limit=_SHORT_LIST // 2)
    return [index for _, _, index in best]


@lru_cache(maxsize=32768)
def _core_of(sketch: str) -> str:
    return "".join(sorted(sketch.partition("|")[0].split()))


@lru_cache(maxsize=32768)
def _all_of(sketch: str) -> str:
    core, _, trades = sketch.partition("|")
    return "".join([*core.split(), *sorted(trades.split())])


def score(firm: FirmData, candidate: Candidate, likeness: float) -> Match:
    """How sure it is (0–1) that a candidate is the typed firm, and on what grounds."""
    reasons = _reasons(candidate.evidence, likeness)
    if "tax_id" in candidate.evidence:
        return Match(candidate.firm, 1.0, reasons)
    total = likeness * _city_factor(firm.city, candidate.city) * _tax_factor(firm.tax_id, candidate.tax_id)
    if candidate.evidence:
        # A shared number proves a link, not identity: an accountant's telephone serves many firms.
        base = 0.8 if likeness < 0.6 else 0.92
        total = max(total, base + (0.99 - base) * likeness)
    return Match(candidate.firm, round(min(total, 0.99), 4), reasons)


def _reasons(evidence: Collection[Evidence], likeness: float) -> tuple[Evidence, ...]:
    order: tuple[Evidence, ...] = ("tax_id", "phone", "email")
    return (*(kind for kind in order if kind in evidence), *(("name",) if likeness >= 0.75 else ()))


def _city_factor(a: str | None, b: str | None) -> float:
    if not a or not b:
        return 0.98
    return 1.0 if fold(a) == fold(b) else OTHER_CITY


def _tax_factor(a: str | None, b: str | None) -> float:
    """Two valid tax numbers that differ are two legal persons, however alike their names."""
    first, second = tax_ids.normalise(a), tax_ids.normalise(b)
    differ = (
        first and second and first != second and not tax_ids.problem(first) and not tax_ids.problem(second)
    )
    return 0.7 if differ else 1.0

"""Is this the firm that somebody already follows? Keys to find candidates by, and how alike two firms are.

Two steps, so that 100,000 firms cost a few index look-ups: words (with their one-letter slips) and numbers
name the candidates, then each candidate is scored. Data in, data out; the rows live in `Firm Key` and
`Word Slip`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from oasis_crm.domain import contacts, names, phones, tax_ids
from oasis_crm.domain.likeness import compare
from oasis_crm.domain.names import NameParts
from oasis_crm.domain.text import fold

KeyKind = Literal["Tax ID", "Phone", "Email", "Word"]
Evidence = Literal["tax_id", "phone", "email", "name"]

#: Under this score two firms are not worth mentioning together; from LIKELY on, entry asks for a reason.
WORTH_SHOWING = 0.83
LIKELY = 0.86

_LONGEST_WORD = 16
_SHORTEST_WORD = 3
#: Candidates that get the careful comparison, of all that share a key.
_SHORT_LIST = 40


@dataclass(frozen=True)
class FirmData:
    """What is typed, or stored, of a firm."""

    firm_name: str = ""
    city: str | None = None
    tax_id: str | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A stored firm that shares a key with what is typed. `evidence`: the kinds of exact keys it shares."""

    firm: str
    sketch: str
    city: str | None = None
    tax_id: str | None = None
    evidence: frozenset[Evidence] = frozenset()


@dataclass(frozen=True)
class Match:
    firm: str
    score: float
    reasons: tuple[Evidence, ...]

    @property
    def exact(self) -> bool:
        return "tax_id" in self.reasons


# Keys


def number_keys(firm: FirmData) -> list[tuple[KeyKind, str]]:
    """The exact keys: tax number, telephones, e-mail addresses, normalised; what is malformed gives none."""
    keys: list[tuple[KeyKind, str]] = []
    tax_id = tax_ids.normalise(firm.tax_id)
    if tax_id and not tax_ids.problem(tax_id):
        keys.append(("Tax ID", tax_id))
    keys += [("Phone", number) for number in map(phones.normalise, firm.phones) if number]
    keys += [("Email", address) for address in map(contacts.email, firm.emails) if address]
    return list(dict.fromkeys(keys))


def single_words(name: NameParts) -> list[str]:
    """The telling words of a name's core; what there is where none is telling."""
    core = [word[:_LONGEST_WORD] for word in name.core]
    telling = [word for word in core if len(word) >= _SHORTEST_WORD and not word.isdigit()]
    return list(dict.fromkeys(telling or core))


def word_keys(name: NameParts) -> list[str]:
    """The words a stored firm is found by: those of its core, and each neighbouring pair glued together."""
    pairs = [(a + b)[:_LONGEST_WORD] for a, b in pairwise(name.core)]
    return list(dict.fromkeys(single_words(name) + pairs))


def slips(word: str) -> list[str]:
    """The word and what is left of it without one of its letters: two words one slip apart share one of
    these.
    """
    word = word[:_LONGEST_WORD]
    if len(word) < 4:
        return [word]
    return list(dict.fromkeys([word, *(word[:n] + word[n + 1 :] for n in range(len(word)))]))


def glued_parts(name: NameParts) -> list[str]:
    """Words that a long word of the query may be made of, where somebody left out the blank."""
    found: list[str] = []
    for word in name.core:
        if len(word) >= 8:
            cuts = range(4, len(word) - 2)
            found += [word[:cut] for cut in cuts] + [word[cut:] for cut in cuts if len(word) - cut >= 4]
    return list(dict.fromkeys(part[:_LONGEST_WORD] for part in found))


def is_slip(a: str, b: str) -> bool:
    """Whether one letter more, less, other, or two swapped turn one word into the other."""
    return OSA.distance(a[:_LONGEST_WORD], b[:_LONGEST_WORD], score_cutoff=1) <= 1


# Likeness


def matches(
    firm: FirmData,
    candidates: Sequence[Candidate],
    known_words: Collection[str] = (),
    least: float = WORTH_SHOWING,
    limit: int = 5,
) -> list[Match]:
    """The candidates that may be the same firm, best first; those that share a number whatever their score.

    `known_words`: words of the typed name that other firms bear too. Such a word is no typing slip, so a
    one-letter difference to it speaks for two firms ("Kaya" and "Kara").
    """
    typed = names.parts(firm.firm_name)
    compared = [
        (candidate, compare(typed, names.from_sketch(candidate.sketch), known_words))
        for candidate in short_list(typed, candidates)
    ]
    namesakes = sum(1 for _, likeness in compared if likeness.core >= 0.95)
    scored = (score(firm, candidate, likeness.total(namesakes)) for candidate, likeness in compared)
    worth = sorted(
        (m for m in scored if m.score >= least or {*m.reasons} - {"name"}), key=lambda m: (-m.score, m.firm)
    )
    return worth[:limit]


def short_list(typed: NameParts, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those with an exact key, and the `_SHORT_LIST` whose names look most alike at a glance."""
    sure = [candidate for candidate in candidates if candidate.evidence]
    others = [candidate for candidate in candidates if not candidate.evidence]
    if len(others) <= _SHORT_LIST:
        return sure + others
    texts = [candidate.sketch.replace("|", " ") for candidate in others]
    best = process.extract(typed.sketch.replace("|", " "), texts, scorer=fuzz.token_ratio, limit=_SHORT_LIST)
    return sure + [others[index] for _, _, index in best]


def score(firm: FirmData, candidate: Candidate, likeness: float) -> Match:
    """How sure it is (0–1) that a candidate is the typed firm, and on what grounds."""
    reasons = _reasons(candidate.evidence, likeness)
    if "tax_id" in candidate.evidence:
        return Match(candidate.firm, 1.0, reasons)
    total = likeness * _city_factor(firm.city, candidate.city) * _tax_factor(firm.tax_id, candidate.tax_id)
    if candidate.evidence:
        # A shared number proves a link, not identity: an accountant's telephone serves many firms.
        base = 0.84 if likeness < 0.6 else 0.92
        total = max(total, base + (0.99 - base) * likeness)
    return Match(candidate.firm, round(min(total, 0.99), 4), reasons)


def _reasons(evidence: Collection[Evidence], likeness: float) -> tuple[Evidence, ...]:
    order: tuple[Evidence, ...] = ("tax_id", "phone", "email")
    return (*(kind for kind in order if kind in evidence), *(("name",) if likeness >= 0.75 else ()))


def _city_factor(a: str | None, b: str | None) -> float:
    if not a or not b:
        return 0.98
    return 1.0 if fold(a) == fold(b) else 0.84


def _tax_factor(a: str | None, b: str | None) -> float:
    """Two valid tax numbers that differ are two legal persons, however alike their names."""
    first, second = tax_ids.normalise(a), tax_ids.normalise(b)
    differ = (
        first and second and first != second and not tax_ids.problem(first) and not tax_ids.problem(second)
    )
    return 0.7 if differ else 1.0

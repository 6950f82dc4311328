"""Which lines of a file are firms that are already there: a few queries for hundreds of lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe.query_builder.functions import Count
from oasis_crm.domain import import_matching as rules
from oasis_crm.domain.blocking import is_slip, slips
from oasis_crm.domain.duplicates import Candidate, Evidence, Match
from oasis_crm.domain.import_fields import FIELDS
from oasis_crm.domain.import_matching import Line, Pool, Words
from oasis_crm.domain.import_rows import Row
from oasis_crm.domain.import_verdicts import Found, Judgement, judge
from oasis_crm.domain.text import fold
from oasis_crm.imports import naming
from oasis_crm.imports.remembering import Alike, Noted
from oasis_crm.permissions.scope import Scope
from oasis_crm.services import firm_keys

_EVIDENCE: dict[str, Evidence] = {"Phone": "phone", "Email": "email"}
#: Values that one query names.
_AT_ONCE = 4000
#: A word that so many firms bear tells nothing unless a line has no other.
_TOO_COMMON = 4000
#: Firms that are kept from batch to batch, for the sake of memory.
_MOST_KEPT = 250_000
_STORED = [
    *(known.name for known in FIELDS if not known.contact),
    *("name", "followed_since", "creation", "modified"),
]


@dataclass
class Asked:
    """What some lines ask the pool of stored names for."""

    pool: Pool
    sizes: dict[str, int]
    groups: dict[int, list[Collection[str]]]

    def alike(self, line: Line, number: int) -> list[tuple[Candidate, float]]:
        """The stored firms that are named like the line, with their likeness."""
        known = {word for word in line.parts.core if rules.is_a_name(self.sizes.get(word, 0))}
        return self.pool.alike(line, self.groups[id(line)], known)


@dataclass
class Named:
    """Stored firms by the words of their names, as far as the lines so far have asked for them.

    What was read is kept from batch to batch; firms that came in between are found by the number that the
    series of names has reached.
    """

    _pool: Pool = field(default_factory=Pool)
    _read: set[str] = field(default_factory=set)
    _meant: dict[str, set[str]] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)
    _last: int | None = None

    def asked(self, lines: Sequence[Line]) -> Asked:
        """Read what these lines need that is not here yet."""
        self._catch_up()
        self._meant |= _near({word for line in lines for word in line.singles} - self._meant.keys())
        met = {near for line in lines for word in line.singles for near in self._meant[word]}
        self._sizes |= dict.fromkeys(met - self._sizes.keys(), 0) | _sizes(met - self._sizes.keys())
        groups = {id(line): rules.groups_to_ask(line, self._meant, self._sizes) for line in lines}
        wanted = {word for asked in groups.values() for group in asked for word in group}
        new = {word for word in wanted - self._read if self._sizes.get(word, 0) <= _TOO_COMMON}
        self._add(_bearing(new))
        self._read |= new
        return Asked(self._pool, self._sizes, groups)

    def _catch_up(self) -> None:
        reached = naming.reached()
        if len(self._pool) > _MOST_KEPT:
            self._pool, self._read, self._meant, self._sizes = Pool(), set(), {}, {}
        elif self._last is not None and reached > self._last and self._read:
            self._add(row for row in _keys_of(naming.between(self._last, reached)) if row[1] in self._read)
        self._last = reached

    def _add(self, rows: Iterable[tuple[str, str, str, str | None]]) -> None:
        for firm, key, sketch, city in rows:
            self._pool.add(firm, sketch or "|", (key,), city)


@dataclass(frozen=True)
class Importer:
    """Whose import it is. `rep`: whom new firms belong to where the file names nobody; None for staff."""

    scope: Scope
    rep: str | None
    least: float


@dataclass
class Matcher:
    """Judges the lines of one file in their order; remembers them to find the same firm met twice.

    `named`: who knows the stored firms by name: the keys, or the note that a preview left.
    """

    importer: Importer
    named: Named | Noted = field(default_factory=Named)
    alike: dict[int, Alike] = field(default_factory=dict)
    _words: Words = field(default_factory=Words)
    _pool: Pool = field(default_factory=Pool)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def judge(self, rows: Sequence[Row]) -> list[Judgement]:
        """The verdicts on the next lines of the file."""
        lines = [rules.line(firm_keys.data_of(_form(row))) for row in rows]
        checked = [index for index, row in enumerate(rows) if not row.problems]
        found = self._stored([lines[index] for index in checked], [rows[index] for index in checked])
        by_index = dict(zip(checked, found, strict=True))
        judged = []
        for index, row in enumerate(rows):
            earlier = None if row.problems else self._earlier(lines[index])
            judged.append(judge(row, by_index.get(index), earlier))
            if not row.problems:
                self._remember(row, lines[index])
        return judged

    def remember(self, rows: Iterable[Row]) -> None:
        """Lines that were judged before, by an import that goes on."""
        for row in rows:
            if not row.problems:
                self._remember(row, rules.line(firm_keys.data_of(_form(row))))

    def _remember(self, row: Row, line: Line) -> None:
        for key in line.exact:
            self._numbers.setdefault(key, row.number)
        self._words.add(line.singles)
        self._pool.add(str(row.number), line.parts.sketch, line.keys, line.firm.city, line.firm.tax_id)

    def _earlier(self, line: Line) -> int | None:
        """The line of the file that was the same firm."""
        keys = line.exact
        same = next((self._numbers[key] for key in keys if key[0] == "Tax ID" and key in self._numbers), None)
        if same is not None:
            return same
        meant = {word: self._words.near(word) | {word} for word in line.singles}
        sizes = {near: self._pool.size(near, line.numbers) for group in meant.values() for near in group}
        known = {word for word in line.parts.core if rules.is_a_name(self._words.met[word])}
        alike = self._pool.alike(line, rules.groups_to_ask(line, meant, sizes), known)
        best = rules.best(line, alike, self.importer.least)
        return int(best[0].firm) if best else None

    def _stored(self, lines: Sequence[Line], rows: Sequence[Row]) -> list[Found | None]:
        """The stored firm that each line most likely means."""
        numbered = _by_numbers(lines)
        taxed = _by_tax_ids(lines)
        named = self.named.asked(lines)
        best = [
            self._best(line, row.number, numbered, taxed, named)
            for line, row in zip(lines, rows, strict=True)
        ]
        details = _details(match.firm for candidates in best for _, match in candidates)
        return [
            self._found(row, line, candidates, details)
            for row, line, candidates in zip(rows, lines, best, strict=True)
        ]

    def _best(
        self,
        line: Line,
        number: int,
        numbered: dict[tuple[str, str], list[Candidate]],
        taxed: dict[str, str],
        named: Asked | Noted,
    ) -> list[tuple[Candidate, Match]]:
        if line.firm.tax_id in taxed:
            firm = taxed[line.firm.tax_id or ""]
            return [(Candidate(firm, "|"), Match(firm, 1.0, ("tax_id",)))]
        sharing: dict[str, tuple[Candidate, set[Evidence]]] = {}
        for kind, key in line.exact:
            for candidate in numbered.get((kind, key), ()):
                sharing.setdefault(candidate.firm, (candidate, set()))[1].add(_EVIDENCE[kind])
        found = named.alike(line, number)
        if found:
            self.alike[number] = found
        alike = {candidate.firm: (candidate, likeness) for candidate, likeness in found}
        for firm, (candidate, kinds) in sharing.items():
            likeness = (
                alike[firm][1]
                if firm in alike
                else rules.compare(line.parts, rules.from_sketch(candidate.sketch)).total(1)
            )
            proven = Candidate(firm, candidate.sketch, candidate.city, None, frozenset(kinds))
            alike[firm] = (proven, likeness)
        scored = [
            (candidate, rules.score(line.firm, candidate, likeness)) for candidate, likeness in alike.values()
        ]
        worth = [pair for pair in scored if pair[1].score >= self.importer.least]
        return sorted(worth, key=lambda pair: (-pair[1].score, pair[1].firm))[:3]

    def _found(
        self, row: Row, line: Line, candidates: Sequence[tuple[Candidate, Match]], details: dict[str, Any]
    ) -> Found | None:
        for candidate, match in candidates:
            stored = details.get(match.firm)
            if stored is None:
                continue
            exact = match.exact
            # Names alike and tax numbers that differ are two firms.
            if not exact and stored.tax_id and line.firm.tax_id and stored.tax_id != line.firm.tax_id:
                continue
            return self._placed(row, stored, match, exact or _same_firm(row, stored, candidate))
        return None

    def _placed(self, row: Row, stored: Any, match: Match, sure: bool) -> Found:
        scope, follower = self.importer.scope, stored.sales_rep
        rep = row.values.get("sales_rep") or self.importer.rep
        if rep:
            mine = follower == rep or (not follower and scope.everything)
        else:
            mine = scope.everything and (sure or not follower)
        changeable = scope.everything or follower in scope.changes
        return Found(stored.name, match.score, sure, mine, changeable, stored)


def _form(row: Row) -> dict[str, Any]:
    return {**row.values, "contacts": [row.contact] if row.contact else []}


def _same_firm(row: Row, stored: Any, candidate: Candidate) -> bool:
    """Whether a likeness leaves no doubt: the very same name, and the same city or number."""
    if fold(row.firm_name) != fold(stored.firm_name):
        return False
    same_city = bool(row.values.get("city")) and fold(row.values.get("city")) == fold(stored.city)
    return same_city or bool(candidate.evidence)


def _parts(values: Iterable[str]) -> Iterator[list[str]]:
    listed = sorted(values)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]


def _near(words: set[str]) -> dict[str, set[str]]:
    """Each word with the stored words that are one slip away from it."""
    found: dict[str, set[str]] = {word: {word} for word in words}
    owners: dict[str, list[str]] = {}
    for word in words:
        for slip in slips(word):
            owners.setdefault(slip, []).append(word)
    table = frappe.qb.DocType("Word Slip")
    for part in _parts(owners):
        for slip, word in (
            frappe.qb.from_(table).select(table.slip, table.word).where(table.slip.isin(part)).run()
        ):
            for owner in owners.get(slip, ()):
                if is_slip(word, owner):
                    found[owner].add(word)
    return found


def _sizes(words: set[str]) -> dict[str, int]:
    """How many firms bear each word."""
    table = frappe.qb.DocType("Firm Key")
    found: dict[str, int] = {}
    for part in _parts(words):
        query = frappe.qb.from_(table).select(table.mark, Count(table.mark)).where(table.mark.isin(part))
        found.update(query.groupby(table.mark).run())
    return found


def _bearing(words: set[str]) -> Iterator[tuple[str, str, str, str | None]]:
    """Firm, word, sketch and city of whatever bears one of the words."""
    table = frappe.qb.DocType("Firm Key")
    for part in _parts(words):
        query = frappe.qb.from_(table).select(table.firm, table.mark, table.sketch, table.city)
        yield from query.where(table.mark.isin(part)).where(table.kind == "Word").run()


def _keys_of(firms: Sequence[str]) -> Iterator[tuple[str, str, str, str | None]]:
    """The same of these firms."""
    table = frappe.qb.DocType("Firm Key")
    for part in _parts(firms):
        query = frappe.qb.from_(table).select(table.firm, table.mark, table.sketch, table.city)
        yield from query.where(table.firm.isin(part)).where(table.kind == "Word").run()


def _by_numbers(lines: Sequence[Line]) -> dict[tuple[str, str], list[Candidate]]:
    """The firms that have a telephone number or an e-mail address of a line."""
    keys = {key for line in lines for kind, key in line.exact if kind in _EVIDENCE}
    table = frappe.qb.DocType("Firm Key")
    found: dict[tuple[str, str], list[Candidate]] = {}
    for part in _parts(keys):
        query = frappe.qb.from_(table).select(table.kind, table.mark, table.firm, table.sketch, table.city)
        for kind, key, firm, sketch, city in (
            query.where(table.mark.isin(part)).where(table.kind != "Word").run()
        ):
            found.setdefault((kind, key), []).append(Candidate(firm, sketch or "|", city))
    return found


def _by_tax_ids(lines: Sequence[Line]) -> dict[str, str]:
    table = frappe.qb.DocType("Firm")
    found: dict[str, str] = {}
    for part in _parts({line.firm.tax_id for line in lines if line.firm.tax_id}):
        found.update(
            frappe.qb.from_(table).select(table.tax_id, table.name).where(table.tax_id.isin(part)).run()
        )
    return found


def _details(firms: Iterable[str]) -> dict[str, Any]:
    table = frappe.qb.DocType("Firm")
    found: dict[str, Any] = {}
    for part in _parts(set(firms)):
        query = frappe.qb.from_(table).select(*(table[name] for name in _STORED)).where(table.name.isin(part))
        found.update({row.name: row for row in query.run(as_dict=True)})
    return found

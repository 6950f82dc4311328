"""Which lines of a file are firms that are already there: by number, and by what they are named like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import frappe
from oasis_crm.domain import import_matching as rules
from oasis_crm.domain.duplicates import Candidate, Evidence, Match
from oasis_crm.domain.import_fields import FIELDS
from oasis_crm.domain.import_matching import Line, Read
from oasis_crm.domain.import_rows import Row
from oasis_crm.domain.import_verdicts import Found, Judgement, judge
from oasis_crm.domain.text import fold
from oasis_crm.imports.looking import parts
from oasis_crm.imports.remembering import Noted
from oasis_crm.permissions.scope import Scope

_EVIDENCE: dict[str, Evidence] = {"Phone": "phone", "Email": "email"}
_STORED = [
    *(known.name for known in FIELDS if not known.contact),
    *("name", "followed_since", "creation", "modified"),
]


@dataclass(frozen=True)
class Importer:
    """Whose import it is. `rep`: whom new firms belong to where the file names nobody; None for staff."""

    scope: Scope
    rep: str | None
    least: float


@dataclass
class Matcher:
    """Judges the lines of one file.

    `named`: the stored firms that are named like the lines.
    """

    importer: Importer
    named: Noted

    def judge(self, read: Sequence[Read]) -> list[Judgement]:
        """The verdicts on some lines of the file, as the firms stand now."""
        sound = [pair for pair in read if not pair[0].problems]
        found = dict(zip((row.number for row, _ in sound), self._stored(sound), strict=True))
        twins = self.named.note.twins
        return [judge(row, found.get(row.number), twins.get(row.number)) for row, _line in read]

    def _stored(self, read: Sequence[Read]) -> list[Found | None]:
        """The stored firm that each line most likely means."""
        lines = [line for _, line in read]
        numbered = _by_numbers(lines)
        self.named.catch_up()
        best = [self._best(line, row.number, numbered) for row, line in read]
        details = _details(match.firm for candidates in best for _, match in candidates)
        return [
            self._found(row, line, candidates, details)
            for (row, line), candidates in zip(read, best, strict=True)
        ]

    def _best(
        self, line: Line, number: int, numbered: dict[tuple[str, str], list[Candidate]]
    ) -> list[tuple[Candidate, Match]]:
        sharing: dict[str, tuple[Candidate, set[Evidence]]] = {}
        for kind, key in line.exact:
            for candidate in numbered.get((kind, key), ()):
                if kind == "Tax ID":
                    return [(candidate, Match(candidate.firm, 1.0, ("tax_id",)))]
                sharing.setdefault(candidate.firm, (candidate, set()))[1].add(_EVIDENCE[kind])
        alike = {
            candidate.firm: (candidate, likeness) for candidate, likeness in self.named.alike(line, number)
        }
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


def _same_firm(row: Row, stored: Any, candidate: Candidate) -> bool:
    """Whether a likeness leaves no doubt: the very same name, and the same city or number."""
    if fold(row.firm_name) != fold(stored.firm_name):
        return False
    same_city = bool(row.values.get("city")) and fold(row.values.get("city")) == fold(stored.city)
    return same_city or bool(candidate.evidence)


def _by_numbers(lines: Sequence[Line]) -> dict[tuple[str, str], list[Candidate]]:
    """The firms that have a tax number, a telephone number or an e-mail address of a line."""
    keys = {key for line in lines for _kind, key in line.exact}
    table = frappe.qb.DocType("Firm Key")
    found: dict[tuple[str, str], list[Candidate]] = {}
    for part in parts(keys):
        query = frappe.qb.from_(table).select(table.kind, table.mark, table.firm, table.sketch, table.city)
        for kind, key, firm, sketch, city in (
            query.where(table.mark.isin(part)).where(table.kind != "Word").run()
        ):
            found.setdefault((kind, key), []).append(Candidate(firm, sketch or "|", city))
    return found


def _details(firms: Iterable[str]) -> dict[str, Any]:
    table = frappe.qb.DocType("Firm")
    found: dict[str, Any] = {}
    for part in parts(set(firms)):
        query = frappe.qb.from_(table).select(*(table[name] for name in _STORED)).where(table.name.isin(part))
        found.update({row.name: row for row in query.run(as_dict=True)})
    return found

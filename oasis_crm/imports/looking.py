"""Which stored firms are named like the lines of a file: a few queries for thousands of lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import frappe
from frappe.query_builder.functions import Count
from oasis_crm.domain import import_matching as rules
from oasis_crm.domain.blocking import is_slip, slips
from oasis_crm.domain.duplicates import Candidate
from oasis_crm.domain.import_matching import Groups, Line, Pool, Read

#: Stored firms and how alike (0–1) their names are.
Alike = list[tuple[Candidate, float]]
#: By word: the cities in which its bearers are asked for; None: wherever they are.
Wanted = dict[str, set[str] | None]

#: Values that one query names.
_IN_A_QUERY = 4000
#: A word that so many firms bear tells nothing unless a line has no other.
_TOO_COMMON = 4000


def look(read: Sequence[Read], least: float) -> dict[int, Alike]:
    """By the number of a line: the stored firms that are named like it, where there are any.

    What is read of the stored firms for these lines is held in memory. `least`: the score (0–1) under which
    a likeness is not asked for.
    """
    lines = [(row.number, line) for row, line in read if not row.problems]
    pool = Pool(rules.keeps_to_its_city(least))
    meant = _near({word for _, line in lines for word in line.singles})
    sizes = _sizes({near for group in meant.values() for near in group})
    asked = [(number, line, rules.groups_to_ask(line, meant, sizes)) for number, line in lines]
    for firm, word, sketch, city in _bearing(_wanted(pool, asked, sizes)):
        pool.add(firm, sketch or "|", (word,), city)
    found: dict[int, Alike] = {}
    for number, line, groups in asked:
        known = {word for word in line.parts.core if rules.is_a_name(sizes.get(word, 0))}
        alike = pool.alike(line, groups, known)
        if alike:
            found[number] = alike
    return found


def parts(values: Iterable[str]) -> Iterator[list[str]]:
    """The values by so many as one query names."""
    listed = sorted(values)
    for start in range(0, len(listed), _IN_A_QUERY):
        yield listed[start : start + _IN_A_QUERY]


def _wanted(pool: Pool, asked: Iterable[tuple[int, Line, Groups]], sizes: dict[str, int]) -> Wanted:
    wanted: Wanted = {}
    for _number, line, groups in asked:
        there = pool.place_of(line)
        for word in {word for group in groups for word in group}:
            if sizes.get(word, 0) > _TOO_COMMON:
                continue
            places = wanted.setdefault(word, set())
            if there is None:
                wanted[word] = None
            elif places is not None:
                places.add(there)
    return wanted


def _bearing(wanted: Wanted) -> Iterator[tuple[str, str, str, str | None]]:
    """Firm, word, sketch and city of whatever bears one of the words where it is asked for."""
    table = frappe.qb.DocType("Firm Key")
    for part in parts(wanted):
        query = frappe.qb.from_(table).select(table.firm, table.mark, table.sketch, table.city)
        for row in query.where(table.mark.isin(part)).where(table.kind == "Word").run():
            places = wanted[row[1]]
            if places is None or not row[3] or rules.place(row[3]) in places:
                yield row


def _near(words: set[str]) -> dict[str, set[str]]:
    """Each word with the stored words that are one slip away from it."""
    found: dict[str, set[str]] = {word: {word} for word in words}
    owners: dict[str, list[str]] = {}
    for word in words:
        for slip in slips(word):
            owners.setdefault(slip, []).append(word)
    table = frappe.qb.DocType("Word Slip")
    for part in parts(owners):
        query = frappe.qb.from_(table).select(table.slip, table.word).where(table.slip.isin(part))
        for slip, word in query.run():
            for owner in owners.get(slip, ()):
                if is_slip(word, owner):
                    found[owner].add(word)
    return found


def _sizes(words: set[str]) -> dict[str, int]:
    """How many firms bear each word."""
    table = frappe.qb.DocType("Firm Key")
    found: dict[str, int] = {}
    for part in parts(words):
        query = frappe.qb.from_(table).select(table.mark, Count(table.mark)).where(table.mark.isin(part))
        found.update(query.groupby(table.mark).run())
    return found

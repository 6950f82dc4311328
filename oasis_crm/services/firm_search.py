"""The candidates for a firm that is being typed, masked for the reader.

A handful of index look-ups, whatever the number of firms: the numbers typed, the words that the typed ones
may
have meant, the firms that bear these words, and the details of the few that come into question.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import frappe
from frappe.query_builder.functions import Count
from oasis_crm.domain import names
from oasis_crm.domain.duplicates import (
    Candidate,
    Evidence,
    FirmData,
    Match,
    glued_parts,
    is_slip,
    matches,
    number_keys,
    short_list,
    single_words,
    slips,
    word_keys,
)
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import people, settings

_EVIDENCE: dict[str, Evidence] = {"Tax ID": "tax_id", "Phone": "phone", "Email": "email"}
_DETAILS = ["name", "firm_name", "city", "tax_id", "sales_rep", "followed_since", "last_visit_on", "creation"]
#: A name borne by so many firms that more of them would not help anybody.
_MOST_NAMESAKES = 2000
_ENOUGH_TO_BE_A_NAME = 3
_SHORTEST_TEXT = 3


def find(firm: FirmData, limit: int = 5, *, without: str | None = None, locked: bool = False) -> list[Match]:
    """The firms that may be this one, best first. `locked`: as they are now, not as the transaction began."""
    typed = names.parts(firm.firm_name)
    evidence = _by_numbers(firm, locked)
    named = _by_words(firm, locked) if len(firm.firm_name.strip()) >= _SHORTEST_TEXT else []
    evidence.pop(without or "", None)
    candidates = [
        Candidate(name, sketch, city, None, frozenset(evidence.pop(name, ())))
        for name, sketch, city in named
        if name != without
    ]
    candidates += [Candidate(name, "|", evidence=frozenset(kinds)) for name, kinds in evidence.items()]
    chosen = _detailed(short_list(typed, candidates), locked)
    return matches(firm, chosen, _borne_by_others(typed.core), settings.duplicate_bounds()[0], limit)


def answer(found: Sequence[Match], *, locked: bool = False) -> list[dict[str, Any]]:
    """What `find_duplicates` tells the session's user: of firms he may not open, only who follows them."""
    rows = {row.name: row for row in _rows([match.firm for match in found], locked)}
    followers = people.full_names(row.sales_rep for row in rows.values())
    scope = scope_of()
    return [_told(match, rows[match.firm], followers, scope) for match in found if match.firm in rows]


def _told(match: Match, row: Any, followers: dict[str, str], scope: Any) -> dict[str, Any]:
    can_open = scope.everything or row.sales_rep in scope.reads
    return {
        "firm": row.name if can_open else None,
        "firm_name": row.firm_name,
        "city": row.city if can_open else None,
        "score": match.score,
        "reasons": list(match.reasons),
        "exact": match.exact,
        "can_open": can_open,
        "followed_by": followers.get(row.sales_rep) if row.sales_rep else None,
        "followed_since": str(row.followed_since or row.creation)[:10],
        "last_contact": str(row.last_visit_on)[:10] if row.last_visit_on else None,
    }


def _by_numbers(firm: FirmData, locked: bool) -> dict[str, set[Evidence]]:
    keys = number_keys(firm)
    found: dict[str, set[Evidence]] = {}
    if not keys:
        return found
    table = frappe.qb.DocType("Firm Key")
    query = frappe.qb.from_(table).select(table.firm, table.kind, table.key)
    query = query.where(table.key.isin([key for _, key in keys])).limit(_MOST_NAMESAKES)
    for name, kind, key in (query.for_update() if locked else query).run():
        if (kind, key) in keys:
            found.setdefault(name, set()).add(_EVIDENCE[kind])
    return found


def _by_words(firm: FirmData, locked: bool) -> list[tuple[str, str, str | None]]:
    """Firms (name, sketch, city) that bear one of the typed words, those that share most of them first."""
    words = _meant(firm)
    if not words:
        return []
    rows = _sharing_now(words) if locked else _sharing(words)
    return [(name, sketch or "|", city) for name, sketch, city in rows]


def _sharing(words: Iterable[str]) -> list[tuple[str, str, str | None]]:
    table = frappe.qb.DocType("Firm Key")
    columns = (table.firm, table.sketch, table.city)
    query = _with_words(table, words).select(*columns).groupby(*columns)
    return query.orderby(Count(table.key), order=frappe.qb.desc).limit(_MOST_NAMESAKES).run()


def _sharing_now(words: Iterable[str]) -> list[tuple[str, str, str | None]]:
    """The same read with a lock. Groups cannot be locked: the rows are, and are grouped here."""
    table = frappe.qb.DocType("Firm Key")
    rows = _with_words(table, words).select(table.firm, table.sketch, table.city).for_update().run()
    return [row for row, _ in Counter(map(tuple, rows)).most_common(_MOST_NAMESAKES)]


def _with_words(table: Any, words: Iterable[str]) -> Any:
    return frappe.qb.from_(table).where(table.key.isin(sorted(words))).where(table.kind == "Word")


def _meant(firm: FirmData) -> set[str]:
    """The words that the typed ones may stand for: themselves, one slip apart, glued or split."""
    typed = names.parts(firm.firm_name)
    own = single_words(typed)
    variants = {slip for word in own for slip in slips(word)}
    if not variants:
        return set()
    table = frappe.qb.DocType("Word Slip")
    rows = frappe.qb.from_(table).select(table.word).distinct().where(table.slip.isin(sorted(variants))).run()
    near = {word for (word,) in rows if any(is_slip(word, mine) for mine in own)}
    return {*word_keys(typed), *near, *glued_parts(typed)}


def _borne_by_others(core: Iterable[str]) -> set[str]:
    """Typed words that several firms are called by: no slips."""
    words = sorted(set(core))
    if not words:
        return set()
    table = frappe.qb.DocType("Firm Key")
    rows = (
        frappe.qb.from_(table)
        .select(table.key, Count(table.key))
        .where(table.key.isin(words))
        .groupby(table.key)
        .run()
    )
    return {word for word, count in rows if count >= _ENOUGH_TO_BE_A_NAME}


def _detailed(candidates: Sequence[Candidate], locked: bool) -> list[Candidate]:
    rows = {row.name: row for row in _rows([candidate.firm for candidate in candidates], locked)}
    return [
        Candidate(
            candidate.firm,
            candidate.sketch
            if candidate.sketch != "|"
            else names.parts(rows[candidate.firm].firm_name).sketch,
            rows[candidate.firm].city,
            rows[candidate.firm].tax_id,
            candidate.evidence,
        )
        for candidate in candidates
        if candidate.firm in rows
    ]


def _rows(firms: Iterable[str], locked: bool) -> list[Any]:
    wanted = sorted(set(firms))
    if not wanted:
        return []
    firm = frappe.qb.DocType("Firm")
    query = frappe.qb.from_(firm).select(*(firm[field] for field in _DETAILS)).where(firm.name.isin(wanted))
    return (query.for_update() if locked else query).run(as_dict=True)

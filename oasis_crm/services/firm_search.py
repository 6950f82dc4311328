"""The candidates for a firm that is being typed, masked for the reader.

A handful of index look-ups, whatever the number of firms: the numbers typed, the words that the typed ones
may
have meant, the firms that bear these words, and the details of the few that come into question.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import frappe
from frappe.query_builder.functions import Count
from oasis_crm.domain import blocking, names
from oasis_crm.domain.blocking import Group
from oasis_crm.domain.duplicates import (
    Candidate,
    Evidence,
    FirmData,
    Match,
    Named,
    matches,
    number_keys,
    short_list,
)
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import people, settings

_EVIDENCE: dict[str, Evidence] = {"Tax ID": "tax_id", "Phone": "phone", "Email": "email"}
_DETAILS = ["name", "firm_name", "city", "tax_id", "sales_rep", "followed_since", "last_visit_on", "creation"]
#: Firms that are read at most for one word; so few that they are read whatever else they are called; the
#: groups of words that are looked at.
_MOST_READ, _FEW, _GROUPS_READ = 2000, 300, 5
_SHORTEST_TEXT = 3
#: From this score on nobody looks for a firm that is still more alike.
_SURE = 0.93
#: Comes behind whatever a word goes on with.
_END = "z" * blocking.LONGEST_WORD


def find(firm: FirmData, limit: int = 5, *, without: str | None = None, locked: bool = False) -> list[Match]:
    """The firms that may be this one, best first. `locked`: as they are now, not as the transaction began."""
    evidence = _by_numbers(firm, locked)
    evidence.pop(without or "", None)
    words = _Words(firm.firm_name, locked) if len(firm.firm_name.strip()) >= _SHORTEST_TEXT else None
    shown = settings.duplicate_bounds()[0]
    found: list[Match] = []
    for rows in words.steps() if words else ((),):
        named = {row[0]: row for row in rows if row[0] != without}
        chosen = [named[name] for name in evidence if name in named]
        chosen += short_list(
            names.parts(firm.firm_name), [row for row in named.values() if row[0] not in evidence]
        )
        chosen += [(name, None, None) for name in evidence if name not in named]
        found = matches(firm, _detailed(chosen, evidence, locked), words.known if words else (), shown, limit)
        if found and found[0].score >= _SURE and "name" in found[0].reasons:
            break
    return found


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
    query = frappe.qb.from_(table).select(table.firm, table.kind, table.mark)
    query = query.where(table.mark.isin([key for _, key in keys])).limit(_MOST_READ)
    for name, kind, key in (query.for_update() if locked else query).run():
        if (kind, key) in keys:
            found.setdefault(name, set()).add(_EVIDENCE[kind])
    return found


class _Words:
    """Firms that may be called like what is typed: first those that share two words, then one will do.

    `known`: the typed words that are names for certain.
    """

    def __init__(self, name: str, locked: bool) -> None:
        typed = names.parts(name)
        asked = blocking.asked(typed, names.with_halves(name))
        groups = asked.near(_vocabulary(asked.variants, locked))
        pieces, halves = asked.pieces(groups), asked.halves(groups)
        borne = _stored(pieces.union(*halves), locked)
        found = blocking.longest(borne & pieces)
        found += [half for pair in halves if borne.issuperset(pair) for half in pair]
        groups |= {word: frozenset([word]) for word in found}
        stored = {word for group in groups.values() for word in group}
        self._sizes = _sizes(stored.union(asked.words))
        if locked:
            # Counted as the transaction began; a word that came since is borne by somebody.
            self._sizes = dict.fromkeys(stored, 1) | self._sizes
        self._groups = sorted(filter(self._size, groups.values()), key=self._size)
        # As it is typed, where firms bear it so: only of another word nothing may be recognisable.
        likely = [frozenset([word]) if word in self._sizes else group for word, group in groups.items()]
        self._alone = sorted(filter(self._size, likely), key=self._size)
        # What another has just committed stands neither in the vocabulary nor in the counts of this
        # transaction: who may not miss it reads whoever bears the typed words, with a lock.
        self._own = frozenset(asked.words) if locked else frozenset[str]()
        self._locked = locked
        self._unknown = [word for word in typed.core if word[: blocking.LONGEST_WORD] not in groups]
        self.known = blocking.known(typed.core, self._sizes)

    def _size(self, group: Group) -> int:
        return blocking.size(group, self._sizes)

    def steps(self) -> Iterator[list[Named]]:
        near = list(self._near())
        if self._own:
            near += _bearing(self._own, None, True)
        yield near
        near += self._sharing_one()
        yield near
        if far := list(self._far()):
            yield near + far

    def _near(self) -> Iterator[Named]:
        """Those with a word of a small group, or of two groups."""
        for index, group in enumerate(self._groups[:_GROUPS_READ]):
            small = self._size(group) <= _FEW
            others = frozenset[str]().union(*self._groups[index + 1 :]) - group
            if small or others:
                yield from _bearing(group, None if small or self._locked else others, self._locked)

    def _sharing_one(self) -> Iterator[Named]:
        """Those with one of the rarer words, whatever else they are called."""
        room = _MOST_READ
        for group in self._alone:
            if room > 0 and self._size(group) > _FEW:
                room -= self._size(group)
                yield from _bearing(group, None, self._locked)

    def _far(self) -> Iterator[Named]:
        """Those with a word that two slips turned into one that nobody bears."""
        for word in self._unknown:
            meant = [
                near for near in _beginning(blocking.beginnings(word)) if blocking.is_far_slip(word, near)
            ]
            if meant:
                yield from _bearing(meant, None, self._locked)


def _vocabulary(spellings: Iterable[str], locked: bool) -> Any:
    table = frappe.qb.DocType("Word Slip")
    wanted = sorted(spellings)
    if not wanted:
        return ()
    query = frappe.qb.from_(table).select(table.slip, table.word).where(table.slip.isin(wanted))
    return (query.for_update() if locked else query).run()


def _beginning(starts: Iterable[str]) -> set[str]:
    """The stored words of which a spelling begins so."""
    table = frappe.qb.DocType("Word Slip")
    found: set[str] = set()
    for start in starts:
        query = frappe.qb.from_(table).select(table.word).distinct().limit(_MOST_READ)
        # By its bounds, since not every database asks an index for what a word is like.
        found.update(word for (word,) in query.where(table.slip.between(start, start + _END)).run())
    return found


def _stored(words: Iterable[str], locked: bool) -> set[str]:
    """Those of the words that firms are called by."""
    return {word for spelling, word in _vocabulary(words, locked) if spelling == word}


def _sizes(words: Iterable[str]) -> dict[str, int]:
    """How many firms bear each word."""
    wanted = sorted(words)
    if not wanted:
        return {}
    table = frappe.qb.DocType("Firm Key")
    query = frappe.qb.from_(table).select(table.mark, Count(table.mark)).where(table.mark.isin(wanted))
    return dict(query.groupby(table.mark).run())


def _bearing(words: Iterable[str], others: Group | None, locked: bool) -> list[Named]:
    """Firms with one of the words, and where others are given one of these too."""
    table = frappe.qb.DocType("Firm Key")
    query = (
        frappe.qb.from_(table)
        .select(table.firm, table.sketch, table.city)
        .where(table.mark.isin(sorted(words)))
    )
    if others:
        other = frappe.qb.DocType("Firm Key").as_("other")
        # Named within the inner query, so that it is asked firm by firm, and not for all who bear these.
        both = frappe.qb.from_(other).select(other.firm)
        both = both.where((other.firm == table.firm) & other.mark.isin(sorted(others)))
        query = query.where(table.firm.isin(both))
    return (query.for_update() if locked else query.limit(_MOST_READ)).run()


def _detailed(
    chosen: Sequence[Named], evidence: Mapping[str, set[Evidence]], locked: bool
) -> list[Candidate]:
    rows = {row.name: row for row in _rows([name for name, _, _ in chosen], locked)}
    return [
        Candidate(
            name,
            sketch or names.parts(rows[name].firm_name).sketch,
            rows[name].city,
            rows[name].tax_id,
            frozenset(evidence.get(name, ())),
        )
        for name, sketch, _ in chosen
        if name in rows
    ]


def _rows(firms: Iterable[str], locked: bool) -> list[Any]:
    wanted = sorted(set(firms))
    if not wanted:
        return []
    firm = frappe.qb.DocType("Firm")
    query = frappe.qb.from_(firm).select(*(firm[field] for field in _DETAILS)).where(firm.name.isin(wanted))
    return (query.for_update() if locked else query).run(as_dict=True)

"""What a preview found, kept for the import that follows: only firms that changed in between are looked at.

Each user has one such note, that of the file looked at last. It holds no verdicts, only which stored firms
are named like which line: numbers, rights and values are read when the import runs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import frappe
from oasis_crm.domain.import_matching import Line, Pool, Read, Twins, Words
from oasis_crm.domain.import_matching import line as line_of
from oasis_crm.imports import looking
from oasis_crm.imports.looking import Alike
from oasis_crm.imports.reading import Table
from oasis_crm.offline import log
from oasis_crm.services import firm_keys

#: More firms than these changed: the file is looked at as if nobody had.
_MOST_CHANGED = 5000


@dataclass
class Note:
    """What a file says of its lines, and what they are named like.

    read_to   the newest entry of the change log when the note was made
    alike     by a line's number: the stored firms that are named like it
    twins     by a line's number: the earlier line of the file that is the same firm
    """

    read_to: str
    alike: dict[int, Alike] = field(default_factory=dict)
    twins: dict[int, int] = field(default_factory=dict)


def made(slices: Iterable[Sequence[Read]], least: float) -> Note:
    """A note on these lines as the firms stand now. `least`: see `looking.look`."""
    # Asked first: a firm that changes from here on is looked at once more.
    note, twins = Note(log.latest()), Twins(least)
    for read in slices:
        note.alike |= looking.look(read, least)
        note.twins |= twins.among(read)
    return note


def mark_of(table: Table, mapped: Mapping[str, Any]) -> str:
    """What tells one file with one mapping of its columns from another."""
    told = json.dumps([table.kind, table.sheet, mapped, table.lines], default=str, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def keep(mark: str, note: Note) -> None:
    """Keep the note for the session's user."""
    frappe.cache.set_value(_key(), {"mark": mark, "note": note})


def kept(mark: str) -> Note | None:
    """The note on this very file, where firms have hardly changed since."""
    found = frappe.cache.get_value(_key())
    if not found or found["mark"] != mark or len(_changed(found["note"].read_to)) > _MOST_CHANGED:
        return None
    note: Note = found["note"]
    return note


def forget() -> None:
    """Drop the note of the session's user."""
    frappe.cache.delete_value(_key())


@dataclass
class Noted:
    """Stored firms named like the lines: those of the note, and of what changed since."""

    note: Note
    firm_import: str = ""
    _read_to: str = field(init=False)
    _own: set[str] = field(default_factory=set)
    _changed: set[str] = field(default_factory=set)
    _pool: Pool = field(default_factory=Pool)
    _words: Words = field(default_factory=Words)

    def __post_init__(self) -> None:
        self._read_to = self.note.read_to

    def catch_up(self) -> None:
        """Take in what changed up to now. The import's own firms are known as lines of its file."""
        reached = log.latest()
        new = _changed(self._read_to) - self._own
        self._read_to = reached
        self._changed |= new
        for firm in _named(sorted(new)):
            if firm.firm_import != self.firm_import:
                line = line_of(firm_keys.data_of(firm))
                self._words.add(line.singles)
                self._pool.add(firm.name, line.parts.sketch, line.singles, firm.city, firm.tax_id)

    def wrote(self, firms: Iterable[str]) -> None:
        """The import changed these firms: by their new names they are known as lines of its file."""
        self._own.update(firms)

    def alike(self, line: Line, number: int) -> Alike:
        """Stored firms that are named like a line, with their likeness."""
        before = [pair for pair in self.note.alike.get(number, ()) if pair[0].firm not in self._changed]
        if not len(self._pool):
            return before
        meant = [self._words.near(word) | {word} for word in line.keys]
        return before + self._pool.alike(line, meant, ())


def _changed(since: str) -> set[str]:
    entry = frappe.qb.DocType(log.DOCTYPE)
    query = frappe.qb.from_(entry).select(entry.ref_name).distinct().where(entry.name > since)
    return {name for (name,) in query.where(entry.ref_doctype == "Firm").run()}


def _named(firms: Sequence[str]) -> list[Any]:
    if not firms:
        return []
    firm = frappe.qb.DocType("Firm")
    columns = (firm[name] for name in ("name", "firm_import", *firm_keys.FIELDS))
    return frappe.qb.from_(firm).select(*columns).where(firm.name.isin(firms)).run(as_dict=True)


def _key() -> str:
    return f"oasis_import_note|{frappe.session.user}"

"""Lines of a file as rows with verdicts, for the session's user."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import frappe
from frappe import _
from oasis_crm import errors
from oasis_crm.domain import import_headings, import_rows
from oasis_crm.domain.import_fields import BY_NAME, FIELDS
from oasis_crm.domain.import_headings import Mapped
from oasis_crm.domain.import_matching import Read
from oasis_crm.domain.import_matching import line as line_of
from oasis_crm.domain.import_rows import Row
from oasis_crm.domain.import_verdicts import VERDICTS, Judgement
from oasis_crm.imports import remembering, wording
from oasis_crm.imports.matching import Importer, Matcher
from oasis_crm.imports.reading import Table
from oasis_crm.imports.remembering import Noted
from oasis_crm.permissions import roles
from oasis_crm.permissions.scope import Scope, scope_of
from oasis_crm.services import firm_keys, people, settings

CHUNK = 2000
#: Lines that are held in memory as they were understood.
_HELD = 10_000
_SHOWN = 200


def importer() -> Importer:
    """The session's user as somebody who imports."""
    frappe.has_permission("Firm", "create", throw=True)
    scope = scope_of()
    return Importer(scope, None if scope.everything else scope.user, settings.duplicate_bounds()[1])


def fields(scope: Scope) -> list[str]:
    """The fields that the user may fill from a file."""
    return [field.name for field in FIELDS if scope.everything or not field.staff]


def mapping(table: Table, given: Mapping[str, Any] | None, scope: Scope) -> Mapped:
    """The field of each column, as the user says or else as guessed."""
    if given:
        mapped = import_headings.understood(given, table.columns)
        if mapped is None:
            frappe.throw(_("Two columns are mapped to the same field."), errors.WorkbookError)
    else:
        mapped = import_headings.guess(table.columns)
    allowed = set(fields(scope))
    return {column: name if name in allowed else None for column, name in mapped.items()}


def require_name(mapped: Mapped) -> None:
    """Nothing is imported without the firms' names."""
    if "firm_name" not in mapped.values():
        label = wording.column_label("firm_name")
        frappe.throw(_("Say which column holds: {0}.").format(label), errors.WorkbookError)


class Reader:
    """The lines of a file, read by the mapping of its columns; those of a usual file are read once."""

    def __init__(self, table: Table, mapped: Mapped) -> None:
        self._lines = table.lines
        self._names = [mapped.get(column) for column in table.columns]
        self._reps = _reps() if "sales_rep" in self._names else {}

    def __len__(self) -> int:
        return len(self._lines)

    def read(self, start: int, end: int) -> list[Read]:
        """The lines from one index to before another."""
        return self._all[start:end] if len(self) <= _HELD else self._read(start, end)

    def slices(self) -> Iterator[list[Read]]:
        """All lines, not more at a time than may be held."""
        for index in range(0, len(self), _HELD):
            yield self.read(index, index + _HELD)

    @cached_property
    def _all(self) -> list[Read]:
        return self._read(0, len(self))

    def _read(self, start: int, end: int) -> list[Read]:
        return [
            understood(import_rows.parse(number, cells, self._names, self._reps))
            for number, cells in self._lines[start:end]
        ]


def understood(row: Row) -> Read:
    """A line's cells with what the line is found by."""
    return row, line_of(firm_keys.data_of({**row.values, "contacts": [row.contact] if row.contact else []}))


def _reps() -> dict[str, str]:
    """Active field reps by name and by full name, both casefolded."""
    user, held = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
    query = frappe.qb.from_(user).inner_join(held).on(held.parent == user.name)
    query = query.select(user.name, user.full_name).where((held.role == roles.FIELD) & (user.enabled == 1))
    found: dict[str, str] = {}
    for name, full_name in query.run():
        found |= {name.casefold(): name, (full_name or name).casefold(): name}
    return found


def reasons(judged: Sequence[Judgement]) -> list[str]:
    """Why each line got its verdict."""
    followers = people.full_names(j.found.stored.get("sales_rep") for j in judged if j.found)
    return [wording.reason(judgement, followers) for judgement in judged]


def preview(table: Table, mapped: Mapped) -> dict[str, Any]:
    """What would become of the file; see docs/api.md."""
    who = importer()
    counts: Counter[str] = Counter(dict.fromkeys(VERDICTS, 0))
    shown: list[dict[str, Any]] = []
    left = {True: _SHOWN, False: _SHOWN}
    for read, judged in _judged(table, mapped, who) if "firm_name" in mapped.values() else ():
        counts.update(judgement.verdict for judgement in judged)
        shown += _shown(read, judged, left)
    return {
        "mapping": mapped,
        "columns": table.columns,
        "fields": [{"fieldname": name, "label": wording.column_label(name)} for name in fields(who.scope)],
        "rows": shown,
        "counts": dict(counts),
        "total": len(table.lines),
        "shown": len(shown),
        "sheet": table.sheet,
        "format": table.kind,
        "warnings": _warnings(table, mapped),
    }


def _judged(table: Table, mapped: Mapped, who: Importer) -> Iterator[tuple[list[Read], list[Judgement]]]:
    """The lines with their verdicts, chunk by chunk; what they are named like is kept for the import."""
    reader = Reader(table, mapped)
    note = remembering.made(reader.slices(), who.least)
    remembering.keep(remembering.mark_of(table, mapped), note)
    matcher = Matcher(who, Noted(note))
    for start in range(0, len(reader), CHUNK):
        read = reader.read(start, start + CHUNK)
        yield read, matcher.judge(read)


def _shown(read: Sequence[Read], judged: Sequence[Judgement], left: dict[bool, int]) -> list[dict[str, Any]]:
    """The first rows of those that go in, and of those that do not."""
    picked = []
    for (row, _line), judgement in zip(read, judged, strict=True):
        goes_in = judgement.verdict in ("New", "Update")
        if left[goes_in]:
            left[goes_in] -= 1
            picked.append((row, judgement))
    said = reasons([judgement for _row, judgement in picked])
    return [
        {
            "row": row.number,
            "values": {**row.values, **{f"contact_{name}": value for name, value in _contact(row).items()}},
            "verdict": judgement.verdict,
            "reason": reason,
            "firm": judgement.firm,
        }
        for (row, judgement), reason in zip(picked, said, strict=True)
    ]


def _contact(row: Row) -> dict[str, Any]:
    back = {"contact_name": "name", "job_title": "title"}
    return {back.get(name, name): value for name, value in row.contact.items()}


def _warnings(table: Table, mapped: Mapped) -> list[str]:
    found = []
    if "firm_name" not in mapped.values():
        found.append(_("No column is called like a firm's name. Choose it below."))
    unused = [column for column, name in mapped.items() if not name]
    if unused:
        found.append(_("Left out: {0}").format(", ".join(unused[:10])))
    unknown = BY_NAME.keys() - set(mapped.values())
    if {"phone", "mobile", "email", "tax_id"} <= unknown:
        found.append(
            _("Without tax numbers, telephones and e-mail addresses duplicates are found by name only.")
        )
    return found

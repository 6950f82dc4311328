"""Which column of a workbook holds what: the row of headings, and a guess for each heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from oasis_crm.domain.import_fields import BY_NAME, FIELDS
from oasis_crm.domain.text import words

#: Column heading → field, or None for a column that is left out.
Mapped = dict[str, "str | None"]

_MEANING: dict[str, str] = {heading: field.name for field in reversed(FIELDS) for heading in field.headings}
_TYPO = 88
_SHORTEST_WITH_TYPO = 6
#: How far down a sheet the headings may stand, under titles, dates and logos.
SEARCHED_ROWS = 30


def heading_row(rows: Sequence[Sequence[Any]]) -> int:
    """The index of the row that looks most like headings; else the first one that holds anything."""
    top = rows[:SEARCHED_ROWS]
    known = [len({name for cell in row if (name := meaning(cell))}) for row in top]
    if known and max(known) > 0:
        return known.index(max(known))
    return next((index for index, row in enumerate(top) if any(_told(cell) for cell in row)), 0)


def columns(headings: Sequence[Any]) -> list[str]:
    """A name for each column: its heading, numbered when met again, "Column 3" when there is none."""
    met: dict[str, int] = {}
    found: list[str] = []
    for index, cell in enumerate(headings):
        heading = _told(cell) or f"Column {index + 1}"
        met[heading] = met.get(heading, 0) + 1
        found.append(heading if met[heading] == 1 else f"{heading} ({met[heading]})")
    return found


def guess(headings: Sequence[str]) -> Mapped:
    """The field of each column; no field twice. A title stands in for a missing name."""
    mapped: Mapped = dict.fromkeys(headings)
    taken: set[str] = set()
    for heading in headings:
        name = meaning(heading)
        if name and name not in taken:
            mapped[heading] = name
            taken.add(name)
    if "firm_name" not in taken and "legal_title" in taken:
        title = next(heading for heading, name in mapped.items() if name == "legal_title")
        mapped[title] = "firm_name"
    return mapped


def meaning(heading: Any) -> str | None:
    """The field a heading speaks of, in Turkish or English, with a typing slip at most."""
    said = " ".join(words(_told(heading)))
    if not said or len(said) > 60:
        return None
    if said in _MEANING:
        return _MEANING[said]
    if len(said) < _SHORTEST_WITH_TYPO:
        return None
    near = process.extractOne(said, _MEANING.keys(), scorer=fuzz.ratio, score_cutoff=_TYPO)
    return _MEANING[near[0]] if near else None


def understood(given: Mapping[str, Any], headings: Sequence[str]) -> Mapped | None:
    """A mapping as somebody sent it, limited to what is there; None where it names the same field twice.

    Taken as `{column: field}` or, turned round, `{field: column}`.
    """
    turned = any(key in BY_NAME and key not in headings for key in given)
    pairs = {str(column): field for field, column in given.items()} if turned else dict(given)
    mapped: Mapped = dict.fromkeys(headings)
    for column, field in pairs.items():
        if column in mapped and isinstance(field, str) and field in BY_NAME:
            mapped[column] = field
    named = [field for field in mapped.values() if field]
    return mapped if len(named) == len(set(named)) else None


def _told(cell: Any) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""

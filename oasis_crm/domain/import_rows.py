"""A line of a workbook as the firm it means, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oasis_crm.domain import place
from oasis_crm.domain.import_cells import CellError, understand
from oasis_crm.domain.import_fields import BY_NAME

#: Column of the contact → field of `Firm Contact`.
CONTACT_FIELDS = {
    "contact_name": "contact_name",
    "contact_title": "job_title",
    "contact_phone": "phone",
    "contact_email": "email",
}


@dataclass(frozen=True)
class Problem:
    """`code`: of a cell (`import_cells.Code`), or no_name, not_place, not_rep."""

    field: str
    code: str
    shown: str = ""


@dataclass
class Row:
    """`values`: the firm's fields that the line fills; `contact`: its contact's; `number`: as in the file."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    contact: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def firm_name(self) -> str:
        return self.values.get("firm_name") or ""


def parse(number: int, cells: Sequence[Any], fields: Sequence[str | None], people: Mapping[str, str]) -> Row:
    """The line's cells, read by the field of each column. `people`: folded name or e-mail → user."""
    row = Row(number)
    for cell, name in zip(cells, fields, strict=False):
        if name and cell != "" and cell is not None:
            _take(row, cell, name, people)
    _check(row)
    return row


def _take(row: Row, cell: Any, name: str, people: Mapping[str, str]) -> None:
    known = BY_NAME[name]
    try:
        value = understand(cell, known)
    except CellError as error:
        row.problems.append(Problem(name, error.code, error.shown[:80]))
        return
    if value is None:
        return
    if known.kind == "person":
        user = people.get(value.casefold())
        if user is None:
            row.problems.append(Problem(name, "not_rep", value[:80]))
        value = user
    target = row.contact if known.contact else row.values
    target[CONTACT_FIELDS.get(name, name)] = value


def _check(row: Row) -> None:
    if not any(letter.isalnum() for letter in row.firm_name) and not _blames(row, "firm_name"):
        row.problems.append(Problem("firm_name", "no_name"))
    if row.contact and "contact_name" not in row.contact and not _blames(row, "contact_name"):
        # A number or an address without a name is the firm's own where the firm has none.
        _keep_for_firm(row)
    latitude, longitude = row.values.get("latitude"), row.values.get("longitude")
    if latitude is None and longitude is None:
        return
    if not (latitude and longitude and place.is_valid(place.Point(latitude, longitude))):
        row.problems.append(Problem("latitude", "not_place", f"{latitude or ''}, {longitude or ''}"))


def _keep_for_firm(row: Row) -> None:
    for name, fallbacks in (("phone", ("phone", "mobile")), ("email", ("email",))):
        value = row.contact.get(name)
        free = next((fallback for fallback in fallbacks if not row.values.get(fallback)), None)
        if value and free:
            row.values[free] = value
    row.contact.clear()


def _blames(row: Row, name: str) -> bool:
    return any(problem.field == name for problem in row.problems)


def changes(row: Row, stored: Mapping[str, Any], without: Collection[str] = ("sales_rep",)) -> dict[str, Any]:
    """The values of the line that differ from those stored of the firm."""
    return {
        name: value
        for name, value in row.values.items()
        if name not in without and not _same(value, stored.get(name))
    }


def _same(new: Any, old: Any) -> bool:
    if isinstance(new, (int, float)):
        return abs(float(old or 0) - new) < 1e-6
    return str(new) == ("" if old is None else str(old))

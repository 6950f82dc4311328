"""What hangs on a firm: every Link field to Firm, found from the DocTypes, and what names it by its type."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import frappe

#: What hangs on any document: DocType → the fields that hold the document's type and name.
ATTACHED = {
    "Comment": ("reference_doctype", "reference_name"),
    "File": ("attached_to_doctype", "attached_to_name"),
    "Version": ("ref_doctype", "docname"),
    "Communication": ("reference_doctype", "reference_name"),
    "ToDo": ("reference_type", "reference_name"),
    "Notification Log": ("document_type", "document_name"),
}
#: Kept beside a firm for its own sake; made again instead of moved.
_DERIVED = frozenset({"Firm Key", "Firm Merge"})
_AT_ONCE = 500


@dataclass(frozen=True)
class Place:
    """Where a DocType names firms: `field`, or, with `kind`, where that field says that it names a firm."""

    doctype: str
    field: str
    kind: str | None = None

    def names(self, table: Any, firms: Collection[str]) -> Any:
        """The condition of the rows of a `frappe.qb` table that name one of the firms."""
        named = table[self.field].isin(list(firms))
        return named & (table[self.kind] == "Firm") if self.kind else named

    def as_list(self) -> list[str | None]:
        return [self.doctype, self.field, self.kind]


def places() -> Iterator[Place]:
    """Every place at which documents name firms; child tables and custom fields too."""
    filters = {"issingle": 0}
    for doctype in frappe.get_all("DocType", filters=filters, pluck="name", order_by="name asc"):
        if doctype in _DERIVED:
            continue
        meta = frappe.get_meta(doctype)
        if meta.get("is_virtual"):
            continue
        for field in meta.get("fields", {"fieldtype": "Link", "options": "Firm"}):
            yield Place(doctype, field.fieldname)
        if doctype in ATTACHED and meta.has_field(ATTACHED[doctype][1]):
            kind, name = ATTACHED[doctype]
            yield Place(doctype, name, kind)


def linked(firms: Collection[str], without: Collection[str] = ()) -> dict[str, str]:
    """Of these firms, those on which something hangs: firm → a DocType of it, but none of `without`."""
    found: dict[str, str] = {}
    names = sorted(firms)
    for place in [place for place in places() if place.doctype not in without]:
        table = frappe.qb.DocType(place.doctype)
        for start in range(0, len(names), _AT_ONCE):
            part = names[start : start + _AT_ONCE]
            query = frappe.qb.from_(table).select(table[place.field]).distinct()
            found |= {firm: place.doctype for (firm,) in query.where(place.names(table, part)).run()}
    return found

"""What hangs on a firm: every Link field to Firm, found from the DocTypes, and what names it by its type."""

from __future__ import annotations

from collections.abc import Collection, Iterator

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


def fields() -> Iterator[tuple[str, str]]:
    """Each DocType and its field that links to Firm; child tables too, custom fields too."""
    filters = {"issingle": 0}
    for doctype in frappe.get_all("DocType", filters=filters, pluck="name", order_by="name asc"):
        if doctype in _DERIVED:
            continue
        meta = frappe.get_meta(doctype)
        if meta.get("is_virtual"):
            continue
        for field in meta.get("fields", {"fieldtype": "Link", "options": "Firm"}):
            yield doctype, field.fieldname


def attached() -> Iterator[tuple[str, str, str]]:
    """Each DocType that hangs on any document, with its fields for type and name, where it is there."""
    for doctype, (kind, name) in ATTACHED.items():
        if frappe.db.exists("DocType", doctype) and frappe.get_meta(doctype).has_field(name):
            yield doctype, kind, name


def linked(firms: Collection[str], without: Collection[str] = ()) -> dict[str, str]:
    """Of these firms, those on which something hangs: firm → a DocType of it, but none of `without`."""
    found: dict[str, str] = {}
    names = sorted(firms)
    for start in range(0, len(names), _AT_ONCE):
        found |= _linked(names[start : start + _AT_ONCE], without)
    return found


def _linked(names: list[str], without: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for doctype, field in fields():
        if doctype in without:
            continue
        table = frappe.qb.DocType(doctype)
        query = frappe.qb.from_(table).select(table[field]).distinct().where(table[field].isin(names))
        found |= {firm: doctype for (firm,) in query.run()}
    for doctype, kind, name in attached():
        table = frappe.qb.DocType(doctype)
        query = frappe.qb.from_(table).select(table[name]).distinct()
        query = query.where((table[kind] == "Firm") & table[name].isin(names))
        found |= {firm: doctype for (firm,) in query.run()}
    return found

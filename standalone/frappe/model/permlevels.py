"""Fields above level 0: kept from those who may not read them, unchanged by those who may not write them."""

from __future__ import annotations

from typing import Any

from frappe.model.create_new import defaults
from frappe.model.meta import get_meta


def readable_levels(doc: Any, permission_type: str) -> set[int]:
    return set(get_meta(doc.doctype).get_permlevel_access(permission_type, doc.get("parenttype")))


def reset_forbidden_values(doc: Any) -> None:
    meta = get_meta(doc.doctype)
    tables = [df for df in meta.table_fields if get_meta(df.options).high_permlevel_fields]
    if not meta.high_permlevel_fields and not tables:
        return
    levels = readable_levels(doc, "write")
    _reset(doc, levels, doc.get_doc_before_save())
    if doc.is_new():
        return
    stored = {(row.doctype, row.name): row for row in doc.get_doc_before_save().get_all_children()}
    for df in tables:
        for row in doc.get(df.fieldname):
            before = stored.get((row.doctype, row.name))
            if row.is_new() or before is not None:
                _reset(row, levels, before)


def _reset(row: Any, levels: set[int], before: Any) -> None:
    kept = row.flags.ignore_permlevel_for_fields or ()
    forbidden = [
        df
        for df in get_meta(row.doctype).high_permlevel_fields
        if df.permlevel not in levels and df.fieldname not in kept
    ]
    if not forbidden:
        return
    reference = before if before is not None else defaults(row.doctype)
    for df in forbidden:
        row.set(df.fieldname, reference.get(df.fieldname))


def drop_unreadable_values(doc: Any) -> None:
    rows = [doc, *doc.get_all_children()]
    if not any(get_meta(doctype).high_permlevel_fields for doctype in {row.doctype for row in rows}):
        return
    levels = readable_levels(doc, "read")
    for row in rows:
        for df in get_meta(row.doctype).high_permlevel_fields:
            if df.permlevel not in levels:
                row.__dict__.pop(df.fieldname, None)

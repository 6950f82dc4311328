"""Who changed what in a firm, from the framework's own log of versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import frappe
from frappe import _
from oasis_crm.services import people

_SHOWN = 4


@dataclass(frozen=True)
class Change:
    """One saving of a firm, in words."""

    name: str
    creation: datetime
    owner: str
    text: str


def of(firm: str, count: int, fieldname: str | None = None) -> Iterator[Change]:
    """The newest `count` savings, newest first; with `fieldname` only what became of this field."""
    version = frappe.qb.DocType("Version")
    query = frappe.qb.from_(version).select(version.name, version.creation, version.owner, version.data)
    query = query.where((version.ref_doctype == "Firm") & (version.docname == firm))
    if fieldname:
        query = query.where(version.data.like(f'%"{fieldname}"%'))
    for row in query.orderby(version.creation, order=frappe.qb.desc).limit(count).run(as_dict=True):
        changed = frappe.parse_json(row.data or "{}").get("changed") or []
        text = _of_field(changed, fieldname) if fieldname else _in_words(changed)
        if text:
            yield Change(row.name, row.creation, row.owner, text)


def _of_field(changed: list[Any], fieldname: str) -> str:
    return "; ".join(f"{old or '–'} → {new or '–'}" for field, old, new in changed if field == fieldname)


def _in_words(changed: list[Any]) -> str:
    """Which fields became what, those that a user may see."""
    meta = frappe.get_meta("Firm")
    parts = []
    for fieldname, old, new in changed:
        field = meta.get_field(fieldname)
        if field and not field.hidden and not field.permlevel:
            parts.append(f"{_(field.label)}: {_shown(field, old)} → {_shown(field, new)}")
    shown = "; ".join(parts[:_SHOWN])
    return f"{shown}; …" if len(parts) > _SHOWN else shown


def _shown(field: Any, value: Any) -> str:
    """A logged value as a reader knows it; dates and amounts are logged as they are shown."""
    if value in (None, ""):
        return "–"
    if field.fieldtype == "Select":
        return _(value)
    if field.options == "User":
        return people.full_name(value) or value
    return str(value)

"""What changed in a document, from one save to the next."""

from __future__ import annotations

import json
from typing import Any

from frappe.context import local
from frappe.documents import get_doc
from frappe.model.document import Document
from frappe.model.fieldtypes import TEMPORAL
from frappe.model.meta import get_meta
from frappe.types import _dict
from frappe.utils.json_data import as_json
from frappe.utils.typecast import cast

WRITTEN_PLAIN = ("Markdown Editor", "Text Editor", "Code", "HTML Editor")


class Version(Document):
    def get_data(self) -> Any:
        return json.loads(self.data)


def keep_version(old: Any, new: Any) -> None:
    difference = get_diff(old, new)
    if difference:
        data = as_json(difference, indent=None, separators=(",", ":"))
        version = get_doc(
            {"doctype": "Version", "ref_doctype": new.doctype, "docname": new.name, "data": data}
        )
        version.db_insert()  # one with each save: it has no rules of its own to go through


def get_diff(old: Any, new: Any, for_child: bool = False) -> _dict | None:
    """changed [[field, old, new]]; added, removed [[table, row]]; row_changed [[table, at, row, changed]]"""
    found = _dict(changed=[], added=[], removed=[], row_changed=[], data_import=None, updater_reference=None)
    if not for_child:
        found.updater_reference = new.flags.updater_reference
    meta = get_meta(new.doctype)
    for df in () if for_child else meta.table_fields:
        _compare_rows(found, df.fieldname, old.get(df.fieldname) or [], new.get(df.fieldname) or [])
    for df in meta.value_fields:
        _compare(found, df, old, new)
    if not for_child and int(old.docstatus) != int(new.docstatus):
        found.changed.append(["docstatus", int(old.docstatus), int(new.docstatus)])
    return found if any((found.changed, found.added, found.removed, found.row_changed)) else None


def _compare(found: _dict, df: Any, old: Any, new: Any) -> None:
    before, after = old.get(df.fieldname), new.get(df.fieldname)
    if type(before) is type(after) and before == after:
        return
    if df.fieldtype in TEMPORAL or df.fieldtype not in WRITTEN_PLAIN:
        same = cast(df.fieldtype, before) == cast(df.fieldtype, after)
    else:
        same = before == after
    if same or (not before and not after):
        return
    if df.fieldtype not in WRITTEN_PLAIN:
        before = old.get_formatted(df.fieldname) if before else before
        after = new.get_formatted(df.fieldname) if after else after
    if before != after:
        found.changed.append([df.fieldname, before, after])


def _compare_rows(found: _dict, table: str, before: list[Any], after: list[Any]) -> None:
    stored = {row.name: row for row in before}
    kept = set()
    for index, row in enumerate(after):
        former = stored.get(row.name)
        if former is None:
            found.added.append([table, row.as_dict()])
            continue
        kept.add(row.name)
        difference = get_diff(former, row, for_child=True)
        if difference and difference.changed:
            found.row_changed.append([table, index, row.name, difference.changed])
    found.removed.extend([table, row.as_dict()] for row in before if row.name not in kept)


def on_doctype_update() -> None:
    local.db.add_index("Version", ["ref_doctype", "docname"])

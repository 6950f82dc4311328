"""Brings documents that apps ship as JSON files into the site, replacing what the site had of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import frappe

# What a site may have changed by itself and an update must not take away.
KEPT_FIELDS = {"Report": ("disabled",), "Print Format": ("disabled",), "Notification": ("enabled",)}


def read_documents(file: Path) -> list[dict[str, Any]]:
    """The documents of a file: one object or a list of them. Raises ValidationError naming a broken file."""
    try:
        written = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        frappe.throw(frappe._("{0} is no valid JSON: {1}").format(file, error))
    return written if isinstance(written, list) else [written]


def import_doc(data: dict[str, Any]) -> Any:
    """Insert a shipped document, in place of the site's where there is one."""
    doc = frappe.get_doc({**data, "__islocal": 1})
    with importing():
        if doc.name and frappe.db.exists(doc.doctype, doc.name):
            remove_former(doc)
        doc.flags.ignore_links = True
        doc.flags.ignore_validate = True
        doc.flags.ignore_mandatory = True
        doc.flags.ignore_permissions = True  # what an app ships is the installer's, not a user's
        doc.insert()
        if data.get("modified"):
            frappe.db.set_value(doc.doctype, doc.name, "modified", data["modified"], update_modified=False)
    return doc


def remove_former(doc: Any) -> None:
    former = frappe.get_doc(doc.doctype, doc.name)
    for fieldname in KEPT_FIELDS.get(doc.doctype, ()):
        doc.set(fieldname, former.get(fieldname))
    frappe.delete_doc(doc.doctype, doc.name, force=1, for_reload=True, ignore_permissions=True)


@contextmanager
def importing() -> Iterator[None]:
    before, frappe.flags.in_import = frappe.flags.in_import, True
    try:
        yield
    finally:
        frappe.flags.in_import = before

"""Fixtures: documents that an app brings along and owns, in its `fixtures/` folder."""

from __future__ import annotations

from pathlib import Path

import frappe
from frappe.context import get_app_path
from frappe.modules.import_file import import_doc, read_documents


def sync_fixtures(app: str | None = None) -> set[str]:
    """Bring the apps' fixtures into the site; answers the DocTypes that this engine has not."""
    unknown: set[str] = set()
    frappe.flags.in_fixtures = True
    try:
        for name in [app] if app else frappe.get_installed_apps():
            unknown |= import_fixtures(name)
    finally:
        frappe.flags.in_fixtures = False
    return unknown


def import_fixtures(app: str) -> set[str]:
    unknown = set()
    for file in sorted(Path(get_app_path(app), "fixtures").glob("*.json")):
        for data in read_documents(file):
            if frappe.db.exists("DocType", data["doctype"]):
                import_doc(data)
            else:
                unknown.add(data["doctype"])
    return unknown

"""Brings what the apps ship as files into the site: DocTypes with their tables first, then the rest."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import frappe
from frappe.context import get_app_path
from frappe.database import schema
from frappe.hooks_registry import get_module_list, scrub
from frappe.model.base_document import get_controller
from frappe.model.columns import insert_statement
from frappe.model.meta import ABOUT_DOCTYPES, clear_meta, get_meta
from frappe.modules.import_file import import_doc, read_documents

# In this order: later kinds refer to earlier ones.
KINDS = ("report", "print_format", "dashboard_chart", "number_card", "dashboard", "workspace", "notification")
# Parts of a DocType's file that only the desk's own screens read.
OF_THE_DESK = ("doctype", "field_order", "actions", "links", "states", "row_format", "grid_page_length")
CHILDREN = {"fields": "DocField", "permissions": "DocPerm"}


def make_tables_of_doctypes() -> None:
    """The tables without which no DocType can be stored. Safe to repeat."""
    schema.make_base_tables(frappe.db)
    for doctype in ABOUT_DOCTYPES:
        schema.sync(frappe.db, get_meta(doctype, cached=False))


def sync_all() -> set[str]:
    """Every installed app; answers the DocTypes of shipped documents that this engine has not."""
    make_tables_of_doctypes()
    unknown: set[str] = set()
    for app in frappe.get_installed_apps():
        unknown |= sync_for(app)
    return unknown


def sync_for(app: str) -> set[str]:
    stored = [data for file in files_of(app, "doctype") for data in read_documents(file)]
    for data in stored:
        store_doctype(data)
    for data in stored:
        run_doctype_hook(data["name"])
    make_roles(app)
    unknown = set()
    for kind in KINDS:
        for file in files_of(app, kind):
            unknown |= import_known(read_documents(file))
    frappe.clear_cache()
    return unknown


def files_of(app: str, kind: str) -> Iterable[Path]:
    """`<module>/<kind>/<name>/<name>.json` of all modules of an app."""
    for module in get_module_list(app):
        folder = Path(get_app_path(app), scrub(module), kind)
        yield from (file for file in sorted(folder.glob("*/*.json")) if file.stem == file.parent.name)


def import_known(documents: Iterable[dict[str, Any]]) -> set[str]:
    unknown = set()
    for data in documents:
        if frappe.db.exists("DocType", data["doctype"]):
            import_doc(data)
        else:
            unknown.add(data["doctype"])
    return unknown


def store_doctype(data: dict[str, Any]) -> None:
    """Write a DocType as its file says, row by row, and bring its table to it.

    Not as a document: this runs before there is anything that documents need.
    """
    if strange := unknown_keys(data):
        frappe.throw(frappe._("{0}: the engine does not know {1}").format(data["name"], ", ".join(strange)))
    name, now = data["name"], frappe.utils.now()
    created = frappe.db.get_value("DocType", name, "creation")
    standard = {
        "owner": "Administrator",
        "modified_by": "Administrator",
        "creation": created or now,
        "modified": data.get("modified") or now,
    }
    frappe.db.delete("DocType", {"name": name})
    insert("DocType", {**data, **standard})
    for fieldname, child in CHILDREN.items():
        frappe.db.delete(child, {"parent": name, "parenttype": "DocType"})
        for index, row in enumerate(data.get(fieldname) or [], 1):
            place = {"parent": name, "parenttype": "DocType", "parentfield": fieldname, "idx": index}
            insert(child, {**standard, **row, **place, "name": frappe.generate_hash(length=10)})
    clear_meta(name)
    schema.sync(frappe.db, get_meta(name, cached=False))


def unknown_keys(data: dict[str, Any]) -> list[str]:
    """Where a DocType's file asks for what this engine has never heard of: `fields[3].colour`."""
    found = [key for key in data if key not in {*get_meta("DocType").columns, *CHILDREN, *OF_THE_DESK}]
    for table, child in CHILDREN.items():
        known = {*get_meta(child).columns, "doctype"}
        for index, row in enumerate(data.get(table) or []):
            found.extend(f"{table}[{index}].{key}" for key in row if key not in known)
    return found


def run_doctype_hook(name: str) -> None:
    """`on_doctype_update` of the DocType's module: where an app adds indexes that JSON cannot say."""
    module = sys.modules.get(get_controller(name).__module__)
    if hook := getattr(module, "on_doctype_update", None):
        hook()


def insert(doctype: str, values: dict[str, Any]) -> None:
    """The row as the file says: a flag that it does not name is off, whatever a new form proposes."""
    statement, pairs = insert_statement(get_meta(doctype))
    frappe.db.execute(statement, [convert(values.get(name)) for name, convert in pairs])


def make_roles(app: str) -> None:
    """The roles that the app's permissions name."""
    modules = get_module_list(app)
    doctypes = frappe.get_all(
        "DocType", filters={"module": ["in", modules]}, pluck="name", order_by="name asc"
    )
    if not doctypes or not frappe.db.exists("DocType", "Role"):
        return
    named = frappe.get_all(
        "DocPerm", filters={"parent": ["in", doctypes]}, pluck="role", distinct=True, order_by="role asc"
    )
    for role in named:
        if not frappe.db.exists("Role", role):
            # a role that an app's own files name needs nobody's leave
            frappe.get_doc(doctype="Role", role_name=role, desk_access=1).insert(ignore_permissions=True)

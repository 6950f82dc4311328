"""What a new site gets, and what an older one still lacks."""

import frappe
from frappe.utils import cstr
from oasis_crm.permissions import roles
from oasis_crm.setup import desk, records, workflows


def after_install() -> None:
    """Make the records that the app ships with; what is already there stays as it is."""
    make_roles()
    for record in (*records.PRODUCTS, *records.DOCUMENT_TYPES, *records.OUTCOMES):
        ensure(record)
    for record in workflows.records():
        ensure(record)
    for record in desk.records():
        ensure(record)
    fill_settings()


def after_migrate() -> None:
    """Give settings that came with a new version their default; records of the admins are not touched."""
    fill_settings()


def make_roles() -> None:
    """The three modes; all of them may use the desk."""
    for role in roles.EVERYONE:
        ensure({"doctype": "Role", "role_name": role, "desk_access": 1})


def ensure(record: dict) -> None:
    """Insert a record unless one of its name is there or the framework at hand has no such DocType."""
    doctype = record["doctype"]
    if not frappe.db.exists("DocType", doctype):
        return
    key = records.KEYS[doctype]
    if not frappe.db.exists(doctype, {key: record[key]}):
        # Setting up a site is nobody's request.
        frappe.get_doc(record).insert(ignore_permissions=True)


def fill_settings() -> None:
    """Store the default of every setting that has no value yet: rules read what is stored, not the form."""
    stored = frappe.db.get_singles_dict("Oasis Settings")
    fields = frappe.get_meta("Oasis Settings").fields
    missing = {
        field.fieldname: field.default
        for field in fields
        if cstr(field.default) and stored.get(field.fieldname) is None
    }
    for fieldname, default in missing.items():
        frappe.db.set_single_value("Oasis Settings", fieldname, default)

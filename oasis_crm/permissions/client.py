"""Calls of the framework that answer without asking for permission, made to ask.

They stand in for the framework's own under the same names (hooks: `override_whitelisted_methods`). They are
open to every user of the framework, so they carry its decorator and not ours: what they answer is limited
by the permissions of the document asked for.
"""

from typing import Any

import frappe
from frappe import client
from oasis_crm.permissions.conditions import condition
from oasis_crm.permissions.rules import RULES
from oasis_crm.permissions.scope import scope_of


@frappe.whitelist()
def get_count(
    doctype: str, filters: str | list | dict | None = None, debug: bool = False, cache: bool = False
) -> Any:
    """`frappe.client.get_count`: the rows that the caller may read, not all of them."""
    if doctype in RULES:
        frappe.has_permission(doctype, "read", throw=True)
        if condition(doctype, scope_of()):
            names = frappe.get_list(
                doctype, filters=frappe.parse_json(filters), pluck="name", limit_page_length=0
            )
            return len(names)
    return client.get_count(doctype, filters=filters, debug=debug, cache=cache)


@frappe.whitelist()
def validate_link(doctype: str, docname: str, fields: str | list | None = None) -> Any:
    """`frappe.client.validate_link`: a document that the caller may not read is not there."""
    return client.validate_link(doctype, docname, fields) if _readable(doctype, docname) else {}


@frappe.whitelist()
def get_link_title(doctype: str, docname: str) -> str | None:
    """`frappe.desk.search.get_link_title`: the title, or the bare name where it may not be read."""
    meta = frappe.get_meta(doctype)
    if meta.show_title_field_in_link and _readable(doctype, docname):
        return frappe.db.get_value(doctype, docname, meta.title_field)
    return docname


def _readable(doctype: str, name: str) -> bool:
    if doctype not in RULES:
        return True
    return bool(frappe.db.exists(doctype, name)) and bool(frappe.has_permission(doctype, "read", doc=name))

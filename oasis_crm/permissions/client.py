"""Calls of the framework that answer without asking for permission, made to ask.

They stand in for the framework's own under the same names (hooks: `override_whitelisted_methods`). They are
open to every user of the framework, so they carry its decorator and not ours: what they answer is limited
by the permissions of the document asked for.
"""

import inspect
from typing import Any

import frappe
from frappe import client
from oasis_crm.permissions import roles
from oasis_crm.permissions.attachments import REFERENCES
from oasis_crm.permissions.conditions import condition
from oasis_crm.permissions.rules import RULES
from oasis_crm.permissions.scope import scope_of

#: Only a bench has it; there it is asked by its path.
CHART = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"


@frappe.whitelist()
def get_count(
    doctype: str, filters: str | list | dict | None = None, debug: bool = False, cache: bool = False
) -> Any:
    """`frappe.client.get_count`: the rows that the caller may read, not all of them.

    The framework counts any table for anybody, and its filters would tell, letter by letter, what they match:
    others' comments and files, keys of firms, sessions. Who has no role of ours is left to the framework.
    """
    if _counts_all(doctype):
        return client.get_count(doctype, filters=filters, debug=debug, cache=cache)
    return len(
        frappe.get_list(doctype, filters=frappe.parse_json(filters), pluck="name", limit_page_length=0)
    )


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


@frappe.whitelist()
def get_chart(chart_name: str | None = None, chart: str | dict | None = None, **asked: Any) -> Any:
    """The desk's charts, drawn from the caller's own rows.

    The framework keeps one answer per chart and hands it to whoever asks next.
    """
    drawn = frappe.get_attr(CHART)
    if _doctype_of_chart(chart_name, chart) in RULES:
        drawn = inspect.unwrap(drawn)
        # The desk sends "" for what was not chosen; the wrapper around the drawing takes that for nothing.
        asked = {name: value for name, value in asked.items() if value != ""}
    return frappe.call(drawn, chart_name=chart_name, chart=chart, **asked)


def _doctype_of_chart(name: str | None, chart: str | dict | None) -> str | None:
    if name:
        return frappe.db.get_value("Dashboard Chart", name, "document_type")
    return (frappe.parse_json(chart) or {}).get("document_type")


def _counts_all(doctype: str) -> bool:
    """Whether the caller sees every row, so that none needs to be looked at: staff have a million visits."""
    scope = scope_of()
    if doctype in RULES:
        return not condition(doctype, scope) and bool(frappe.has_permission(doctype, "read", throw=True))
    return scope.user == "Administrator" or not roles.has_role(roles.EVERYONE)


def _readable(doctype: str, name: str) -> bool:
    if doctype not in RULES and doctype not in REFERENCES:
        return True
    return bool(frappe.db.exists(doctype, name)) and bool(frappe.has_permission(doctype, "read", doc=name))

"""The ways in which a document can leave the system, each as a question: does the session's user get it?"""

import frappe
from frappe import client
from frappe.desk.search import search_link
from oasis_crm.permissions import attachments
from oasis_crm.permissions import client as guarded_client
from oasis_crm.permissions.conditions import restrict
from oasis_crm.permissions.realtime import audience


def by_list(doctype: str, name: str) -> bool:
    return name in frappe.get_list(doctype, pluck="name", limit_page_length=0, order_by="name asc")


def by_filter(doctype: str, name: str) -> bool:
    return bool(client.get_list(doctype, filters={"name": name}, order_by="name asc"))


def by_get(doctype: str, name: str) -> bool:
    return bool(client.get(doctype, name))


def by_value(doctype: str, name: str) -> bool:
    return bool(client.get_value(doctype, "name", {"name": name}))


def by_count(doctype: str, name: str) -> bool:
    return bool(guarded_client.get_count(doctype, {"name": name}))


def by_link_check(doctype: str, name: str) -> bool:
    return bool(guarded_client.validate_link(doctype, name).get("name"))


def by_link_search(doctype: str, name: str) -> bool:
    return name in [row["value"] for row in search_link(doctype, name, page_length=50)]


def by_report(doctype: str, name: str) -> bool:
    """A report's own query, limited by the rule."""
    table = frappe.qb.DocType(doctype)
    query = frappe.qb.from_(table).select(table.name).where(table.name == name)
    return bool(frappe.has_permission(doctype, "report")) and bool(restrict(query, doctype).run())


def by_export(doctype: str, name: str) -> bool:
    return bool(frappe.has_permission(doctype, "export")) and by_list(doctype, name)


def by_file(doctype: str, name: str) -> bool:
    return _hangs_on("File", doctype, name)


def by_comment(doctype: str, name: str) -> bool:
    return _hangs_on("Comment", doctype, name)


def by_version(doctype: str, name: str) -> bool:
    return _hangs_on("Version", doctype, name)


def by_realtime(doctype: str, name: str) -> bool:
    return frappe.session.user in audience(frappe.get_doc(doctype, name))


def _hangs_on(kind: str, doctype: str, name: str) -> bool:
    """Whether what hangs on the document is listed and opened; both must say the same.

    Only the rule is asked: most roles may not list comments and versions at all.
    """
    kind_field, name_field = attachments.REFERENCES[kind]
    hanging = frappe.get_last_doc(
        kind, filters={kind_field: doctype, name_field: name}, order_by="creation desc"
    )
    table = frappe.qb.DocType(kind)
    query = frappe.qb.from_(table).select(table.name).where(table.name == hanging.name)
    listed = bool(attachments.restrict(query, kind).run())
    opened = attachments.has_permission(hanging, "read")
    if listed and not opened and frappe.has_permission(doctype, "read"):
        raise AssertionError(f"{kind} of {doctype} {name} is listed but does not open")
    return opened


WAYS = {
    way.__name__.removeprefix("by_").replace("_", " "): way
    for way in (
        by_list,
        by_filter,
        by_get,
        by_value,
        by_count,
        by_link_check,
        by_link_search,
        by_report,
        by_export,
        by_file,
        by_comment,
        by_version,
        by_realtime,
    )
}

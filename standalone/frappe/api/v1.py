"""Version 1: documents as resources, functions as methods."""

from __future__ import annotations

from typing import Any

from werkzeug.routing import Rule
from werkzeug.wrappers import Response

import frappe
import frappe.client
import frappe.handler
from frappe.utils import cint, sbool
from frappe.website.request import field_values, lock_for_writing, parse_json_argument

DEFAULT_PAGE = 20


def document_list(doctype: str) -> Any:
    form = frappe.local.form_dict
    for key in ("fields", "filters", "or_filters"):
        if form.get(key):
            form[key] = parse_json_argument(key, form[key])
    asked = form.get("limit_page_length", form.get("limit"))
    form["limit_page_length"] = DEFAULT_PAGE if asked in (None, "") else cint(asked)
    for flag in ("as_dict", "debug"):
        if form.get(flag) is not None:
            form[flag] = sbool(form[flag])
    form.pop("doctype", None)
    return frappe.call(frappe.client.get_list, doctype, **form)


def handle_rpc_call(method: str) -> Response | None:
    frappe.local.form_dict.cmd = method.split("/")[0]
    return frappe.handler.handle()


def create_doc(doctype: str) -> Any:
    lock_for_writing()
    values = request_values()
    values.pop("doctype", None)
    return frappe.get_doc({**field_values(doctype, values), "doctype": doctype}).insert()


def read_doc(doctype: str, name: str) -> Any:
    if "run_method" in frappe.local.form_dict:
        return execute_doc_method(doctype, name)
    doc = frappe.get_doc(doctype, name)
    doc.check_permission("read")
    doc.apply_fieldlevel_read_permissions()
    return doc


def update_doc(doctype: str, name: str) -> Any:
    lock_for_writing()
    values = request_values()
    values.pop("flags", None)
    doc = frappe.get_doc(doctype, name, for_update=True)
    doc.update(field_values(doctype, values))
    doc.save()
    if doc.get("parenttype"):  # a child row: its parent's rules hold for it
        frappe.get_doc(doc.parenttype, doc.parent).save()
    return doc


def delete_doc(doctype: str, name: str) -> str:
    lock_for_writing()
    frappe.delete_doc(doctype, name, ignore_missing=False)
    frappe.local.response["http_status_code"] = 202
    return "ok"


def execute_doc_method(doctype: str, name: str) -> Any:
    form = frappe.local.form_dict
    method = form.pop("run_method", None)
    if not method:
        raise frappe.DoesNotExistError
    if frappe.local.request.method != "GET":
        lock_for_writing()
    doc = frappe.get_doc(doctype, name)
    bound = getattr(doc, method, None)
    if bound is None:
        raise frappe.DoesNotExistError
    frappe.handler.check_call(bound)
    doc.check_permission("read" if frappe.local.request.method == "GET" else "write")
    return doc.run_method(method, **frappe.get_newargs(bound, form))


def request_values() -> dict[str, Any]:
    """Field values from the JSON body, from the form's `data`, or from the form itself."""
    form = frappe.local.form_dict
    values = parse_json_argument("data", form["data"]) if form.get("data") is not None else dict(form)
    if not isinstance(values, dict):
        frappe.throw(frappe._("Field values must come as a JSON object."))
    return values


def rules() -> list[Rule]:
    """Fresh rules for one mount point: a rule belongs to one map."""
    one = "/resource/<doctype>/<path:name>"
    return [
        Rule("/method/<path:method>", endpoint=handle_rpc_call),
        Rule("/resource/<doctype>", methods=["GET"], endpoint=document_list),
        Rule("/resource/<doctype>", methods=["POST"], endpoint=create_doc),
        Rule(one, methods=["GET"], endpoint=read_doc),
        Rule(one, methods=["PUT"], endpoint=update_doc),
        Rule(one, methods=["DELETE"], endpoint=delete_doc),
        Rule(one, methods=["POST"], endpoint=execute_doc_method),
    ]

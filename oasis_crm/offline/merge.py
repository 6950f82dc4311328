"""A device's values into a document that may have changed meanwhile, field by field."""

from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr, flt, get_datetime, getdate
from oasis_crm import errors
from oasis_crm.offline.shapes import SHAPES

#: Fields that the framework or a rule owns; what a device says of them is not listened to.
_OURS = frozenset({"name", "owner", "creation", "modified", "modified_by", "docstatus", "idx", "doctype"})

Result = dict[str, Any]


def insert(doctype: str, client_id: str | None, values: dict[str, Any]) -> Result:
    """A new document. Where the DocType keeps `client_id`, the device's name of it finds it again."""
    if frappe.get_meta(doctype).has_field("client_id") and client_id:
        known = frappe.db.get_value(doctype, {"client_id": client_id})
        if known:
            return {"name": known}
        values = {**values, "client_id": client_id}
    doc = frappe.get_doc({**_allowed(values), "doctype": doctype}).insert()
    return {"name": doc.name}


def update(doctype: str, name: str, values: dict[str, Any], base: dict[str, Any] | None) -> Result:
    """Set what only the device changed. Where the server changed the same field, its value stays and
    both are told.
    """
    doc = frappe.get_doc(doctype, real_name(doctype, name), for_update=True)
    doc.check_permission("write")
    conflicts = {}
    for field, mine in _allowed(values).items():
        theirs = doc.get(field)
        if base is not None and field in base and not _same(doc, field, theirs, base[field]):
            if not _same(doc, field, theirs, mine):
                conflicts[field] = {"mine": mine, "theirs": cstr(theirs) if theirs is not None else None}
            continue
        doc.set(field, mine)
    doc.save()
    return {"name": doc.name, **({"status": "merged", "conflicts": conflicts} if conflicts else {})}


def delete(doctype: str, name: str) -> Result:
    """Delete a document; one that is gone already is gone."""
    real = real_name(doctype, name, missing_ok=True)
    if real:
        frappe.delete_doc(doctype, real)
    return {"name": real}


def real_name(doctype: str, name: str, missing_ok: bool = False) -> str | None:
    """The server's name of a document that a device calls by name or by `client_id`."""
    if frappe.db.exists(doctype, name):
        return name
    known = None
    if frappe.get_meta(doctype).has_field("client_id"):
        known = frappe.db.get_value(doctype, {"client_id": name})
    if not known and not missing_ok:
        raise frappe.DoesNotExistError(_("{0} {1} is not there.").format(_(doctype), name))
    return known


def resolved(doctype: str, values: dict[str, Any]) -> dict[str, Any]:
    """The values with links to documents made on the device pointing to the server's names."""
    links = {field.fieldname: field.options for field in frappe.get_meta(doctype).get_link_fields()}
    # The arguments of verbs that name documents.
    links |= {
        "visit": "Firm Visit",
        "work_order": "Field Work Order",
        "reminder": "Personal Reminder",
        "firm": "Firm",
        "name": doctype,
    }
    found = dict(values)
    for field, target in links.items():
        value = found.get(field)
        if isinstance(value, str) and value and target in SHAPES:
            found[field] = real_name(target, value, missing_ok=True) or value
    return found


def _allowed(values: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(values, dict):
        frappe.throw(_("The values of a change are an object."), errors.OfflineChangeError)
    return {field: value for field, value in values.items() if field not in _OURS}


def _same(doc: Any, field: str, one: Any, other: Any) -> bool:
    """Whether two values of a field mean the same, however a device writes them."""
    df = doc.meta.get_field(field)
    kind = df.fieldtype if df else "Data"
    if kind in ("Float", "Currency", "Percent", "Int", "Check"):
        return abs(flt(one) - flt(other)) < 1e-9
    if kind == "Datetime":
        return (get_datetime(one) if one else None) == (get_datetime(other) if other else None)
    if kind == "Date":
        return (getdate(one) if one else None) == (getdate(other) if other else None)
    return cstr(one) == cstr(other)

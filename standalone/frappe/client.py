"""The remote procedures behind generic clients: lists, values, documents, submit, files.

Each checks the caller's permission itself, except `get_count`, which counts without asking, as the real
framework's does; the app puts a checked one in its place (`override_whitelisted_methods`).
"""

from typing import Any

import frappe
from frappe import _
from frappe.model.fieldtypes import CHILD_TABLE_FIELDS, DEFAULT_FIELDS
from frappe.permissions import get_doc_permissions as evaluate
from frappe.utils.error import get_traceback
from frappe.website.request import field_values, parse_json_argument

WRITES = ("POST", "PUT")
MAX_INSERTS = 200


def check_parent_permission(parent: str | None, child_doctype: str) -> None:
    """Rows of a child table are readable by who may read a document type that holds them, and names it."""
    if not frappe.is_table(child_doctype):
        return
    if parent:
        fields = frappe.get_meta(parent).get_table_fields()
        if any(field.options == child_doctype for field in fields):
            frappe.has_permission(parent, "read", throw=True)
            return
    raise frappe.PermissionError


@frappe.whitelist()
@frappe.read_only()
def get_list(
    doctype: str,
    fields: Any = None,
    filters: Any = None,
    group_by: Any = None,
    order_by: Any = None,
    limit_start: Any = None,
    limit_page_length: Any = 20,
    parent: str | None = None,
    debug: bool = False,
    as_dict: bool = True,
    or_filters: Any = None,
) -> Any:
    """Rows that the caller may see: a list of dicts, or of lists with `as_dict=0`."""
    check_parent_permission(parent, doctype)
    return frappe.get_list(
        doctype,
        parent_doctype=parent,
        fields=_readable(doctype, _as_sent("fields", fields)),
        filters=_as_sent("filters", filters),
        or_filters=_as_sent("or_filters", or_filters),
        group_by=_text("group_by", group_by),
        order_by=_text("order_by", order_by),
        limit_start=limit_start,
        limit_page_length=limit_page_length,
        as_list=not as_dict,
    )


def _as_sent(name: str, value: Any) -> Any:
    """A list's argument, read where it came as JSON text; `*` stands for all fields."""
    return parse_json_argument(name, value) if value and value != "*" else value


def _readable(doctype: str, fields: Any) -> Any:
    """The fields without those above the caller's level; the name where nothing else is left."""
    if not isinstance(fields, list):
        return fields
    if any(isinstance(field, str) and "(*" in field for field in fields):
        frappe.throw(_("* cannot be used here"), frappe.DataError)
    meta = frappe.get_meta(doctype)
    levels = meta.get_permlevel_access()
    hidden = {field.fieldname for field in meta.high_permlevel_fields if field.permlevel not in levels}
    return [field for field in fields if not isinstance(field, str) or field.strip("`") not in hidden]


def _text(name: str, value: Any) -> Any:
    if value and not isinstance(value, str):
        frappe.throw(_("{0} must be text.").format(name), frappe.DataError)
    return value


@frappe.whitelist()
@frappe.read_only()
def get_count(doctype: str, filters: Any = None, debug: Any = False, cache: Any = False) -> int:
    """How many documents match, whoever asks."""
    return int(frappe.db.count(doctype, safe_filters(filters)))


@frappe.whitelist()
@frappe.read_only()
def get(doctype: str, name: Any = None, filters: Any = None, parent: str | None = None) -> Any:
    """One document by name or by filters; a Single by its type alone."""
    check_parent_permission(parent, doctype)
    if name:
        doc = frappe.get_doc(doctype, name)
    elif filters or filters == {}:
        doc = frappe.get_doc(doctype, parse_json_argument("filters", filters))
    else:
        doc = frappe.get_doc(doctype)
    doc.check_permission()
    doc.apply_fieldlevel_read_permissions()
    return doc.as_dict()


@frappe.whitelist()
@frappe.read_only()
def get_value(
    doctype: str,
    fieldname: Any,
    filters: Any = None,
    as_dict: Any = True,
    debug: Any = False,
    parent: str | None = None,
) -> Any:
    """Fields of the first document that matches: a dict, or with `as_dict=0` the values."""
    check_parent_permission(parent, doctype)
    _require_read(doctype, parent)
    filters = safe_filters(filters)
    if isinstance(filters, str | int):
        filters = {"name": str(filters)}
    fields = _field_list(fieldname)
    if frappe.get_meta(doctype).issingle:
        return _single_values(doctype, fields, as_dict)
    rows = get_list(
        doctype, filters=filters or None, fields=fields, limit_page_length=1, parent=parent, as_dict=as_dict
    )
    if as_dict:
        return rows[0] if rows else {}
    return rows[0] if rows else None


def _field_list(fieldname: Any) -> list[str]:
    try:
        parsed = frappe.parse_json(fieldname)
    except (TypeError, ValueError):
        parsed = fieldname
    return list(parsed) if isinstance(parsed, list | tuple) else [str(parsed)]


def _single_values(doctype: str, fields: list[str], as_dict: Any) -> Any:
    readable = frappe.get_doc(doctype)
    readable.apply_fieldlevel_read_permissions()
    values = {field: readable.get(field) for field in fields}
    return values if as_dict else list(values.values())


def _require_read(doctype: str, parent: str | None = None) -> None:
    if not frappe.has_permission(doctype, parent_doctype=parent):
        frappe.throw(_("No permission for {0}").format(_(doctype)), frappe.PermissionError)


@frappe.whitelist()
@frappe.read_only()
def get_single_value(doctype: str, field: str) -> Any:
    """One field of a Single."""
    _require_read(doctype)
    return _single_values(doctype, [field], True)[field]


@frappe.whitelist(methods=WRITES)
def set_value(doctype: str, name: Any, fieldname: Any, value: Any = None) -> Any:
    """Sets one field, or several where `fieldname` is a dict (or its JSON), and saves the document."""
    if isinstance(fieldname, str) and fieldname in (*DEFAULT_FIELDS, *CHILD_TABLE_FIELDS):
        frappe.throw(_("Standard fields cannot be set."))
    values = _values_to_set(fieldname, value)
    if frappe.is_table(doctype):
        row = frappe.db.get_value(doctype, name, ["parenttype", "parent", "parentfield"], as_dict=True)
        if not row:
            frappe.throw(_("{0} {1} not found").format(_(doctype), name), frappe.DoesNotExistError)
        doc = frappe.get_doc(row.parenttype, row.parent)
        next(child for child in doc.get(row.parentfield) if child.name == name).update(values)
    else:
        doc = frappe.get_doc(doctype, name)
        doc.update(field_values(doctype, values))
    doc.save()
    return doc.as_dict()


def _values_to_set(fieldname: Any, value: Any) -> dict[str, Any]:
    if isinstance(fieldname, dict):
        return fieldname
    if not isinstance(fieldname, str):
        frappe.throw(_("{0} must be text.").format("fieldname"))
    if not value and str(fieldname).lstrip().startswith("{"):
        return dict(parse_json_argument("fieldname", fieldname))
    return {fieldname: value if value is not None else ""}


@frappe.whitelist(methods=WRITES)
def insert(doc: Any = None) -> Any:
    """Inserts a document; a child row is appended to its parent, and the parent answered."""
    return insert_doc(_sent(doc)).as_dict()


@frappe.whitelist(methods=WRITES)
def insert_many(docs: Any = None) -> list[Any]:
    """Inserts up to 200 documents, all or none; answers their names."""
    docs = parse_json_argument("docs", docs)
    if not isinstance(docs, list):
        frappe.throw(_("{0} must be a list.").format("docs"))
    if len(docs) > MAX_INSERTS:
        frappe.throw(_("At most {0} documents can be inserted at a time.").format(MAX_INSERTS))
    return [insert_doc(doc).name for doc in [_sent(doc) for doc in docs]]


@frappe.whitelist(methods=WRITES)
def save(doc: Any) -> Any:
    """Saves a whole document as sent; its `modified` must be the stored one."""
    document = frappe.get_doc(_sent(doc))
    document.save()
    return document.as_dict()


@frappe.whitelist(methods=WRITES)
def rename_doc(doctype: str, old_name: str, new_name: str, merge: bool = False) -> str:
    return str(frappe.rename_doc(doctype, old_name, new_name, merge=bool(merge)))


@frappe.whitelist(methods=WRITES)
def submit(doc: Any) -> Any:
    """Submits a whole document as sent."""
    document = frappe.get_doc(_sent(doc))
    document.submit()
    return document.as_dict()


@frappe.whitelist(methods=WRITES)
def cancel(doctype: str, name: Any) -> Any:
    document = frappe.get_doc(doctype, name)
    document.cancel()
    return document.as_dict()


@frappe.whitelist(methods=("DELETE", "POST"))
def delete(doctype: str, name: Any) -> None:
    """Deletes a document; a child row is taken out of its parent, which is saved."""
    if not frappe.is_table(doctype):
        frappe.delete_doc(doctype, name, ignore_missing=False)
        return
    row = frappe.db.get_value(doctype, name, ["parenttype", "parent", "parentfield"], as_dict=True)
    if not row:
        raise frappe.DoesNotExistError
    parent = frappe.get_doc(row.parenttype, row.parent)
    parent.remove(next(child for child in parent.get(row.parentfield) if child.name == name))
    parent.save()


@frappe.whitelist(methods=WRITES)
def bulk_update(docs: Any) -> dict[str, list[Any]]:
    """Saves each of the documents (`doctype`, `docname`, values) for itself; answers those that failed."""
    failed = []
    for values in _list_of_objects("docs", docs):
        values.pop("flags", None)
        frappe.db.savepoint("bulk_update")
        try:
            doc = frappe.get_doc(values["doctype"], values["docname"])
            doc.update(field_values(doc.doctype, values))
            doc.save()
        except Exception:
            frappe.db.rollback(save_point="bulk_update")
            failed.append({"doc": values, "exc": get_traceback()})
    return {"failed_docs": failed}


@frappe.whitelist()
@frappe.read_only()
def has_permission(doctype: str, docname: str | int, perm_type: str = "read") -> dict[str, bool]:
    return {"has_permission": bool(frappe.has_permission(doctype, perm_type.lower(), docname))}


@frappe.whitelist()
@frappe.read_only()
def get_doc_permissions(doctype: str, docname: Any) -> dict[str, Any]:
    """What the caller may do with the document: a 0 or 1 for each right."""
    return {"permissions": evaluate(frappe.get_doc(doctype, docname))}


@frappe.whitelist(methods=WRITES)
def attach_file(
    filename: str | None = None,
    filedata: Any = None,
    doctype: str | None = None,
    docname: Any = None,
    folder: str | None = None,
    decode_base64: bool = False,
    is_private: Any = None,
    docfield: str | None = None,
) -> Any:
    """Attaches content sent in the call itself; with `docfield`, the file's address is put there."""
    doc = frappe.get_doc(doctype, docname)
    doc.check_permission("write" if docfield else "read")
    file = frappe.get_doc(
        {
            "doctype": "File",
            "file_name": filename,
            "attached_to_doctype": doctype,
            "attached_to_name": docname,
            "attached_to_field": docfield,
            "folder": folder,
            "is_private": is_private,
            "content": filedata,
            "decode": decode_base64,
        }
    ).save()
    if docfield:
        doc.set(docfield, file.file_url)
        doc.save()
    return file


@frappe.whitelist()
@frappe.read_only()
def validate_link(doctype: str, docname: str, fields: Any = None) -> Any:
    """The name as stored, with the asked fields where the caller may read them; empty where there is none."""
    if not (frappe.has_permission(doctype, "select") or frappe.has_permission(doctype, "read")):
        frappe.throw(_("No permission for {0}").format(_(doctype)), frappe.PermissionError)
    found = frappe._dict(name=frappe.db.get_value(doctype, docname, "name"))
    wanted = parse_json_argument("fields", fields) if fields else None
    if found.name and wanted:
        found.update(get_value(doctype, wanted, docname) or {})
    return found


def _sent(doc: Any) -> dict[str, Any]:
    parsed = parse_json_argument("doc", doc)
    if not isinstance(parsed, dict) or not isinstance(parsed.get("doctype"), str):
        frappe.throw(_("{0} must be an object with the document's fields.").format("doc"))
    return field_values(parsed["doctype"], parsed)


def _list_of_objects(name: str, value: Any) -> list[dict[str, Any]]:
    parsed = parse_json_argument(name, value)
    if not isinstance(parsed, list) or not all(isinstance(item, dict) for item in parsed):
        frappe.throw(_("{0} must be a list.").format(name))
    return parsed


def insert_doc(doc: dict[str, Any]) -> Any:
    """Inserts a document; a child row is appended to its parent. Answers the document that was saved."""
    values = frappe._dict(doc)
    if not frappe.is_table(values.doctype):
        return frappe.get_doc(values).insert()
    if not (values.parenttype and values.parent and values.parentfield):
        frappe.throw(_("A child row needs its parenttype, parent and parentfield."))
    parent = frappe.get_doc(values.parenttype, values.parent)
    parent.append(values.parentfield, values)
    parent.save()
    return parent


def safe_filters(filters: Any) -> Any:
    """Filters as sent: JSON text is read; a plain name stays a name."""
    try:
        parsed = frappe.parse_json(filters)
    except (TypeError, ValueError):
        return filters
    return filters if isinstance(parsed, int | float) else parsed

"""Getting, making, copying and removing documents."""

from __future__ import annotations

import copy as copying
from typing import Any

from frappe.context import local
from frappe.exceptions import DataError, DoesNotExistError
from frappe.messages import clear_last_message
from frappe.model.base_document import BaseDocument, get_controller
from frappe.model.create_new import defaults
from frappe.model.meta import get_meta as get_meta
from frappe.translate import _
from frappe.types import _dict
from frappe.utils.caching import cache, store


def get_doc(*args: Any, **kwargs: Any) -> Any:
    """get_doc(doctype, name) reads one; get_doc(doctype) reads a Single; get_doc({…}) makes one in memory."""
    if not args:
        return get_controller(kwargs["doctype"])(kwargs)
    first = args[0]
    if isinstance(first, BaseDocument):
        return first
    if isinstance(first, str):
        return get_controller(first)(*args, **kwargs)
    if isinstance(first, dict):
        if not isinstance(first.get("doctype"), str) or not first["doctype"]:
            raise DataError(_("A document needs its doctype"))
        return get_controller(first["doctype"])({**first, **kwargs})
    raise DataError(_("A document needs its doctype"))


def new_doc(doctype: str, **values: Any) -> Any:
    """A document with its defaults, not saved."""
    return get_doc(defaults(doctype)).update(values)


def get_cached_doc(*args: Any, **kwargs: Any) -> Any:
    """As get_doc, but kept: not to be changed. Read again when its `modified` has moved on."""
    doctype, name = args[0], args[1] if len(args) > 1 else args[0]
    key = f"doc::{doctype}::{name}"
    kept = cache.get_value(key)
    # what others commit is not seen before this transaction ends: asked once, it stays true until then
    current = local.db.value_cache
    if kept is not None and (current.get(key) is kept or str(_modified(doctype, name)) == str(kept.modified)):
        current[key] = kept
        return kept
    doc = current[key] = get_doc(*args, **kwargs)
    cache.set_value(key, doc)
    return doc


def _modified(doctype: str, name: Any) -> Any:
    if get_meta(doctype).issingle:
        found = local.db.execute(
            "SELECT value FROM tabSingles WHERE doctype=? AND field='modified'", (doctype,)
        ).fetchone()
    else:
        found = local.db.execute(f"SELECT modified FROM `tab{doctype}` WHERE name=?", (name,)).fetchone()
    return found[0] if found else None


def clear_document_cache(doctype: str, name: str | None = None) -> None:
    # what other processes keep is checked against `modified`, so only this one's is dropped
    store().drop(f"doc::{doctype}::{name}" if name else f"doc::{doctype}::*")


def get_cached_value(doctype: str, name: Any, fieldname: Any = "name", as_dict: bool = False) -> Any:
    try:
        doc = get_cached_doc(doctype, name)
    except DoesNotExistError:
        clear_last_message()
        return None
    if isinstance(fieldname, str):
        return doc.get(fieldname)
    values = [doc.get(field) for field in fieldname]
    return _dict(zip(fieldname, values, strict=False)) if as_dict else values


def get_last_doc(
    doctype: str, filters: Any = None, order_by: str = "creation desc", *, for_update: bool = False
) -> Any:
    name = local.db.get_value(doctype, filters or {}, "name", order_by=order_by)
    if not name:
        raise DoesNotExistError(f"there is no {doctype}")
    return get_doc(doctype, name)


def is_table(doctype: str) -> bool:
    return get_meta(doctype).istable


def copy_doc(doc: Any, ignore_no_copy: bool = True) -> Any:
    """A new document with the same values, without those that are not to be copied."""
    plain = copying.deepcopy(doc.as_dict() if isinstance(doc, BaseDocument) else doc)
    copied = get_doc(plain)
    copied.set("__islocal", 1)
    copied.set("__unsaved", 1)
    for field in ("name", "owner", "creation", "modified", "modified_by", "amended_from", "amendment_date"):
        copied.set(field, None)
    copied.docstatus = 0
    _drop_no_copy(copied, ignore_no_copy)
    for row in copied.get_all_children():
        row.set("__islocal", 1)
        for field in ("name", "owner", "creation", "modified", "modified_by", "parent"):
            row.set(field, None)
        row.docstatus = 0
        _drop_no_copy(row, ignore_no_copy)
    return copied


def _drop_no_copy(doc: Any, ignore_no_copy: bool) -> None:
    if not ignore_no_copy:
        for df in doc.meta.fields:
            if df.no_copy and df.fieldname in doc.__dict__:
                doc.set(df.fieldname, None)

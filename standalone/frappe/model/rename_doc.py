"""Renaming a document, or merging it into another: every link to it follows."""

from __future__ import annotations

from frappe.context import local
from frappe.exceptions import DoesNotExistError, DuplicateEntryError, ValidationError
from frappe.messages import msgprint, throw
from frappe.model.delete_doc import delete_doc
from frappe.model.meta import Meta, dynamic_links, get_meta, links_to
from frappe.model.naming import validate_name
from frappe.translate import _

# names kept beside a doctype in columns that are no Dynamic Links
BESIDE = (("Version", "ref_doctype", "docname"), ("File", "attached_to_doctype", "attached_to_name"))


def rename_doc(doctype: str, old: str, new: str, force: bool = False, merge: bool = False) -> str:
    """The new name as it came to be."""
    from frappe.documents import clear_document_cache, get_doc

    meta = get_meta(doctype)
    old, new = str(old), _validated(meta, str(old), str(new), force, merge)
    if not merge:
        _rename_rows(meta, old, new)
    _follow_links(doctype, old, new)
    for kind, doctype_field, name_field in BESIDE:
        local.db.execute(
            f"UPDATE `tab{kind}` SET `{name_field}`=? WHERE `{doctype_field}`=? AND `{name_field}`=?",
            (new, doctype, old),
        )
    clear_document_cache(doctype)
    local.db.value_cache.clear()
    doc = get_doc(doctype, new)
    doc.run_method("after_rename", old, new, merge)
    told = _("merged {0} into {1}") if merge else _("renamed from {0} to {1}")
    doc.add_comment("Edit", told.format(old, new))
    if merge:
        delete_doc(doctype, old)
    msgprint(_("{0} is now {1}").format(old, new), alert=True, indicator="green")
    return new


def _validated(meta: Meta, old: str, new: str, force: bool, merge: bool) -> str:
    from frappe.documents import get_doc

    doc = get_doc(meta.name, old)
    doc.check_permission("write")
    if not (force or meta.allow_rename):
        throw(_("{0} cannot be renamed").format(_(meta.name)), ValidationError)
    answer = doc.run_method("before_rename", old, new, merge)
    new = (answer.get("new") or new) if isinstance(answer, dict) else (answer or new)
    new = validate_name(meta.name, new)
    there = local.db.get_value(meta.name, new)
    if merge and not there:
        throw(_("{0} {1} is not there").format(_(meta.name), new), DoesNotExistError)
    if merge and there == old:
        throw(_("A document cannot be merged with itself"), ValidationError)
    if not merge and there and there != old:
        throw(_("{0} {1} is there already").format(_(meta.name), new), DuplicateEntryError)
    if not merge and old == new:
        throw(_("The new name is the old one"), ValidationError)
    return str(there) if merge else new


def _rename_rows(meta: Meta, old: str, new: str) -> None:
    local.db.execute(f"UPDATE `tab{meta.name}` SET name=? WHERE name=?", (new, old))
    local.db.execute("UPDATE __Auth SET name=? WHERE doctype=? AND name=?", (new, meta.name, old))
    for df in meta.table_fields:
        local.db.execute(
            f"UPDATE `tab{df.options}` SET parent=? WHERE parenttype=? AND parent=?", (new, meta.name, old)
        )
    if meta.autoname.startswith("field:"):
        local.db.execute(f"UPDATE `tab{meta.name}` SET `{meta.autoname[6:]}`=? WHERE name=?", (new, new))


def _follow_links(doctype: str, old: str, new: str) -> None:
    for owner, fieldname in links_to(doctype):
        meta = get_meta(owner)
        if meta.issingle:
            local.db.execute(
                "UPDATE tabSingles SET value=? WHERE doctype=? AND field=? AND value=?",
                (new, owner, fieldname, old),
            )
        elif fieldname in meta.columns:
            local.db.execute(f"UPDATE `tab{owner}` SET `{fieldname}`=? WHERE `{fieldname}`=?", (new, old))
    for owner, fieldname, type_field in dynamic_links():
        if type_field and not get_meta(owner).issingle:
            local.db.execute(
                f"UPDATE `tab{owner}` SET `{fieldname}`=? WHERE `{type_field}`=? AND `{fieldname}`=?",
                (new, doctype, old),
            )

"""Deleting documents: who may, what still needs them, what goes with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frappe.context import local
from frappe.exceptions import DoesNotExistError, LinkExistsError
from frappe.hooks_registry import get_hooks
from frappe.messages import throw
from frappe.model.meta import dynamic_links, get_meta, links_to
from frappe.model.naming import revert_series_if_last
from frappe.translate import _
from frappe.utils.password import delete_all_passwords_for

# rows that tell of a document by doctype and name, and go with it
TOLD_OF = (
    ("Comment", "reference_doctype", "reference_name"),
    ("Version", "ref_doctype", "docname"),
    ("Notification Log", "document_type", "document_name"),
)
NO_SERIES = ("prompt", "field", "hash")


def delete_doc(
    doctype: str,
    name: Any,
    force: bool | int = 0,
    *,
    for_reload: bool = False,
    ignore_permissions: bool = False,
    flags: dict[str, Any] | None = None,
    ignore_missing: bool = True,
) -> Any:
    """Deletes a document; False where there is none."""
    from frappe.documents import get_doc

    local.db.begin_write()
    if not local.db.exists(doctype, name):
        if ignore_missing:
            return False
        throw(_("{0} {1} is not there").format(_(doctype), name), DoesNotExistError)
    doc = get_doc(doctype, name)
    doc.flags.update(flags or {})
    if ignore_permissions:
        doc.flags.ignore_permissions = True
    if not for_reload:
        _check(doc, force)
    _remove(doc, for_reload)
    if not for_reload and doctype != "Deleted Document":
        _remember(doc)
    return None


def _check(doc: Any, force: bool | int) -> None:
    if not doc.flags.ignore_permissions:
        doc.check_permission("delete")
    if doc.meta.is_submittable and doc.docstatus.is_submitted():
        throw(_("{0} {1} is submitted: cancel it before deleting it").format(_(doc.doctype), doc.name))
    doc.run_method("on_trash")
    doc.flags.in_delete = True
    doc.run_method("on_change")
    if not force:
        check_links(doc, "Delete")


def _remove(doc: Any, for_reload: bool) -> None:
    delete_all_passwords_for(doc.doctype, doc.name)
    if not for_reload:
        _give_number_back(doc)
    if doc.meta.issingle:
        local.db.execute("DELETE FROM tabSingles WHERE doctype=?", (doc.doctype,))
    else:
        local.db.execute(f"DELETE FROM `tab{doc.doctype}` WHERE name=?", (doc.name,))
    for df in doc.meta.table_fields:
        local.db.execute(
            f"DELETE FROM `tab{df.options}` WHERE parenttype=? AND parent=?", (doc.doctype, doc.name)
        )
    local.db.value_cache.clear()
    if not for_reload:
        doc.run_method("after_delete")
        _remove_attachments(doc)
        _remove_told(doc)
    doc.clear_cache()


def _give_number_back(doc: Any) -> None:
    rule = doc.meta.autoname
    if rule.startswith("naming_series:") and doc.get("naming_series"):
        revert_series_if_last(doc.naming_series, doc.name, doc)
    elif rule and rule.split(":", 1)[0].lower() not in NO_SERIES:
        revert_series_if_last(rule, doc.name, doc)


def _remove_attachments(doc: Any) -> None:
    found = local.db.execute(
        "SELECT name FROM tabFile WHERE attached_to_doctype=? AND attached_to_name=?", (doc.doctype, doc.name)
    ).fetchall()
    for (name,) in found:
        # whoever may delete a document may delete what is attached to it
        delete_doc("File", name, ignore_permissions=True, flags={"from_delete": True})


def _remove_told(doc: Any) -> None:
    if doc.doctype in [kind for kind, _doctype, _name in TOLD_OF]:
        return
    for kind, doctype_field, name_field in TOLD_OF:
        local.db.execute(
            f"DELETE FROM `tab{kind}` WHERE `{doctype_field}`=? AND `{name_field}`=?", (doc.doctype, doc.name)
        )


def _remember(doc: Any) -> None:
    from frappe.documents import get_doc

    kept = {"deleted_doctype": doc.doctype, "deleted_name": doc.name, "data": doc.as_json()}
    get_doc({"doctype": "Deleted Document", **kept}).db_insert()
    if not local.flags.in_patch:
        doc.notify_update()


# --- what still needs it


def check_links(doc: Any, method: str = "Delete") -> None:
    """LinkExistsError where another document links here; when cancelling, where a submitted one does."""
    for doctype, name in linking(doc, method):
        if method == "Delete" and (doc.meta.has_field("enabled") or doc.meta.has_field("disabled")):
            throw(
                _("{0} {1} is in use; disable it instead").format(_(doc.doctype), doc.name), LinkExistsError
            )
        reason = _("{0} {1} is needed by {2} {3}")
        throw(reason.format(_(doc.doctype), doc.name, _(doctype), name), LinkExistsError)


def linking(doc: Any, method: str) -> Iterator[tuple[str, str]]:
    ignored = (
        set(get_hooks("ignore_links_on_delete"))
        if method == "Delete"
        else set(doc.get("ignore_linked_doctypes") or ())
    )
    for doctype, fieldname in links_to(doc.doctype):
        if doctype in ignored or (fieldname == "amended_from" and method == "Cancel"):
            continue
        yield from _rows(doc, method, ignored, doctype, f"`{fieldname}`=?", (doc.name,), fieldname)
    for doctype, fieldname, type_field in dynamic_links():
        if doctype not in ignored and type_field:
            where = f"`{type_field}`=? AND `{fieldname}`=?"
            yield from _rows(doc, method, ignored, doctype, where, (doc.doctype, doc.name), fieldname)


def _rows(
    doc: Any, method: str, ignored: set[str], doctype: str, where: str, values: tuple[Any, ...], field: str
) -> Iterator[tuple[str, str]]:
    meta = get_meta(doctype)
    if meta.issingle:
        if len(values) == 1 and local.db.get_singles_dict(doctype).get(field) == doc.name:
            yield doctype, doctype
        return
    if len(values) == 1 and field not in meta.columns:
        return
    parents = ", parent, parenttype" if meta.istable else ", NULL, NULL"
    submitted = " AND docstatus=1" if method == "Cancel" else ""
    found = local.db.execute(
        f"SELECT name{parents} FROM `tab{doctype}` WHERE {where}{submitted} LIMIT 5", values
    ).fetchall()
    for name, parent, parenttype in found:
        owner, owner_name = (parenttype or doctype), (parent or name)
        itself = owner == doc.doctype and owner_name == doc.name
        if owner not in ignored and not itself:
            yield owner, owner_name

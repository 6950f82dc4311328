"""Files, comments and versions: as visible as the document they hang on."""

from typing import TYPE_CHECKING

import frappe
from frappe.core.doctype.file.file import has_permission as file_permission
from frappe.model.document import Document
from oasis_crm.permissions.conditions import NOTHING, add_condition, condition
from oasis_crm.permissions.rules import GUARDED
from oasis_crm.permissions.scope import scope_of

if TYPE_CHECKING:
    from pypika.queries import QueryBuilder

#: DocType → the fields that name the document it hangs on.
REFERENCES = {
    "File": ("attached_to_doctype", "attached_to_name"),
    "Comment": ("reference_doctype", "reference_name"),
    "Version": ("ref_doctype", "docname"),
}


def conditions(user: str | None, doctype: str) -> str:
    """Hook `permission_query_conditions`: what hangs on documents outside the user's scope is left out."""
    scope = scope_of(user)
    hidden = {guarded: sql for guarded in GUARDED if (sql := condition(guarded, scope))}
    if not hidden:
        return ""
    kind, name = (f"`tab{doctype}`.`{field}`" for field in REFERENCES[doctype])
    listed = ", ".join(frappe.db.escape(guarded) for guarded in hidden)
    parts = [f"{kind} is null", f"{kind} not in ({listed})"]
    parts += [
        f"({kind} = {frappe.db.escape(guarded)}"
        f" and {name} in (select `name` from `tab{guarded}` where {sql}))"
        for guarded, sql in hidden.items()
        if sql != NOTHING
    ]
    return f"({' or '.join(parts)})"


def restrict(query: "QueryBuilder", doctype: str, user: str | None = None) -> "QueryBuilder":
    """A `frappe.qb` query on one of `REFERENCES`, limited to what hangs on documents the user may read."""
    return add_condition(query, conditions(user, doctype))


def has_permission(
    doc: Document, ptype: str | None = None, user: str | None = None, debug: bool = False
) -> bool:
    """Hook `has_permission` of comments and versions."""
    doctype, name = (doc.get(field) for field in REFERENCES[doc.doctype])
    if doctype not in GUARDED or not name:
        return True
    if not frappe.db.exists(doctype, name):
        return scope_of(user).everything
    return bool(frappe.has_permission(doctype, "read", doc=name, user=user))


def file_has_permission(
    doc: Document, ptype: str | None = None, user: str | None = None, debug: bool = False
) -> bool:
    """Hook `has_permission` of files. Older frameworks ask one hook only, so this one asks theirs too."""
    return has_permission(doc, ptype, user) and bool(file_permission(doc, ptype, user))

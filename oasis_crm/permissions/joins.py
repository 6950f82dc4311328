"""Fields asked through a link, as in `firm.phone`.

The framework checks the role on the linked DocType, not whether the linked row is visible: a rep could read,
through an old visit of his, what a colleague's firm consumes now. So a request of a field user may look
through a link at the title of the linked document, and at nothing else of it.
"""

import re
from typing import Any

import frappe
from frappe import _
from oasis_crm.permissions.rules import GUARDED, RULES
from oasis_crm.permissions.scope import Scope

_ARGUMENTS = ("fields", "filters", "or_filters", "order_by", "group_by", "fieldname")
_DOTTED = re.compile(r"`?(\w+)`?\s*\.\s*`?(\w+)`?")
_TABLE = re.compile(r"`tab([^`]+)`")


def refuse_hidden_fields(doctype: str, scope: Scope) -> None:
    """Raise frappe.PermissionError if the present request looks through a link at a guarded DocType."""
    # A list made inside another request (a report's own query) does not answer that request's `fields`.
    foreign = frappe.form_dict.get("doctype") not in (None, doctype)
    if scope.everything or foreign or not getattr(frappe.local, "request", None):
        return
    asked = " ".join(str(frappe.form_dict.get(name) or "") for name in _ARGUMENTS)
    if "." in asked and hidden_fields(doctype, asked):
        frappe.throw(_("Fields of linked documents cannot be asked for here."), frappe.PermissionError)


def hidden_fields(doctype: str, asked: str) -> list[str]:
    """The dotted names in a text that reach into guarded documents."""
    links = _guarded_links(doctype)
    named = [
        match.group(0)
        for match in _DOTTED.finditer(asked)
        if match.group(1) in links and match.group(2) not in ("name", links[match.group(1)])
    ]
    return named + [table for table in _TABLE.findall(asked) if table in GUARDED and table != doctype]


def _guarded_links(doctype: str) -> dict[str, Any]:
    """Link fields of a DocType (and of the one it is a child of) to guarded ones → the title field there."""
    metas = [frappe.get_meta(doctype)]
    rule = RULES.get(doctype)
    if rule and rule.parent:
        metas.append(frappe.get_meta(rule.parent))
    links = [field for meta in metas for field in meta.get_link_fields() if field.options in GUARDED]
    return {field.fieldname: frappe.get_meta(field.options).get_title_field() for field in links}

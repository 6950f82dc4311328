"""A rule evaluated on one document."""

from collections.abc import Collection, Mapping
from typing import Any

import frappe
from frappe.model.document import Document
from oasis_crm.permissions import visiting
from oasis_crm.permissions.rules import RULES, Rule
from oasis_crm.permissions.scope import Scope, scope_of

_READING = frozenset({"read", "select", "print", "email", "export", "report", "share"})


def has_permission(
    doc: Document, ptype: str | None = None, user: str | None = None, debug: bool = False
) -> bool:
    """Hook `has_permission`: whether the document is in the user's scope. Roles are the framework's part.

    Answers True or False, never None: newer frameworks read None as a refusal.
    """
    rule, scope = RULES.get(doc.doctype), scope_of(user)
    if rule is None or scope.user == "Administrator":
        return True
    if rule.parent:
        return _parent_allows(rule.parent, doc, ptype, scope.user)
    if scope.everything and not rule.personal:
        return True
    # Values that came with a request prove nothing: the stored row decides, the new one must agree.
    stored = _stored(doc, rule)
    if ptype in _READING or ptype is None:
        return sees(rule, stored or doc, scope, scope.reads) or _visits(rule, doc, scope)
    if stored is None:
        return _may_make(rule, doc, scope)
    return sees(rule, stored, scope, scope.changes) and _may_become(rule, stored, doc, scope)


def sees(rule: Rule, row: Mapping[str, Any] | Document, scope: Scope, reps: Collection[str]) -> bool:
    """Whether a row is visible to someone who has these reps in his scope."""
    people = {scope.user} if rule.personal else reps
    if any(row.get(field) in people for field in rule.own):
        return True
    if rule.firm and follower(row.get(rule.firm)) in reps:
        return True
    if rule.team and row.get(rule.team) in scope.leads:
        return True
    return rule.teams and row.get("name") in scope.teams


def _visits(rule: Rule, doc: Document, scope: Scope) -> bool:
    return rule.visited and doc.name in visiting.firms_visited(scope.reads)


def follower(firm: str | None) -> str | None:
    """The rep who follows a firm now."""
    return frappe.db.get_value("Firm", firm, "sales_rep") if firm else None


def may_follow(rep: str | None, scope: Scope) -> bool:
    """Whether someone of this scope may make or hand a document to the rep; nobody named yet is fine."""
    return not rep or scope.everything or rep in scope.changes


def _may_make(rule: Rule, doc: Document, scope: Scope) -> bool:
    if rule.leaders and not (scope.leads or scope.everything):
        return False
    return _may_become(rule, {}, doc, scope)


def _may_become(rule: Rule, stored: Mapping[str, Any], doc: Document, scope: Scope) -> bool:
    """Whether the new values stay within the scope: whom it is for, and which firm it hangs on."""
    if rule.made_for:
        rep = doc.get(rule.made_for)
        if not (rep in (None, "", scope.user) if rule.personal else may_follow(rep, scope)):
            return False
    firm_field = rule.firm or ("firm" if doc.meta.has_field("firm") else None)
    firm = doc.get(firm_field) if firm_field else None
    if not firm or firm == stored.get(firm_field) or scope.everything:
        return True
    if follower(firm) in scope.changes:
        return True
    # Who is sent to a firm may note for himself what he has to do there.
    return rule.personal and firm in visiting.firms_visited(scope.reads)


def _stored(doc: Document, rule: Rule) -> Mapping[str, Any] | None:
    if doc.is_new() or not doc.name:
        return None
    fields = [*rule.fields, "firm"] if doc.meta.has_field("firm") else rule.fields
    return frappe.db.get_value(doc.doctype, doc.name, list(dict.fromkeys(fields)), as_dict=True)


def _parent_allows(parent: str, doc: Document, ptype: str | None, user: str) -> bool:
    name = doc.get("parent")
    return bool(name and frappe.db.exists(parent, name)) and bool(
        frappe.has_permission(parent, "read" if ptype in _READING else "write", doc=name, user=user)
    )

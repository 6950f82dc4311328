"""Who may learn that a document changed.

An audience is a word: `*` everybody, `rep:U` whoever has the rep U in his scope, `user:U` that user alone,
`staff` managers and the office (who also read every `rep:`). It only bounds which names are told; what a
reader
gets of a document is decided by the permission rules when he pulls.
"""

from typing import Any

import frappe
from oasis_crm.permissions.rules import RULES
from oasis_crm.permissions.scope import Scope

EVERYBODY = "*"
STAFF = "staff"


def of_rep(user: str) -> str:
    return f"rep:{user}"


def of_user(user: str) -> str:
    return f"user:{user}"


def of(doc: Any, follower: str | None = None) -> set[str]:
    """The audiences of a document as it stands. `follower`: the rep of the firm it hangs on."""
    rule = RULES.get(doc.doctype)
    if rule is None:
        return {EVERYBODY}
    people = {doc.get(field) for field in rule.own} - {None, ""}
    if rule.personal:
        return {of_user(user) for user in people}
    found = {of_rep(user) for user in people} | {STAFF}
    if follower:
        found.add(of_rep(follower))
    if rule.team and doc.get(rule.team):
        leader = frappe.db.get_value("Sales Team", doc.get(rule.team), "leader")
        found |= {of_user(leader)} if leader else set()
    if rule.teams:
        found |= {of_user(row.user) for row in doc.get("members") or []}
    return found


def heard_by(scope: Scope) -> set[str] | None:
    """The audiences that a reader belongs to; None for staff, who belong to all but other people's own."""
    if scope.everything:
        return None
    return {EVERYBODY, of_user(scope.user), *(of_rep(user) for user in scope.reads)}

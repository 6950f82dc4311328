"""The reps whose rows a user reads and changes."""

from dataclasses import dataclass
from typing import Any

import frappe
from oasis_crm.permissions import roles

_MEMO = "oasis_scopes"


@dataclass(frozen=True)
class Scope:
    """What a user's role and teams open to him. `everything` makes the sets meaningless."""

    user: str
    everything: bool = False
    reads: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()


def scope_of(user: str | None = None) -> Scope:
    """The scope of a user (default: the session's), worked out once a request."""
    user = user or frappe.session.user
    if sees_everything(user):
        return Scope(user, everything=True)
    known = memo()
    if user not in known:
        known[user] = _field_scope(user)
    return known[user]


def memo() -> dict[Any, Any]:
    """What this request has worked out already."""
    known = getattr(frappe.local, _MEMO, None)
    if known is None:
        known = {}
        setattr(frappe.local, _MEMO, known)
    return known


def sees_everything(user: str) -> bool:
    """Administrator, managers and the office have no rows hidden from them."""
    return user == "Administrator" or roles.has_role(roles.STAFF, user)


def forget_scopes(*_args: object) -> None:
    """Drop what this request remembers; called when a team or the restriction switch changes."""
    setattr(frappe.local, _MEMO, None)


def colleagues(reps: set[str]) -> set[str]:
    """The reps and whoever else reads their rows as a field user: leaders, and teams if unrestricted."""
    if not reps:
        return set()
    known, key = memo(), frozenset(reps)
    if key not in known:
        teams = set(_teams_of(reps))
        leaders = set(_leaders(teams))
        known[key] = reps | leaders | (set() if _restricted() else _people(teams))
    return known[key]


def _field_scope(user: str) -> Scope:
    if roles.FIELD not in frappe.get_roles(user):
        return Scope(user)
    leads = frozenset(
        frappe.get_all("Sales Team", filters={"leader": user}, pluck="name", order_by="name asc")
    )
    changes = frozenset({user} | _members(leads))
    teams = leads | frozenset(_teams_of({user}))
    reads = changes if _restricted() else changes | _people(teams)
    return Scope(user, reads=frozenset(reads), changes=changes, leads=leads, teams=teams)


def _restricted() -> bool:
    return bool(frappe.db.get_single_value("Oasis Settings", "restrict_reps_to_own_data"))


def _teams_of(users: set[str]) -> list[str]:
    """The teams that the users are members of."""
    filters = {"user": ["in", sorted(users)], "parenttype": "Sales Team"}
    return frappe.get_all("Sales Team Member", filters=filters, pluck="parent", order_by="parent asc")


def _members(teams: frozenset[str] | set[str]) -> set[str]:
    if not teams:
        return set()
    filters = {"parent": ["in", sorted(teams)], "parenttype": "Sales Team"}
    return set(frappe.get_all("Sales Team Member", filters=filters, pluck="user", order_by="user asc"))


def _leaders(teams: set[str]) -> list[str]:
    if not teams:
        return []
    filters = {"name": ["in", sorted(teams)], "leader": ["is", "set"]}
    return frappe.get_all("Sales Team", filters=filters, pluck="leader", order_by="leader asc")


def _people(teams: frozenset[str] | set[str]) -> set[str]:
    return _members(teams) | set(_leaders(set(teams)))

"""Users as the people that screens name."""

from collections.abc import Iterable

import frappe
from oasis_crm.permissions import roles


def full_names(users: Iterable[str | None]) -> dict[str, str]:
    """Full names by user; an unknown or deleted user keeps his id."""
    wanted = sorted({user for user in users if user})
    if not wanted:
        return {}
    found = frappe.get_all(
        "User", filters={"name": ["in", wanted]}, fields=["name", "full_name"], order_by="name asc"
    )
    return (
        dict.fromkeys(wanted, "")
        | {user: user for user in wanted}
        | {row.name: row.full_name or row.name for row in found}
    )


def full_name(user: str | None) -> str | None:
    """One full name; None for nobody."""
    return full_names([user]).get(user) if user else None


def mode(user: str | None = None) -> str:
    """The mode of the app that a user works in: manager, office or field."""
    if roles.has_role(roles.MANAGERS, user):
        return "manager"
    return "office" if roles.has_role((roles.OFFICE,), user) else "field"


def is_working_rep(user: str) -> bool:
    """Whether the user is a field rep who may log in."""
    return is_enabled(user) and roles.has_role((roles.FIELD,), user)


def is_enabled(user: str) -> bool:
    """Whether the user exists and may log in."""
    return bool(frappe.db.get_value("User", user, "enabled"))


def is_rep(user: str) -> bool:
    """Whether field work can be given to a user: he may log in and holds the role itself."""
    return is_enabled(user) and roles.FIELD in frappe.get_roles(user)


def reps() -> list[str]:
    """The field reps who work here now."""
    return holders(roles.FIELD)


def holders(role: str) -> list[str]:
    """The users who hold a role and may log in."""
    user, held = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
    query = (
        frappe.qb.from_(user)
        .inner_join(held)
        .on((held.parent == user.name) & (held.parenttype == "User"))
        .select(user.name)
        .where((held.role == role) & (user.enabled == 1))
        .orderby(user.name)
    )
    return [name for (name,) in query.run()]

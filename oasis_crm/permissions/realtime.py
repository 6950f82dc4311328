"""Events to the people who may see a document, and nobody else."""

from typing import Any

import frappe
from frappe.model.document import Document
from oasis_crm.permissions import roles, visiting
from oasis_crm.permissions.documents import follower
from oasis_crm.permissions.rules import RULES, Rule
from oasis_crm.permissions.scope import colleagues
from oasis_crm.plain_values import PlainValues

#: Something that the hearer may see has changed. The framework's own `list_update` would not do: it goes to
#: everybody who looks at the DocType, whatever user it is published to.
CHANGED = "oasis_changed"
_STAFF = "oasis_crm:staff"


class ScopedUpdates(PlainValues):
    """A document that announces its changes in the rooms of those who may see it.

    The framework would name it to everybody with a role on the DocType.
    """

    def notify_update(self) -> None:
        if frappe.flags.in_patch or frappe.flags.in_import:
            return
        event = {"doctype": self.doctype, "name": self.name, "modified": str(self.modified)}
        # Who opened the document was checked when he joined its room.
        frappe.publish_realtime(
            "doc_update", event, doctype=self.doctype, docname=self.name, after_commit=True
        )
        for user in sorted(audience(self)):
            publish(user, CHANGED, {**event, "user": frappe.session.user})


def publish(user: str, event: str, message: dict[str, Any]) -> None:
    """Send an event to one user once the transaction is committed."""
    frappe.publish_realtime(event, message, user=user, after_commit=True)


def audience(doc: Document) -> set[str]:
    """The users who see a document now, and those from whose sight this save takes it."""
    rule, readers = RULES[doc.doctype], _reading_roles(doc)
    if readers.isdisjoint(roles.EVERYONE):
        return set()
    states = [state for state in (doc, doc.get_doc_before_save()) if state]
    people = set().union(*(_people(rule, state) for state in states))
    if rule.firm:
        people |= {follower(firm) for firm in {state.get(rule.firm) for state in states}}
    people -= {None, ""}
    if rule.visited:
        people |= visiting.visitors(doc.name)
    if rule.personal:
        return people
    watching = {user for user, held in staff().items() if not readers.isdisjoint(held)}
    return watching | (colleagues(people) if roles.FIELD in readers else set())


def staff() -> dict[str, list[str]]:
    """The enabled users who see everything, with their roles."""
    return frappe.cache.get_value(_STAFF, _find_staff)


def forget_staff(*_args: object) -> None:
    """Event of User: roles or the enabled flag may have changed."""
    frappe.cache.delete_value(_STAFF)


def _people(rule: Rule, state: Document) -> set[str | None]:
    people = {state.get(field) for field in rule.own}
    if rule.team:
        people.add(frappe.db.get_value("Sales Team", state.get(rule.team), "leader"))
    if rule.teams:
        people |= {row.user for row in state.get("members")}
    return people


def _reading_roles(doc: Document) -> set[str]:
    return {rule.role for rule in doc.meta.permissions if rule.read and not rule.permlevel}


def _find_staff() -> dict[str, list[str]]:
    user, held = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
    query = (
        frappe.qb.from_(user)
        .inner_join(held)
        .on(held.parent == user.name)
        .select(user.name, held.role)
        .where((held.parenttype == "User") & held.role.isin(roles.STAFF) & (user.enabled == 1))
    )
    found: dict[str, list[str]] = {"Administrator": list(roles.EVERYONE)}
    for name, role in query.run():
        found.setdefault(name, []).append(role)
    return found

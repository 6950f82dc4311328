"""How users want to be told: their language, and the ways that they left open."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import frappe
from frappe.utils import cint

_MEMO = "oasis_receivers"
_DOCTYPE = "Oasis Preference"
_FIELDS = ("push_reminders", "email_reminders", "overdue_orders", "visit_reminder_minutes")


@dataclass(frozen=True)
class Receiver:
    """What a notification to one user depends on."""

    user: str
    language: str
    address: str
    push: bool
    mail: bool
    overdue: bool
    visit_minutes: int


def of(user: str) -> Receiver:
    """One user, looked up once a request."""
    memo = _memo()
    if user not in memo:
        load([user])
    return memo[user]


def load(users: Iterable[str]) -> None:
    """Look many users up at once, before a job tells them one by one."""
    wanted = sorted({user for user in users if user})
    if not wanted:
        return
    filters = {"name": ["in", wanted]}
    people = _rows("User", filters, ("language", "email"))
    chosen = _rows(_DOCTYPE, filters, _FIELDS)
    usual = {field: frappe.get_meta(_DOCTYPE).get_field(field).default for field in _FIELDS}
    _memo().update({user: _receiver(user, people.get(user, {}), chosen.get(user, usual)) for user in wanted})


def forget() -> None:
    """Drop what this request remembers; called when a preference or a language changes."""
    setattr(frappe.local, _MEMO, None)


def _rows(doctype: str, filters: dict[str, Any], fields: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    rows = frappe.get_all(doctype, filters=filters, fields=["name", *fields], order_by="name asc")
    return {row.name: row for row in rows}


def _receiver(user: str, person: dict[str, Any], chosen: dict[str, Any]) -> Receiver:
    return Receiver(
        user,
        language=person.get("language") or "tr",
        address=person.get("email") or "",
        push=bool(cint(chosen["push_reminders"])),
        mail=bool(cint(chosen["email_reminders"])),
        overdue=bool(cint(chosen["overdue_orders"])),
        visit_minutes=cint(chosen["visit_reminder_minutes"]),
    )


def _memo() -> dict[str, Receiver]:
    memo = getattr(frappe.local, _MEMO, None)
    if memo is None:
        memo = {}
        setattr(frappe.local, _MEMO, memo)
    return memo

"""Users, teams, distributors, leaves: few enough to be inserted as documents, with all their rules."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, getdate, nowdate
from frappe.utils.password import update_password
from oasis_crm.demo.cast import TEAMS, Cast
from oasis_crm.demo.firms import DISTRIBUTORS
from oasis_crm.demo.people import PASSWORD, Person
from oasis_crm.demo.sentences import LEAVE_REASONS
from oasis_crm.permissions import roles

_ROLES = {"manager": roles.MANAGER, "office": roles.OFFICE, "field": roles.FIELD}


def make_users(cast: Cast) -> None:
    """The users that are not there yet, with the demo's password."""
    for person in cast.users:
        if not frappe.db.exists("User", person.user):
            _make_user(person)


def _make_user(person: Person) -> None:
    user = frappe.get_doc(
        {
            "doctype": "User",
            "email": person.user,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "language": "tr",
            "time_zone": "Europe/Istanbul",
            "user_type": "System User",
            "send_welcome_email": 0,
            "roles": [{"role": _ROLES[person.role]}],
        }
    )
    user.flags.no_welcome_mail = True
    # Made by the site's own set-up: no user stands behind it.
    user.insert(ignore_permissions=True)
    # Set behind the password policy, which would refuse so plain a word on a site of one's own.
    update_password(person.user, PASSWORD)


def make_teams(cast: Cast) -> None:
    """The teams with their members; the leader leads the first."""
    for team in cast.teams:
        if frappe.db.exists("Sales Team", TEAMS[team]):
            continue
        members = [{"user": cast.names[seller]} for seller in cast.members(team)]
        leader = cast.leader if team == 0 else None
        _insert({"doctype": "Sales Team", "team": TEAMS[team], "leader": leader, "members": members})


def make_distributors() -> None:
    """The distributors whose sales the demo has; they ask no address until somebody gives them one."""
    for name in DISTRIBUTORS:
        if not frappe.db.exists("Distributor", name):
            _insert({"doctype": "Distributor", "distributor": name, "adapter": "REST", "schedule_minutes": 0})


def make_leaves(cast: Cast) -> None:
    """One of each half who is away: in the South since yesterday, in the North from Monday on."""
    today = getdate(nowdate())
    monday = add_days(today, 7 - today.weekday())
    away = (
        (cast.names[7], cast.names[5], add_days(today, -1), add_days(today, 3)),
        (cast.names[3], cast.leader, monday, add_days(monday, 4)),
    )
    for (rep, cover, first, last), reason in zip(away, LEAVE_REASONS, strict=True):
        days = {"from_date": first, "to_date": last}
        _insert({"doctype": "Leave Cover", "rep": rep, "cover": cover, **days, "reason": reason})


def _insert(values: dict) -> None:
    # As above: the set-up of the demo, not the wish of a user.
    frappe.get_doc(values).insert(ignore_permissions=True)

"""How much each rep has to do in some days, and who has least."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import getdate, nowdate
from oasis_crm import errors
from oasis_crm.domain.routing import Load, in_order
from oasis_crm.domain.visits import OPEN
from oasis_crm.followers import team_of
from oasis_crm.permissions import roles
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import absence, people

#: Over so many days the load is compared where nobody said over which.
DAYS = 14


def candidates(team: str | None = None) -> list[str]:
    """The field reps who work here and whom the session's user may send, of one team or of all."""
    user, held = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
    query = (
        frappe.qb.from_(user)
        .inner_join(held)
        .on((held.parent == user.name) & (held.parenttype == "User"))
        .select(user.name)
        .where(held.role == roles.FIELD)
        .where(user.enabled == 1)
    )
    found = {name for (name,) in query.run()}
    scope = scope_of()
    if not scope.everything:
        found &= scope.changes if scope.leads else frozenset()
    if team:
        found &= set(
            frappe.get_all(
                "Sales Team Member",
                filters={"parent": team, "parenttype": "Sales Team"},
                pluck="user",
                order_by="user asc",
            )
        )
    return sorted(found)


def of(reps: Iterable[str], first: date, last: date) -> list[Load]:
    """Each rep's open visits between two days (inclusive), the least loaded first."""
    reps = list(reps)
    counts, names = _open_visits(reps, first, last), people.full_names(reps)
    return in_order(Load(rep, names[rep], counts[rep]) for rep in reps)


def picker(team: str | None, first: date, last: date) -> list[dict[str, Any]]:
    """The reps to choose from with their loads, the least loaded first; who is away stands last."""
    away = absence.all_between(first, last)
    rows = [_row(load, away.get(load.rep)) for load in of(candidates(team), first, last)]
    return sorted(rows, key=lambda row: row["away"] is not None)


def substitute(visit: str) -> str:
    """Who goes instead of the rep who declined a visit; who missed one goes himself."""
    row = frappe.db.get_value("Firm Visit", visit, ["sales_rep", "status"], as_dict=True)
    if not row:
        frappe.throw(_("Visit {0} is not there.").format(visit), frappe.DoesNotExistError)
    first = getdate(nowdate())
    last = first + timedelta(days=DAYS)
    away = absence.all_between(first, first)
    if row.status != "Declined" and row.sales_rep not in away and people.is_working_rep(row.sales_rep):
        return row.sales_rep
    team = team_of(row.sales_rep)
    colleagues = [rep for rep in candidates(team) if rep != row.sales_rep and rep not in away]
    found = of(colleagues, first, last)
    if not found:
        frappe.throw(_("Nobody else of the team could go; choose a rep."), errors.RoutingError)
    return found[0].rep


def _row(load: Load, leave: Any) -> dict[str, Any]:
    away = {"text": absence.sentence(leave), "cover": leave.cover} if leave else None
    return {"rep": load.rep, "full_name": load.full_name, "visits": load.visits, "away": away}


def _open_visits(reps: list[str], first: date, last: date) -> Counter[str]:
    if not reps:
        return Counter()
    visit = frappe.qb.DocType("Firm Visit")
    opening, closing = datetime.combine(first, time.min), datetime.combine(last, time.max)
    query = (
        frappe.qb.from_(visit)
        .select(visit.sales_rep, Count(visit.name))
        .where(visit.sales_rep.isin(reps))
        .where(visit.planned_start[opening:closing])
        .where(visit.status.isin(OPEN))
        .groupby(visit.sales_rep)
    )
    return Counter(dict(query.run()))

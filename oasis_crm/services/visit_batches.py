"""Visits to many firms: a `Visit Batch` is made, carried out in the background, tried again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.utils import add_to_date, getdate, now_datetime, nowdate
from oasis_crm import errors
from oasis_crm.services import absence, people, routing

DOCTYPE, ROW = "Visit Batch", "Visit Batch Row"
LEAST_LOADED, FOLLOWER = "Least Loaded", "Follower"
MOST = 2000
_TIMEOUT = 3600
_STALLED_MINUTES = 15
_TOLD = ("name", "owner", "strategy", "sales_rep", "sales_team", "from_date", "to_date", "status")
_COUNTS = ("total", "assigned", "refused")
_ROW_FIELDS = ["firm", "result", "reason", "sales_rep", "visit", "planned_start"]


@dataclass(frozen=True)
class Wish:
    """What is asked for all the firms. `sales_rep` for a named rep, `sales_team` for the least loaded."""

    strategy: str
    first: date
    last: date
    sales_rep: str | None = None
    sales_team: str | None = None
    note: str | None = None
    visit_type: str | None = None


def start(firms: list[str], wish: Wish) -> dict[str, Any]:
    """Make the batch and set it going; what can be refused for all firms alike is refused here."""
    firms = list(dict.fromkeys(firms))
    _check(firms, wish)
    batch = frappe.get_doc(
        {
            "doctype": DOCTYPE,
            "strategy": wish.strategy,
            "sales_rep": wish.sales_rep,
            "sales_team": wish.sales_team,
            "from_date": wish.first,
            "to_date": wish.last,
            "note": wish.note,
            "visit_type": wish.visit_type or "Visit",
            "total": len(firms),
            "rows": [{"firm": firm} for firm in firms],
        }
    )
    # The right to route is asked for each firm and rep; leaders have no right on the DocType by themselves.
    batch.insert(ignore_permissions=True)
    _enqueue(batch.name)
    return told(batch.name)


def retry(name: str) -> dict[str, Any]:
    """Try the refused firms of a finished batch once more, or go on with one that broke off."""
    require(name)
    if frappe.db.get_value(DOCTYPE, name, "status", for_update=True) in ("Queued", "Running"):
        frappe.throw(_("This is still going on."), errors.RoutingError)
    for row in _rows(name, "Refused"):
        frappe.db.set_value(ROW, row.name, {"result": "Waiting", "reason": None}, update_modified=False)
    frappe.db.set_value(DOCTYPE, name, {"status": "Queued", "refused": 0})
    _enqueue(name)
    return told(name)


def resume_stalled() -> None:
    """Hourly job: go on with batches whose worker died."""
    before = add_to_date(now_datetime(), minutes=-_STALLED_MINUTES)
    filters = {"status": ["in", ["Queued", "Running"]], "modified": ["<", before]}
    for row in frappe.get_all(DOCTYPE, filters=filters, fields=["name", "owner"], order_by="name asc"):
        acting = frappe.session.user
        frappe.set_user(row.owner)
        try:
            _enqueue(row.name)
        finally:
            frappe.set_user(acting)


def told(name: str) -> dict[str, Any]:
    """The batch with what became of each firm."""
    batch = frappe.db.get_value(DOCTYPE, name, [*_TOLD, *_COUNTS], as_dict=True)
    rows = _rows(name)
    reps = people.full_names(row.sales_rep for row in rows)
    firms = _firm_names([row.firm for row in rows])
    for row in rows:
        row.pop("name")
        row.update({"sales_rep_name": reps.get(row.sales_rep), "firm_name": firms.get(row.firm, row.firm)})
    return {**batch, "rows": rows}


def require(name: str) -> str:
    """Raise unless the batch is there and the session's user may see it; answers its name."""
    if not frappe.db.exists(DOCTYPE, name):
        frappe.throw(_("{0} {1} is not there.").format(_(DOCTYPE), name), frappe.DoesNotExistError)
    frappe.has_permission(DOCTYPE, "read", doc=name, throw=True)
    return name


def _check(firms: list[str], wish: Wish) -> None:
    if not firms:
        frappe.throw(_("No firm was chosen."), errors.RoutingError)
    if len(firms) > MOST:
        frappe.throw(_("At most {0} firms at a time.").format(MOST), errors.RoutingError)
    if wish.last < wish.first:
        frappe.throw(_("The last day is before the first."), errors.DateOrderError)
    if wish.first < getdate(nowdate()):
        frappe.throw(_("A visit cannot be planned into the past."), errors.PastDateError)
    if wish.strategy in (LEAST_LOADED, FOLLOWER):
        return
    if not wish.sales_rep:
        frappe.throw(_("Say who goes."), errors.RoutingError)
    routing.check_rep(wish.sales_rep)
    leave = absence.within("rep", wish.sales_rep, wish.first, wish.last)
    if leave and leave.from_date <= wish.first and wish.last <= leave.to_date:
        frappe.throw(absence.sentence(leave), errors.AbsentError)


def _rows(name: str, result: str | None = None) -> list[Any]:
    filters = {"parent": name, "parenttype": DOCTYPE} | ({"result": result} if result else {})
    return frappe.get_all(ROW, filters=filters, fields=["name", *_ROW_FIELDS], order_by="idx asc")


def _firm_names(firms: list[str]) -> dict[str, str]:
    if not firms:
        return {}
    rows = frappe.get_list(
        "Firm",
        filters={"name": ["in", firms]},
        fields=["name", "firm_name"],
        order_by="name asc",
        limit_page_length=0,
    )
    return {row.name: row.firm_name for row in rows}


def _enqueue(name: str) -> None:
    frappe.enqueue(
        "oasis_crm.services.batch_job.run",
        queue="long",
        timeout=_TIMEOUT,
        job_id=f"visit-batch-{name}",
        deduplicate=True,
        enqueue_after_commit=True,
        batch=name,
    )

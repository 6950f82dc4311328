"""The work of a `Visit Batch`, in small transactions: a batch that broke off goes on where it stood."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, time
from typing import Any

import frappe
from frappe import _
from frappe.utils import formatdate, get_datetime, getdate
from oasis_crm import errors
from oasis_crm.domain.routing import Load, in_order
from oasis_crm.domain.visits import OPEN
from oasis_crm.notifications import inbox
from oasis_crm.permissions.realtime import publish
from oasis_crm.services import absence, agenda, loads, locks, routing
from oasis_crm.services.visit_batches import DOCTYPE, FOLLOWER, LEAST_LOADED, ROW

EVENT = "visit_batch"
#: Firms a transaction: nobody else's visit waits long, and a rep is told once of a handful.
_CHUNK = 40
_SAVEPOINT = "oasis_visit_batch"


def run(batch: str) -> None:
    """Job: assign what is waiting, as the user who asked for it."""
    doc = frappe.get_doc(DOCTYPE, batch)
    # A job knows no language; why a firm was refused is read by whoever started it.
    frappe.local.lang = inbox.language(doc.owner)
    if doc.status not in ("Queued", "Running"):
        return
    try:
        work = _Work(doc)
        while rows := _waiting(batch):
            work.carry_out(rows)
            frappe.db.commit()
        frappe.db.set_value(DOCTYPE, batch, "status", "Done")
    except Exception:
        frappe.db.rollback()
        frappe.log_error(f"Visit Batch {batch}")
        frappe.db.set_value(DOCTYPE, batch, "status", "Failed")
    _show(doc)
    frappe.db.commit()


def _waiting(batch: str) -> list[Any]:
    filters = {"parent": batch, "parenttype": DOCTYPE, "result": "Waiting"}
    return frappe.get_all(ROW, filters=filters, fields=["name", "firm"], order_by="idx asc", limit=_CHUNK)


def _show(doc: Any) -> None:
    publish(doc.owner, EVENT, {"name": doc.name})


class _Work:
    """One run: the wish, and how much each rep has to do by now."""

    def __init__(self, doc: Any) -> None:
        self.doc, self.first, self.last = doc, getdate(doc.from_date), getdate(doc.to_date)
        self.loads = self._loads()

    def carry_out(self, rows: list[Any]) -> None:
        """Assign a handful of firms, note what became of each, and tell the reps."""
        self._hold(rows)
        made: dict[str, list[Any]] = {}
        results = Counter(self._row(row, made) for row in rows)
        counts = frappe.db.get_value(DOCTYPE, self.doc.name, ["assigned", "refused"], as_dict=True)
        frappe.db.set_value(
            DOCTYPE,
            self.doc.name,
            {
                "status": "Running",
                "assigned": counts.assigned + results["Assigned"],
                "refused": counts.refused + results["Refused"],
            },
        )
        for rep, visits in made.items():
            _tell(rep, visits)
        _show(self.doc)

    def _row(self, row: Any, made: dict[str, list[Any]]) -> str:
        frappe.db.savepoint(_SAVEPOINT)
        try:
            visit = self._assign(row.firm)
        except (frappe.ValidationError, frappe.PermissionError, frappe.DoesNotExistError) as error:
            frappe.db.rollback(save_point=_SAVEPOINT)
            frappe.clear_messages()
            values = {"result": "Refused", "reason": str(error) or type(error).__name__}
        else:
            made.setdefault(visit.sales_rep, []).append(visit)
            values = {"result": "Assigned", "visit": visit.name, "sales_rep": visit.sales_rep}
            values["planned_start"] = visit.planned_start
        frappe.db.set_value(ROW, row.name, values, update_modified=False)
        return values["result"]

    def _assign(self, firm: str) -> Any:
        known = frappe.get_doc("Firm", firm)
        known.check_permission("read")
        self._refuse_second(firm)
        rep, start = self._slot(known.sales_rep)
        errand = routing.Errand(firm, self.doc.note, self.doc.visit_type)
        visit = routing.book(errand, rep, start)
        self._count(rep)
        return visit

    def _slot(self, follower: str | None) -> tuple[str, datetime]:
        """The first of the candidates who has time, and when."""
        for rep in self._candidates(follower):
            routing.check_rep(rep)
            if start := agenda.free_slot(rep, self.first, locked=True, until=self.last):
                return rep, start
            absence.refuse(rep, self.first)
        words = _("Nobody has free time until {0}.")
        raise errors.SlotTakenError(words.format(formatdate(self.last)))

    def _hold(self, rows: list[Any]) -> None:
        """The calendars that this transaction may book, all at once and always in the same order."""
        followers: list[str | None] = []
        if self.doc.strategy == FOLLOWER:
            firms = [row.firm for row in rows]
            followers = frappe.get_all(
                "Firm", filters={"name": ["in", firms]}, pluck="sales_rep", order_by="name asc"
            )
        locks.hold_reps([self.doc.sales_rep, *self.loads, *followers])

    def _candidates(self, follower: str | None) -> list[str]:
        if self.doc.strategy == LEAST_LOADED:
            return [load.rep for load in in_order(self.loads.values())]
        if self.doc.strategy == FOLLOWER and not follower:
            frappe.throw(_("Nobody follows this firm."), errors.RoutingError)
        return [follower if self.doc.strategy == FOLLOWER else self.doc.sales_rep]

    def _loads(self) -> dict[str, Load]:
        if self.doc.strategy != LEAST_LOADED:
            return {}
        away = absence.all_between(self.first, self.first)
        here = [rep for rep in loads.candidates(self.doc.sales_team) if rep not in away]
        return {load.rep: load for load in loads.of(here, self.first, self.last)}

    def _count(self, rep: str) -> None:
        if load := self.loads.get(rep):
            self.loads[rep] = replace(load, visits=load.visits + 1)

    def _refuse_second(self, firm: str) -> None:
        """One visit to a firm in these days is enough, whoever makes it."""
        window = [datetime.combine(self.first, time.min), datetime.combine(self.last, time.max)]
        filters = {"firm": firm, "status": ["in", OPEN], "planned_start": ["between", window]}
        there = frappe.db.get_value("Firm Visit", filters, "planned_start")
        if there:
            day = formatdate(get_datetime(there))
            frappe.throw(_("A visit is planned for {0} already.").format(day), errors.SlotTakenError)


def _tell(rep: str, visits: list[Any]) -> None:
    if len(visits) == 1:
        routing.tell_rep(visits[0])
        return
    words = _("{0} visits were assigned to you.", inbox.language(rep))
    inbox.tell(rep, words.format(len(visits)), visits[0])

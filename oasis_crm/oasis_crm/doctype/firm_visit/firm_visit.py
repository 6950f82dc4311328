import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime
from oasis_crm.checks import check_not_future, check_not_past
from oasis_crm.domain import stages
from oasis_crm.domain.visits import OPEN, may_become
from oasis_crm.errors import VisitStatusError
from oasis_crm.offline import log
from oasis_crm.permissions import roles, visiting
from oasis_crm.permissions.documents import may_follow
from oasis_crm.permissions.realtime import ScopedUpdates
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import absence, due, routing, settings

#: What a record says about what happened: only managers correct it afterwards.
_RECORD = ("sales_rep", "done_on", "outcome", "visit_type")
_PLACE = (
    *("check_in_latitude", "check_in_longitude", "check_in_accuracy"),
    *("check_in_distance", "check_in_result"),
)


class FirmVisit(ScopedUpdates):
    """A visit, call or online meeting: planned, routed to a rep, or done."""

    def before_insert(self) -> None:
        if not self.sales_rep and not scope_of().everything:
            self.sales_rep = frappe.session.user

    def before_validate(self) -> None:
        self.client_id = self.client_id or None

    def validate(self) -> None:
        self.check_status()
        self.check_record()
        self.check_place()
        self.check_plan()
        self.check_assignment()
        self.check_result()
        self.set_stage_after()

    def on_update(self) -> None:
        visiting.forget()
        self.update_firm()

    def after_delete(self) -> None:
        visiting.forget()
        self.flags.gone = True
        self.update_firm()

    @property
    def became_done(self) -> bool:
        return self.status == "Done" and self.has_value_changed("status")

    def check_status(self) -> None:
        before = self.get_doc_before_save()
        was = before.status if before else None
        if not may_become(was, self.status):
            message = (
                _("A visit does not go from {0} to {1}.").format(_(was), _(self.status))
                if was
                else _("A visit does not begin as {0}.").format(_(self.status))
            )
            frappe.throw(message, VisitStatusError)
        if self.status == "Missed" != was and not self.flags.by_clock and not scope_of().everything:
            frappe.throw(_("A visit becomes missed by the clock, not by hand."), VisitStatusError)
        if self.status in OPEN and not self.planned_start:
            frappe.throw(_("State when the visit is planned."), VisitStatusError)
        if self.status == "Declined" and not (self.decline_reason or "").strip():
            frappe.throw(_("State why the visit is declined."), VisitStatusError)

    def check_record(self) -> None:
        before = self.get_doc_before_save()
        if not before or before.status != "Done" or roles.has_role(roles.MANAGERS):
            return
        if any(self.has_value_changed(field) for field in _RECORD):
            frappe.throw(_("What was done is recorded; only a manager corrects it."), VisitStatusError)

    def check_place(self) -> None:
        """Where a rep was is known from his check-in; he does not write it by hand."""
        before = self.get_doc_before_save() or {}
        changed = any((self.get(field) or None) != (before.get(field) or None) for field in _PLACE)
        if changed and not self.flags.checked_in and not scope_of().everything:
            frappe.throw(_("Where a visit took place is known from its check-in only."), VisitStatusError)

    def check_plan(self) -> None:
        """An open visit is not moved into the past. A new one may come late, from a device."""
        moved = self.get_doc_before_save() and self.has_value_changed("planned_start")
        if moved and self.status in OPEN:
            check_not_past(self, "planned_start")

    def check_assignment(self) -> None:
        """Who routes a visit is kept; a rep routes to nobody, and nobody to who is not there."""
        if not self.has_value_changed("status") and not self.has_value_changed("sales_rep"):
            return
        before = self.get_doc_before_save()
        if self.status == "Assigned":
            self.origin = "Assigned"
            self.assigned_by = self.assigned_by or frappe.session.user
            if not self.flags.handed_over:
                routing.check_works(self.sales_rep)
                absence.refuse(self.sales_rep, get_datetime(self.planned_start).date())
        if before and not self.flags.handed_over and not may_follow(self.sales_rep, scope_of()):
            frappe.throw(_("You may not route visits to this rep."), frappe.PermissionError)

    def check_result(self) -> None:
        if self.status != "Done":
            return
        self.done_on = self.done_on or now_datetime()
        check_not_future(self, "done_on")
        if not self.outcome:
            frappe.throw(_("State the outcome of the visit."), VisitStatusError)
        if self.became_done:
            self.check_lost_reason()

    def check_lost_reason(self) -> None:
        asks = frappe.get_cached_value("Visit Outcome", self.outcome, "asks_lost_reason")
        if asks and not (self.lost_reason or "").strip():
            frappe.throw(_("State why the firm is lost."), VisitStatusError)

    def set_stage_after(self) -> None:
        """The stage the outcome leads to, unless the rep named another."""
        if not self.became_done or self.stage_after:
            return
        wanted = frappe.get_cached_value("Visit Outcome", self.outcome, "next_stage")
        firm = self.firm_doc()
        self.stage_after = stages.advance(firm.stage, wanted, firm.evidence())

    def firm_doc(self):
        """The firm, with the visit's reason for losing it at hand as evidence."""
        # Whoever records the visit has read the firm already.
        firm = self.flags.firm or frappe.get_doc("Firm", self.firm)
        firm.lost_reason = self.lost_reason or firm.lost_reason
        return firm

    def update_firm(self) -> None:
        """The firm's last and next visit, and its stage once this visit is done."""
        dates = ("status", "planned_start", "done_on")
        if not (self.flags.gone or any(self.has_value_changed(field) for field in dates)):
            return
        firm = self.firm_doc()
        moves = self.became_done and not self.flags.gone and self.stage_after not in (None, "", firm.stage)
        if self.flags.followed and not moves:
            # The visit planned after this one is saved next and dates the firm for both.
            return
        changed = {"last_visit_on": self._last_visit(), "next_visit_on": self._next_visit()}
        known = {field: firm.get(field) for field in due.FIELDS}
        changed["visit_due_on"] = due.of({**known, **changed}, settings.cadence())
        if moves:
            firm.update({**changed, "stage": self.stage_after})
            # A rep who stands in for another records visits of firms that he does not follow.
            firm.save(ignore_permissions=True)
        elif any(_moment(firm.get(field)) != _moment(value) for field, value in changed.items()):
            # As `db_set` with its event, which would read the firm and its contacts a second time.
            firm.update(changed)
            frappe.db.set_value("Firm", firm.name, changed, update_modified=False)
            log.note("Firm", firm.name)
            firm.notify_update()

    def _last_visit(self):
        filters = {"firm": self.firm, "status": "Done"}
        return _first("done_on", filters, "done_on desc")

    def _next_visit(self):
        filters = {"firm": self.firm, "status": ["in", OPEN]}
        return _first("planned_start", filters, "planned_start asc")


def _first(field: str, filters: dict, order_by: str):
    found = frappe.get_all("Firm Visit", filters=filters, pluck=field, order_by=order_by, limit=1)
    return found[0] if found else None


def _moment(value):
    return get_datetime(value) if value else None


def on_doctype_update() -> None:
    """Indexes for a rep's calendar, a firm's history and what is open of all reps.

    Each new visit pays for every one there is.
    """
    frappe.db.add_index("Firm Visit", ["sales_rep", "planned_start", "status", "firm"])
    frappe.db.add_index("Firm Visit", ["firm", "status", "done_on"])
    frappe.db.add_index("Firm Visit", ["status", "planned_start", "sales_rep"])

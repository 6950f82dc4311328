import frappe
from frappe import _
from frappe.utils import now_datetime
from oasis_crm.errors import TransferError
from oasis_crm.permissions import roles
from oasis_crm.permissions.realtime import ScopedUpdates
from oasis_crm.services import locks, transfers


class FirmTransfer(ScopedUpdates):
    """The hand-over of a firm to another rep; its approval moves the firm and its open visits."""

    #: What went along at the hand-over, known in the request that carried it out.
    moved = transfers.Moved()

    def before_insert(self) -> None:
        self.from_rep = frappe.db.get_value("Firm", self.firm, "sales_rep")

    def validate(self) -> None:
        if self.is_new():
            self.check_people()
            self.check_other_requests()
        elif self.status == "Requested" and self.has_value_changed("to_rep"):
            self.check_people()
        self.record_decision()

    def after_insert(self) -> None:
        if not self.flags.by_rule:
            transfers.tell_of_request(self)

    def on_update(self) -> None:
        if not self.has_value_changed("status"):
            return
        if self.status == "Approved":
            self.hand_over()
        elif self.status == "Rejected":
            transfers.tell_of_rejection(self)

    def check_people(self) -> None:
        if self.to_rep == self.from_rep:
            frappe.throw(_("This rep follows the firm already."), TransferError)
        enabled = frappe.db.get_value("User", self.to_rep, "enabled")
        if not enabled or roles.FIELD not in frappe.get_roles(self.to_rep):
            frappe.throw(_("{0} is not an active field rep.").format(self.to_rep), TransferError)

    def check_other_requests(self) -> None:
        waiting = {"firm": self.firm, "to_rep": self.to_rep, "status": "Requested"}
        if frappe.db.exists("Firm Transfer", waiting):
            frappe.throw(_("The same transfer is already requested."), TransferError)

    def record_decision(self) -> None:
        before = self.get_doc_before_save()
        if before and before.status == "Requested" and self.status != "Requested":
            self.decided_by = frappe.session.user
            self.decided_on = now_datetime()

    def approve_by_rule(self) -> None:
        """Approve a transfer that a rule has decided (a claim): the workflow's roles have no say in it."""
        self.db_set({"status": "Approved", "decided_by": frappe.session.user, "decided_on": now_datetime()})
        self.hand_over()

    def hand_over(self) -> None:
        # Recording a visit holds the reps before the firm, too.
        locks.hold_reps([self.from_rep, self.to_rep])
        firm = frappe.get_doc("Firm", self.firm, for_update=True)
        if (firm.sales_rep or "") != (self.from_rep or ""):
            frappe.throw(_("The firm has changed hands since this transfer was requested."), TransferError)
        firm.sales_rep = self.to_rep
        firm.flags.handed_over = True
        # The approval is the permission: it was checked by the workflow.
        firm.save(ignore_permissions=True)
        self.moved = transfers.bring_visits(self.firm, self.from_rep, self.to_rep)
        self.db_set("visits_moved", self.moved.visits, update_modified=False)
        if not self.flags.told_together:
            transfers.tell([self])

import frappe
from frappe import _
from frappe.utils import now_datetime
from oasis_crm.errors import WorkOrderAssigneeError, WorkOrderStepError
from oasis_crm.followers import team_of
from oasis_crm.permissions.realtime import ScopedUpdates
from oasis_crm.services import people
from oasis_crm.services.work_orders import may_direct

#: Status → the field that keeps when it was first reached.
STAMPS = {
    "Seen": "seen_on",
    "Accepted": "accepted_on",
    "In Progress": "started_on",
    "Completed": "completed_on",
}
#: What the assigner asked for; the assignee reports, he does not rewrite his orders.
_ORDER = (
    *("subject", "description", "firm", "assigned_to", "assigned_by", "priority", "due_on", "team"),
    "order_group",
)
_CLOSED = ("Approved", "Cancelled")


class FieldWorkOrder(ScopedUpdates):
    """A task given to a rep, followed step by step. The steps are the workflow's.

    A task for several reps is one order each; they share `order_group`.
    """

    def before_insert(self) -> None:
        self.assigned_by = self.assigned_by or frappe.session.user
        self.team = self.team or team_of(self.assigned_to)

    def before_validate(self) -> None:
        self.client_id = self.client_id or None

    def validate(self) -> None:
        self.check_order()
        self.check_assignee()
        self.stamp()

    def check_order(self) -> None:
        before = self.get_doc_before_save()
        if not before or not any(self.has_value_changed(field) for field in _ORDER):
            return
        if before.status in _CLOSED:
            frappe.throw(_("A closed work order is not changed any more."), WorkOrderStepError)
        if not may_direct(before):
            frappe.throw(_("Only who gave the work order changes it."), frappe.PermissionError)

    def check_assignee(self) -> None:
        if self.assigned_to and self.has_value_changed("assigned_to") and not people.is_rep(self.assigned_to):
            name = people.full_name(self.assigned_to)
            frappe.throw(_("{0} is not a field rep who works here now.").format(name), WorkOrderAssigneeError)

    def stamp(self) -> None:
        if not self.has_value_changed("status"):
            return
        stamp = STAMPS.get(self.status)
        # Work that was returned is finished anew; whoever accepts has seen.
        if stamp and (stamp == "completed_on" or not self.get(stamp)):
            self.set(stamp, now_datetime())
        if self.status == "Accepted" and not self.seen_on:
            self.seen_on = self.accepted_on


def on_doctype_update() -> None:
    """Index for a rep's open orders."""
    frappe.db.add_index("Field Work Order", ["assigned_to", "status"])

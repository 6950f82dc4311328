import frappe
from frappe import _
from oasis_crm.checks import check_order
from oasis_crm.errors import RejectionReasonError
from oasis_crm.permissions.realtime import ScopedUpdates


class FirmDocument(ScopedUpdates):
    """A paper of a firm, photographed page by page; the office verifies or rejects it."""

    def before_validate(self) -> None:
        self.client_id = self.client_id or None

    def validate(self) -> None:
        check_order(self, "issued_on", "expires_on")
        self.check_rejection()

    def check_rejection(self) -> None:
        if self.status == "Rejected" and not (self.rejection_reason or "").strip():
            frappe.throw(_("State why the document is rejected."), RejectionReasonError)
        if self.status != "Rejected" and self.has_value_changed("status"):
            self.rejection_reason = None

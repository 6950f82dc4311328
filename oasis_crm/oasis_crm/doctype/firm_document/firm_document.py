import frappe
from frappe import _
from oasis_crm.checks import check_order
from oasis_crm.errors import RejectionReasonError, VerifiedError
from oasis_crm.permissions.realtime import ScopedUpdates
from oasis_crm.permissions.scope import scope_of

_VERIFIED = ("firm", "document_type", "file", "number", "issued_on", "expires_on", "amount", "bank")


class FirmDocument(ScopedUpdates):
    """A paper of a firm, photographed page by page; the office verifies or rejects it."""

    def before_validate(self) -> None:
        self.client_id = self.client_id or None

    def validate(self) -> None:
        check_order(self, "issued_on", "expires_on")
        self.check_verified()
        self.check_rejection()

    def check_verified(self) -> None:
        """What the office has verified stays what it saw."""
        before = self.get_doc_before_save()
        if not before or before.status != "Verified" or scope_of().everything:
            return
        if any(self.has_value_changed(field) for field in _VERIFIED):
            frappe.throw(_("The office has verified this document and alone changes it."), VerifiedError)

    def check_rejection(self) -> None:
        if self.status == "Rejected" and not (self.rejection_reason or "").strip():
            frappe.throw(_("State why the document is rejected."), RejectionReasonError)
        if self.status != "Rejected" and self.has_value_changed("status"):
            self.rejection_reason = None

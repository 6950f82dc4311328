import frappe
from oasis_crm.permissions.realtime import ScopedUpdates


class OasisPreference(ScopedUpdates):
    """How one user likes the screens and what is sent to him."""

    def before_insert(self) -> None:
        self.user = self.user or frappe.session.user

import frappe
from oasis_crm.checks import check_not_past
from oasis_crm.permissions.realtime import ScopedUpdates


class PersonalReminder(ScopedUpdates):
    """A note to oneself for a moment; nobody else sees it, whatever his role."""

    def before_insert(self) -> None:
        self.user = self.user or frappe.session.user

    def before_validate(self) -> None:
        self.client_id = self.client_id or None

    def validate(self) -> None:
        if self.status != "Open" or not self.has_value_changed("remind_at"):
            return
        # Made on a device with no network, it may reach the server after its moment: it is told at once.
        if not self.client_id:
            check_not_past(self, "remind_at")
        if self.notified_on:
            # It rang and is put off: what repeats has its successor already.
            self.repeat = "None"
        self.notified_on = None


def on_doctype_update() -> None:
    """Index for those that are due."""
    frappe.db.add_index("Personal Reminder", ["status", "remind_at"])

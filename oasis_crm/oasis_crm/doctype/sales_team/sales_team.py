import frappe
from oasis_crm.checks import check_unique_rows
from oasis_crm.permissions.realtime import ScopedUpdates
from oasis_crm.permissions.scope import forget_scopes


class SalesTeam(ScopedUpdates):
    """Reps and the one who leads them."""

    def validate(self) -> None:
        check_unique_rows(self, "members", "user")

    def on_update(self) -> None:
        forget_scopes()
        self.take_firms_along()

    def after_delete(self) -> None:
        forget_scopes()

    def take_firms_along(self) -> None:
        """The firms of a rep who joins the team are the team's from now on."""
        before = self.get_doc_before_save()
        known = {row.user for row in before.members} if before else set()
        joined = sorted({row.user for row in self.members} - known)
        if joined:
            frappe.db.set_value(
                "Firm", {"sales_rep": ["in", joined]}, "sales_team", self.name, update_modified=False
            )

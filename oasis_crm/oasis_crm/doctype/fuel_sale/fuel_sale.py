import frappe
from frappe.utils import now_datetime
from oasis_crm.followers import follower_at
from oasis_crm.permissions.realtime import ScopedUpdates


class FuelSale(ScopedUpdates):
    """Fuel that a customer took. It counts for the rep who followed the firm when it was sold."""

    def before_validate(self) -> None:
        self.sold_at = self.sold_at or now_datetime()

    def validate(self) -> None:
        if not self.firm and self.customer_code:
            self.firm = frappe.db.get_value(
                "Firm", {"distributor": self.distributor, "customer_code": self.customer_code}
            )
        if self.has_value_changed("firm") or self.has_value_changed("sold_at"):
            self.sales_rep = follower_at(self.firm, self.sold_at) if self.firm else None
        self.match_status = "Matched" if self.firm else "Unmatched"


def on_doctype_update() -> None:
    """Indexes for a rep's and a firm's consumption over time.

    Millions of sales come in by the batch, so there are no others: those of an unknown customer code are few
    and found by their match status.
    """
    frappe.db.add_index("Fuel Sale", ["firm", "sold_at"])
    frappe.db.add_index("Fuel Sale", ["sales_rep", "sold_at"])

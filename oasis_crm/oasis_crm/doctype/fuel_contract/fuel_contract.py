import frappe
from frappe import _
from frappe.utils import flt
from oasis_crm.checks import check_order, check_unique_rows
from oasis_crm.domain import stages
from oasis_crm.permissions.documents import follower
from oasis_crm.permissions.realtime import ScopedUpdates


class FuelContract(ScopedUpdates):
    """A contract to fuel on a distributor's network; submitting it makes the firm a customer."""

    def before_insert(self) -> None:
        self.sales_rep = self.sales_rep or follower(self.firm)

    def validate(self) -> None:
        check_order(self, "starts_on", "ends_on")
        check_unique_rows(self, "prices", "product")
        self.check_discounts()

    def on_submit(self) -> None:
        self.update_firm(signed=True)

    def on_cancel(self) -> None:
        self.update_firm(signed=False)

    def on_update_after_submit(self) -> None:
        self.update_firm(signed=True)

    def check_discounts(self) -> None:
        for row in self.prices:
            if flt(row.discount_percent) > 100:
                frappe.throw(_("Row {0}: a discount is at most 100 %.").format(row.idx))

    def update_firm(self, signed: bool) -> None:
        """The firm's contract end, and its stage where the contract is the proof that was missing."""
        firm = frappe.get_doc("Firm", self.firm)
        firm.contract_end = self.latest_end()
        if signed:
            firm.relationship = "Customer"
            firm.distributor = firm.distributor or self.distributor
            firm.stage = stages.advance(firm.stage, "Order", firm.evidence())
        # Whoever may submit the contract need not follow the firm.
        firm.save(ignore_permissions=True)

    def latest_end(self):
        """The last day on which any submitted contract of the firm runs."""
        filters = {"firm": self.firm, "docstatus": 1}
        ends = frappe.get_all(
            "Fuel Contract", filters=filters, pluck="ends_on", order_by="ends_on desc", limit=1
        )
        return ends[0] if ends else None

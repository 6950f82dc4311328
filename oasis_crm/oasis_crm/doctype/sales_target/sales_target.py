import frappe
from frappe import _
from frappe.utils import getdate
from oasis_crm.checks import check_unique_rows
from oasis_crm.domain.periods import MONTHS, bounds
from oasis_crm.errors import TargetLineError
from oasis_crm.permissions.realtime import ScopedUpdates

#: Visits and customers are not of a product.
_BY_PRODUCT = ("Litres", "Amount")


class SalesTarget(ScopedUpdates):
    """What a rep or a team is to reach in a month, quarter or year."""

    def validate(self) -> None:
        self.set_period()
        self.check_owner()
        self.check_lines()
        self.check_other_targets()

    def set_period(self) -> None:
        self.period_type = self.period_type or "Month"
        start = getdate(self.period_start) if self.period_start else None
        # What is no period, or no day, the framework's own checks refuse.
        if start and self.period_type in MONTHS:
            self.period_start, self.period_end = bounds(self.period_type, start)

    def check_owner(self) -> None:
        if bool(self.sales_rep) == bool(self.sales_team):
            frappe.throw(_("A target is either a rep's or a team's."), TargetLineError)

    def check_lines(self) -> None:
        for line in self.lines:
            if line.metric not in _BY_PRODUCT:
                line.product_group = None
        check_unique_rows(self, "lines", "metric", "product_group")

    def check_other_targets(self) -> None:
        same = {
            "period_type": self.period_type,
            "period_start": self.period_start,
            "sales_rep" if self.sales_rep else "sales_team": self.sales_rep or self.sales_team,
            "name": ["!=", self.name or ""],
        }
        if frappe.db.exists("Sales Target", same):
            frappe.throw(_("There is a target for this period already."), TargetLineError)

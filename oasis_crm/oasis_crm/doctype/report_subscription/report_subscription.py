import frappe
from frappe import _
from frappe.utils import cint
from oasis_crm.checks import check_unique_rows, settle_times
from oasis_crm.errors import SettingsError
from oasis_crm.permissions import roles
from oasis_crm.permissions.realtime import ScopedUpdates


class ReportSubscription(ScopedUpdates):
    """A report that goes out by e-mail; every recipient gets the rows that he himself may see."""

    def before_validate(self) -> None:
        settle_times(self)

    def validate(self) -> None:
        check_unique_rows(self, "recipients", "user")
        self.check_recipients()
        self.check_day()
        self.check_filters()

    def check_recipients(self) -> None:
        others = {row.user for row in self.recipients} - {frappe.session.user}
        if others and not roles.has_role(roles.STAFF):
            frappe.throw(_("You may subscribe yourself only."), frappe.PermissionError)

    def check_day(self) -> None:
        if not 1 <= cint(self.day_of_month or 1) <= 31:
            frappe.throw(_("A month has no day {0}.").format(self.day_of_month), SettingsError)

    def check_filters(self) -> None:
        if self.filters and not isinstance(frappe.parse_json(self.filters), dict):
            frappe.throw(_("The filters of a report are a set of names and values."), SettingsError)

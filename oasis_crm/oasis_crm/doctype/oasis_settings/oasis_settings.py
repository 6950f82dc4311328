import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, flt, get_time
from oasis_crm.checks import check_unique_rows, settle_times
from oasis_crm.errors import SettingsError
from oasis_crm.permissions.scope import forget_scopes
from oasis_crm.services import due, quiet

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEIGHTS = ("potential", "consumption", "trend", "stage", "contract", "engagement", "limit")


class OasisSettings(Document):
    """Every threshold and weight of the rules."""

    def before_validate(self) -> None:
        settle_times(self)

    def validate(self) -> None:
        self.check_hours()
        self.check_percentages()
        self.check_rating()
        check_unique_rows(self, "holidays", "holiday_date")

    def on_update(self) -> None:
        forget_scopes()
        if any(self.has_value_changed(f"cadence_{letter}_days") for letter in "abcd"):
            due.refresh_soon()
        if any(self.has_value_changed(field) for field in quiet.SETTINGS):
            quiet.refresh_soon()

    def check_hours(self) -> None:
        if get_time(self.work_start) >= get_time(self.work_end):
            self.refuse(_("Work ends before it starts."))
        if bool(self.break_start) != bool(self.break_end):
            self.refuse(_("A break has a start and an end."))
        if self.break_start and get_time(self.break_start) >= get_time(self.break_end):
            self.refuse(_("The break ends before it starts."))
        if not any(cint(self.get(f"work_{day}")) for day in DAYS):
            self.refuse(_("There is no working day in the week."))
        if not 5 <= cint(self.slot_minutes) <= 480:
            self.refuse(_("A slot takes 5 to 480 minutes."))
        if cint(self.daily_visit_cap) < 1:
            self.refuse(_("A day takes at least one visit."))

    def check_percentages(self) -> None:
        for field in self.meta.get("fields", {"fieldtype": "Percent"}):
            if not 0 <= flt(self.get(field.fieldname)) <= 100:
                self.refuse(_("{0} is between 0 and 100.").format(_(field.label)))
        if flt(self.duplicate_suggest_percent) > flt(self.duplicate_refuse_percent):
            self.refuse(_("Firms alike are shown from a lower likeness than a reason is asked for."))

    def check_rating(self) -> None:
        limits = [cint(self.get(f"rating_{letter}_from")) for letter in "abc"]
        if not 100 >= limits[0] > limits[1] > limits[2] >= 0:
            self.refuse(_("The limits of A, B and C fall from 100 to 0."))
        if not any(cint(self.get(f"weight_{part}")) for part in _WEIGHTS):
            self.refuse(_("At least one part of the rating has a weight."))

    def refuse(self, message: str) -> None:
        frappe.throw(message, SettingsError)

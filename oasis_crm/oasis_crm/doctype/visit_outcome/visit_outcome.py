import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint
from oasis_crm.domain.stages import LOST
from oasis_crm.errors import SettingsError


class VisitOutcome(Document):
    """The rep's judgement after a visit, and what follows from it."""

    def validate(self) -> None:
        if self.next_stage == LOST:
            self.asks_lost_reason = 1
        if self.next_visit_rule == "None":
            self.days = 0
        if self.next_visit_rule == "Before Supplier Contract End" and not cint(self.days):
            frappe.throw(_("State how many days before the end of the contract."), SettingsError)

import frappe
from frappe.model.document import Document


class FirmKey(Document):
    """A key of a firm for the duplicate guard; written by `oasis_crm.services.firm_keys`."""


def on_doctype_update() -> None:
    """Who has a key, and which keys a firm has: both answered by the index alone."""
    frappe.db.add_index("Firm Key", ["key", "firm"])
    frappe.db.add_index("Firm Key", ["firm", "key"])

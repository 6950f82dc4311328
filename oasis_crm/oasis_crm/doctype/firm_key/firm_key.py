import frappe
from frappe.model.document import Document


class FirmKey(Document):
    """A key of a firm for the duplicate guard; written by `oasis_crm.services.firm_keys`."""


def on_doctype_update() -> None:
    """Who bears a mark, and whether a firm bears it: both answered by the index alone.

    A database that had to choose between the two columns would often choose the worse.
    """
    frappe.db.add_index("Firm Key", ["mark", "firm"])
    frappe.db.add_index("Firm Key", ["firm", "mark"])

import frappe
from frappe.model.document import Document


class SyncChange(Document):
    """A line of the change log; written by `oasis_crm.offline.log` under names that sort by commit."""


def on_doctype_update() -> None:
    """Devices read forward from a name, each in his own audiences."""
    frappe.db.add_index("Sync Change", ["audience", "name"])

import frappe
from frappe.model.document import Document


class SyncChange(Document):
    """One entry of the change log from which devices pull; its name is its place in the log."""


def on_doctype_update() -> None:
    """Index for one audience's part of the log, in order."""
    frappe.db.add_index("Sync Change", ["audience", "name"])

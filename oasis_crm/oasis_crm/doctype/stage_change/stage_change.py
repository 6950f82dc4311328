import frappe
from frappe.model.document import Document


class StageChange(Document):
    """One move of a firm in SPANCOP, written by the firm itself."""


def on_doctype_update() -> None:
    """Index for the moves of a period."""
    frappe.db.add_index("Stage Change", ["changed_on", "to_stage"])

from frappe.model.document import Document


class FirmImportRow(Document):
    """The verdict on one row of a workbook."""

from frappe.model.document import Document


class FirmImportRow(Document):
    pass

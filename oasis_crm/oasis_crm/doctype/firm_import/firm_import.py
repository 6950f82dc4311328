from frappe.model.document import Document


class FirmImport(Document):
    pass

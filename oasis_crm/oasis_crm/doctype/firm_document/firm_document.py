from frappe.model.document import Document


class FirmDocument(Document):
    pass

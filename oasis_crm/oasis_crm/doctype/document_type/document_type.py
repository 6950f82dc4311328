from frappe.model.document import Document


class DocumentType(Document):
    pass

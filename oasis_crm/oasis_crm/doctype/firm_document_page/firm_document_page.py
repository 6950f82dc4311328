from frappe.model.document import Document


class FirmDocumentPage(Document):
    pass

from frappe.model.document import Document


class FirmContact(Document):
    pass

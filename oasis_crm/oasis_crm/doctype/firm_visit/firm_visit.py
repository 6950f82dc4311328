from frappe.model.document import Document


class FirmVisit(Document):
    pass

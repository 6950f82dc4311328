from frappe.model.document import Document


class Firm(Document):
    pass

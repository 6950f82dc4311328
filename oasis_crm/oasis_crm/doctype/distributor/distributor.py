from frappe.model.document import Document


class Distributor(Document):
    pass

from frappe.model.document import Document


class FuelProduct(Document):
    pass

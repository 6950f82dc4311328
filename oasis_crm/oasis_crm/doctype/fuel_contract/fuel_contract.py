from frappe.model.document import Document


class FuelContract(Document):
    pass

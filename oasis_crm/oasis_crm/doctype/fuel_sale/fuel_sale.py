from frappe.model.document import Document


class FuelSale(Document):
    pass

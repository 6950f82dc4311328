from frappe.model.document import Document


class FuelContractPrice(Document):
    pass

from frappe.model.document import Document


class FuelStation(Document):
    pass

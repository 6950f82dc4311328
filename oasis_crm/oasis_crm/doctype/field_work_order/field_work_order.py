from frappe.model.document import Document


class FieldWorkOrder(Document):
    pass

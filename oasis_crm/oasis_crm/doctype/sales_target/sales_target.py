from frappe.model.document import Document


class SalesTarget(Document):
    pass

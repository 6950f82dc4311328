from frappe.model.document import Document


class SalesTargetLine(Document):
    pass

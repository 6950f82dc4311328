from frappe.model.document import Document


class OfflineChange(Document):
    pass

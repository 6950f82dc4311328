from frappe.model.document import Document


class SyncChange(Document):
    pass

from frappe.model.document import Document


class DistributorSyncLog(Document):
    pass

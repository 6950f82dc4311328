from frappe.model.document import Document


class ReportSubscription(Document):
    pass

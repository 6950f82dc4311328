from frappe.model.document import Document


class ReportRecipient(Document):
    pass

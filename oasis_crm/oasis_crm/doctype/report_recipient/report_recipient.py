from frappe.model.document import Document


class ReportRecipient(Document):
    """Somebody who gets a report."""

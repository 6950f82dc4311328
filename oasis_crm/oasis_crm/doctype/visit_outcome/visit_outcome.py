from frappe.model.document import Document


class VisitOutcome(Document):
    pass

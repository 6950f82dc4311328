from frappe.model.document import Document


class SalesTargetLine(Document):
    """One figure of a target; what is achieved is worked out, not typed."""

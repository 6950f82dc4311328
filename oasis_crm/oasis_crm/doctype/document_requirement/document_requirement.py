from frappe.model.document import Document


class DocumentRequirement(Document):
    """A type of firm that must have a kind of paper."""

from frappe.model.document import Document


class OasisHoliday(Document):
    """A day off of the company's own."""

from frappe.model.document import Document


class FirmContact(Document):
    """A person at a firm; the firm's controller normalises the telephone number."""

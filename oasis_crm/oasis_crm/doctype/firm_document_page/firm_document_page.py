from frappe.model.document import Document


class FirmDocumentPage(Document):
    """One photographed page."""

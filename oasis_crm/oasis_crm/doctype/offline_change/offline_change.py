from frappe.model.document import Document


class OfflineChange(Document):
    """A change that a device pushed, with the answer it got: a repeat gets the same one."""

from frappe.model.document import Document


class PushSubscription(Document):
    """A browser of a user that takes push messages; made and dropped by its own endpoint."""

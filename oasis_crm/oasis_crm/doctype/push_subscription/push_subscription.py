from frappe.model.document import Document


class PushSubscription(Document):
    pass

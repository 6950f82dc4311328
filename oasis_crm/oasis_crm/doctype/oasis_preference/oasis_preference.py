from frappe.model.document import Document


class OasisPreference(Document):
    pass

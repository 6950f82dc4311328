from frappe.model.document import Document


class OasisSettings(Document):
    pass

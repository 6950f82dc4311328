from frappe.model.document import Document


class FirmTransfer(Document):
    pass

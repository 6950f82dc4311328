from frappe.model.document import Document


class OasisHoliday(Document):
    pass

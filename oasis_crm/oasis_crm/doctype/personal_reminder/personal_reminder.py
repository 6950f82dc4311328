from frappe.model.document import Document


class PersonalReminder(Document):
    pass

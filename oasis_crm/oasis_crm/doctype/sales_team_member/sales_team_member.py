from frappe.model.document import Document


class SalesTeamMember(Document):
    pass

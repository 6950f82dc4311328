from frappe.model.document import Document


class SalesTeamMember(Document):
    """A rep of a team."""

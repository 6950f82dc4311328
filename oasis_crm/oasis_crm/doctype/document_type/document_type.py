from frappe.model.document import Document
from oasis_crm.checks import check_unique_rows


class DocumentType(Document):
    """A kind of paper, and the types of firm that must have it."""

    def validate(self) -> None:
        check_unique_rows(self, "required_for", "firm_type")

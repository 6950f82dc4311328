from frappe.model.document import Document
from oasis_crm.checks import check_location


class FuelStation(Document):
    """A station of a distributor's network."""

    def validate(self) -> None:
        check_location(self)

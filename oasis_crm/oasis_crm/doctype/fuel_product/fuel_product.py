from frappe.model.document import Document


class FuelProduct(Document):
    """What is sold, and the group in which targets count it."""

    def validate(self) -> None:
        self.group = self.group or self.product

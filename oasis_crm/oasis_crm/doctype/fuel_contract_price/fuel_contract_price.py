from frappe.model.document import Document


class FuelContractPrice(Document):
    """What is agreed for one product."""

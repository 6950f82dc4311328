from frappe.model.document import Document


class DistributorSyncLog(Document):
    """What one exchange with a distributor brought, written by the exchange."""

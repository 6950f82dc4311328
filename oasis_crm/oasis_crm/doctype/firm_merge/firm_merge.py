from frappe.model.document import Document


class FirmMerge(Document):
    """Two firms made one: what moved and what was there before; written by `oasis_crm.firms.merge`."""

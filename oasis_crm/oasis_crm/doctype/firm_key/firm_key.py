from frappe.model.document import Document


class FirmKey(Document):
    """A key of a firm for the duplicate guard; written by `oasis_crm.services.firm_keys`."""

from frappe.model.document import Document


class WordSlip(Document):
    """Leads from a mistyped word to the words it may have meant;
    written by `oasis_crm.services.firm_keys`.
    """

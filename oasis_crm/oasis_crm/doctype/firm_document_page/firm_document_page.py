from oasis_crm.permissions.children import GuardedRow


class FirmDocumentPage(GuardedRow):
    """One photographed page."""

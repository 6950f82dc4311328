from oasis_crm.permissions.children import GuardedRow


class FirmContact(GuardedRow):
    """A person at a firm; the firm's controller normalises the telephone number."""

from oasis_crm.permissions.children import GuardedRow


class ReportRecipient(GuardedRow):
    """Somebody who gets a report."""

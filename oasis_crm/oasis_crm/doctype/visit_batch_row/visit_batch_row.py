from oasis_crm.permissions.children import GuardedRow


class VisitBatchRow(GuardedRow):
    """What became of one firm of a batch."""

from oasis_crm.permissions.children import GuardedRow


class SalesTargetLine(GuardedRow):
    """One figure of a target; what is achieved is worked out, not typed."""

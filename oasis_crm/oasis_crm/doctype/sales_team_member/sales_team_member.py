from oasis_crm.permissions.children import GuardedRow


class SalesTeamMember(GuardedRow):
    """A rep of a team."""

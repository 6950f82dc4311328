from oasis_crm.permissions.children import GuardedRow


class FuelContractPrice(GuardedRow):
    """What is agreed for one product."""

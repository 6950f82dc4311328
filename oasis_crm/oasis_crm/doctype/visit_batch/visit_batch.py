from oasis_crm.permissions.realtime import ScopedUpdates


class VisitBatch(ScopedUpdates):
    """Visits to many firms, assigned in the background, with what became of each."""

from oasis_crm.permissions.realtime import ScopedUpdates


class FirmImport(ScopedUpdates):
    """A workbook of firms: its rows, their verdicts, and what became of them."""

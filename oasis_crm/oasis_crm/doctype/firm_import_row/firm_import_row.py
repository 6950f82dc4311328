from oasis_crm.permissions.children import GuardedRow


class FirmImportRow(GuardedRow):
    """The verdict on one row of a workbook."""

"""Names are taken apart anew: numbers and words run together, more trades."""

from oasis_crm.services import firm_keys


def execute() -> None:
    """Make the keys by which duplicates are found again."""
    firm_keys.rebuild()

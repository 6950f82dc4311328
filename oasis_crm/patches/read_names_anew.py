"""Names are taken apart anew: trades cut short behind a word, and more ways to cut them short."""

from oasis_crm.services import firm_keys


def execute() -> None:
    """Make the keys by which duplicates are found again."""
    firm_keys.rebuild()

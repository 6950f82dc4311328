"""Firms learn when their next visit is due."""

from oasis_crm.services import due


def execute() -> None:
    """Work it out for every firm that is there."""
    due.refresh()

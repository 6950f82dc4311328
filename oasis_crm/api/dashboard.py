"""The instant info screen."""

from typing import Any

from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import panels


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def instant_info() -> dict[str, Any]:
    """All panels in one answer, within the caller's scope."""
    return panels.instant_info()


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def panel(key: str, start: int = 0, limit: int = 50) -> dict[str, Any]:
    """The whole list behind one panel, page by page: the same question, so the same count."""
    return panels.whole_panel(key, start, limit)

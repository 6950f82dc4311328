"""The instant info screen."""

from typing import Any

from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import panels


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def instant_info() -> dict[str, Any]:
    """All panels in one answer, within the caller's scope."""
    return panels.instant_info()

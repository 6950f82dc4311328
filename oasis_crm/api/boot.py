"""What the web app needs to know before it shows anything."""

from typing import Any

from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import boot


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def get() -> dict[str, Any]:
    """The caller, what he may do, the settings his screens follow, and the lists they choose from."""
    return boot.boot()

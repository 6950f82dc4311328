"""What each user has set for himself."""

from typing import Any

from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import devices, preferences


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def get() -> dict[str, Any]:
    """The caller's preferences; defaults where he has set none."""
    return preferences.of_user()


@endpoint(roles=EVERYONE)
def save(values: dict | str) -> dict[str, Any]:
    """Change some of the caller's preferences; answers all of them."""
    return preferences.change(devices.mapping(values))

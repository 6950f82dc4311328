"""The API described by itself."""

from typing import Any

from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import openapi


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def spec() -> dict[str, Any]:
    """OpenAPI 3.1 of the REST API, for the DocTypes the caller may read, and of these endpoints."""
    return openapi.spec()

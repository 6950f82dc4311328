"""Papers of a firm."""

from typing import Any

from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import devices, papers


@endpoint(roles=EVERYONE)
def capture(
    firm: str,
    document_type: str,
    pages: list | str | None = None,
    number: str | None = None,
    issued_on: str | None = None,
    expires_on: str | None = None,
    amount: float | None = None,
    bank: str | None = None,
    client_id: str | None = None,
) -> dict[str, Any]:
    """Keep a document of photographed pages (file URLs of uploaded images) and join them to one PDF."""
    about = {
        "number": number,
        "issued_on": issued_on,
        "expires_on": expires_on,
        "amount": amount,
        "bank": bank,
        "client_id": client_id,
    }
    document = papers.capture(firm, document_type, devices.listing(pages), about)
    return {"name": document.name, "status": document.status, "file": document.file}

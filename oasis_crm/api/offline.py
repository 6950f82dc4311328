"""The devices' copies: pulled, pushed, and files in pieces."""

from typing import Any

from oasis_crm.offline import guard as guards
from oasis_crm.offline import pull as pulls
from oasis_crm.offline import push as pushes
from oasis_crm.offline import upload
from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import devices


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def pull(cursor: str | None = None, limit: int = 500) -> dict[str, Any]:
    """The next page of the caller's copy."""
    return pulls.pull(cursor, limit)


@endpoint(roles=EVERYONE)
def push(device: str, changes: list | str) -> dict[str, Any]:
    """Carry out a device's changes, each exactly once."""
    return {"results": pushes.push(device, devices.objects(changes))}


@endpoint(roles=EVERYONE)
def upload_chunk(
    upload_id: str,
    sha256: str,
    offset: int,
    total: int,
    content: str = "",
    filename: str | None = None,
    doctype: str | None = None,
    docname: str | None = None,
    fieldname: str | None = None,
    is_private: bool = True,
) -> dict[str, Any]:
    """Take a piece of a file (base64); answers how much is there, and the file once it is whole."""
    target = upload.Target(filename or upload_id, doctype, docname, fieldname, is_private)
    return upload.take(upload.Piece(upload_id, sha256, offset, total, content), target)


@endpoint(roles=EVERYONE)
def duplicate_guard(cursor: str | None = None, limit: int = 5000) -> dict[str, Any]:
    """Salted hashes of the keys of all firms, for the guard with no network."""
    return guards.page(cursor, limit)

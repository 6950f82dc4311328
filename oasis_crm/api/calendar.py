"""The calendar: what stands in it, moved."""

from typing import Any

from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import devices, moving


@endpoint(roles=EVERYONE)
def move(
    doctype: str,
    name: str,
    start: str,
    minutes: int | None = None,
    user: str | None = None,
    was: str | None = None,
) -> dict[str, Any]:
    """Move a visit, a work order or a reminder; a visit also to another rep.

    `was`: when it began as the caller saw it. If somebody else has moved it meanwhile, it stays there.
    """
    wanted = moving.Move(moving.start_of(start, was), minutes, user, devices.local_time(was) if was else None)
    return moving.move(doctype, name, wanted)

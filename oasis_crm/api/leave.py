"""Leave cover: a rep's visits in a colleague's hands for some days."""

from typing import Any

from oasis_crm.permissions.roles import EVERYONE, endpoint
from oasis_crm.services import devices, leave


@endpoint(roles=EVERYONE, methods=("GET", "POST"))
def preview(rep: str, cover: str, from_date: str, to_date: str) -> list[dict[str, Any]]:
    """Where each visit would go. For managers, the office, and the leader of both reps."""
    return leave.preview(rep, cover, devices.local_day(from_date), devices.local_day(to_date))


@endpoint(roles=EVERYONE)
def create(rep: str, cover: str, from_date: str, to_date: str, reason: str | None = None) -> dict[str, Any]:
    """Plan the leave and hand the visits over."""
    return _told(leave.create(rep, cover, devices.local_day(from_date), devices.local_day(to_date), reason))


@endpoint(roles=EVERYONE)
def cancel(leave_cover: str) -> dict[str, Any]:
    """End a leave before its time; what is undone returns."""
    return _told(leave.cancel(leave_cover))


def _told(doc: Any) -> dict[str, Any]:
    fields = ("name", "status", "visits_moved", "visits_returned")
    return {field: doc.get(field) for field in fields}

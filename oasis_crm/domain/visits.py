"""The life of a visit: which status may follow which."""

from __future__ import annotations

OPEN = ("Planned", "Assigned", "Accepted")
CLOSED = ("Declined", "Done", "Missed", "Cancelled")

#: How a visit may begin: planned, routed to a rep, or recorded after the fact.
INITIAL = frozenset({"Planned", "Assigned", "Done"})

TRANSITIONS: dict[str, frozenset[str]] = {
    "Planned": frozenset({"Assigned", "Done", "Missed", "Cancelled"}),
    "Assigned": frozenset({"Accepted", "Declined", "Planned", "Done", "Missed", "Cancelled"}),
    "Accepted": frozenset({"Declined", "Assigned", "Done", "Missed", "Cancelled"}),
    # A declined, missed or cancelled visit may be given a new day; what was done stays done.
    "Declined": frozenset({"Assigned", "Planned", "Cancelled"}),
    "Missed": frozenset({"Planned", "Assigned", "Done", "Cancelled"}),
    "Cancelled": frozenset({"Planned", "Assigned"}),
    "Done": frozenset(),
}


def may_become(before: str | None, after: str) -> bool:
    """Whether a visit may go from one status to another; `before` is None for a new visit."""
    if before is None:
        return after in INITIAL
    return before == after or after in TRANSITIONS.get(before, frozenset())

"""Who is sent: the least loaded of those who could go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """A rep and how many visits he has to make in the days in question."""

    rep: str
    full_name: str
    visits: int


def in_order(loads: Iterable[Load]) -> list[Load]:
    """The reps by how little they have to do; among equals by name, so that every asker gets the same."""
    return sorted(loads, key=lambda load: (load.visits, load.full_name.casefold(), load.rep))

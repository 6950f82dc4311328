"""Which papers a firm must have and does not have in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Gap = Literal["Missing", "Rejected", "Expired"]


@dataclass(frozen=True)
class Paper:
    """A document of a firm."""

    name: str
    document_type: str
    status: str
    expires_on: date | None = None

    def in_force(self, today: date) -> bool:
        return self.status != "Rejected" and not self.is_over(today)

    def is_over(self, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today


@dataclass(frozen=True)
class Lack:
    """A required type that is not there in force. `paper`: the latest of the type that does not count."""

    document_type: str
    gap: Gap
    paper: str | None = None


def lacking(required: Iterable[str], papers: Sequence[Paper], today: date) -> list[Lack]:
    """What is missing, in the order of `required`. `papers`: newest first."""
    found = []
    for document_type in required:
        own = [paper for paper in papers if paper.document_type == document_type]
        if any(paper.in_force(today) for paper in own):
            continue
        found.append(_lack(document_type, own, today))
    return found


def _lack(document_type: str, own: Sequence[Paper], today: date) -> Lack:
    if not own:
        return Lack(document_type, "Missing")
    newest = own[0]
    return Lack(document_type, "Rejected" if newest.status == "Rejected" else "Expired", newest.name)

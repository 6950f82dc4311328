"""What is to be done with a line of a workbook: one verdict, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from oasis_crm.domain.import_rows import Problem, Row, changes

Verdict = Literal["New", "Update", "Duplicate of mine", "Followed by another rep", "Invalid"]
VERDICTS: tuple[Verdict, ...] = ("New", "Update", "Duplicate of mine", "Followed by another rep", "Invalid")


@dataclass(frozen=True)
class Found:
    """The stored firm that a line most likely means.

    sure     the same tax number, or the very same name, city and follower
    mine     followed by whom the line is for
    open     whether the importer may change it
    stored   its values
    """

    firm: str
    score: float
    sure: bool
    mine: bool
    open: bool
    stored: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Judgement:
    """`firm`: only where the importer may open it. `changed`: what an update writes. `line`: the twin's."""

    verdict: Verdict
    reason: str = ""
    problems: tuple[Problem, ...] = ()
    firm: str | None = None
    changed: dict[str, Any] = field(default_factory=dict)
    found: Found | None = None
    line: int | None = None


def judge(row: Row, found: Found | None, earlier: int | None) -> Judgement:
    """The verdict on a line. `earlier`: the line of the same file that is the same firm."""
    if row.problems:
        return Judgement("Invalid", "problems", tuple(row.problems))
    if earlier is not None:
        return Judgement("Duplicate of mine", "same_line", line=earlier)
    if found is None:
        return Judgement("New")
    if not found.mine:
        reason = "followed" if found.stored.get("sales_rep") else "unfollowed"
        return Judgement("Followed by another rep", reason, firm=_opened(found), found=found)
    if not found.sure:
        return Judgement("Duplicate of mine", "alike", firm=_opened(found), found=found)
    changed = changes(row, found.stored)
    if not changed:
        return Judgement("Duplicate of mine", "nothing_new", firm=_opened(found), found=found)
    if not found.open:
        return Judgement("Followed by another rep", "read_only", firm=_opened(found), found=found)
    return Judgement("Update", "fills", firm=found.firm, changed=changed, found=found)


def _opened(found: Found) -> str | None:
    return found.firm if found.open else None

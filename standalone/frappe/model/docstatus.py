"""0 draft, 1 submitted, 2 cancelled."""

from __future__ import annotations


class DocStatus(int):
    def is_draft(self) -> bool:
        return self == 0

    def is_submitted(self) -> bool:
        return self == 1

    def is_cancelled(self) -> bool:
        return self == 2

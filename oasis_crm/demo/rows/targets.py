"""Sales targets as rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from oasis_crm.demo.cast import TEAMS, Cast
from oasis_crm.demo.rows.table import CHILD, STANDARD, Table, child_head, hash_name, head
from oasis_crm.demo.targets import Target
from oasis_crm.domain.periods import bounds

TARGET = ("period_type", "period_start", "period_end", "sales_rep", "sales_team")
LINE = ("metric", "target", "achieved", "percent")


def target_tables(cast: Cast, targets: list[Target]) -> list[Table]:
    heads = [_head(cast, target, n) for n, target in enumerate(targets, 1)]
    rows = [row_head + _row(cast, target) for row_head, target in zip(heads, targets, strict=True)]
    return [
        Table("Sales Target", STANDARD + TARGET, rows),
        Table("Sales Target Line", CHILD + LINE, _lines(targets, heads)),
    ]


def _head(cast: Cast, target: Target, number: int) -> tuple[Any, ...]:
    # Set in the last days of the month before.
    made = date.fromordinal(target.first.toordinal() - 3)
    return head(f"TGT-{number:05d}", cast.manager, f"{made} 15:00:00.000000")


def _row(cast: Cast, target: Target) -> tuple[Any, ...]:
    first, last = bounds("Month", target.first)
    rep = None if target.seller is None else cast.names[target.seller]
    return ("Month", first.isoformat(), last.isoformat(), rep, TEAMS[target.team] if rep is None else None)


def _lines(targets: list[Target], heads: list[tuple]) -> Iterator[tuple[Any, ...]]:
    number = 0
    for target, row_head in zip(targets, heads, strict=True):
        for idx, line in enumerate(target.lines, 1):
            number += 1
            yield child_head(hash_name("tl", number), row_head, idx, "Sales Target", "lines") + (
                line.metric, float(line.target), float(line.achieved), line.percent,
            )  # fmt: skip

"""The table of results, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_HEAD = ("work", "measured", "target", "against, in the same run", "holds")


@dataclass(frozen=True)
class Row:
    """One line. `against`: the other side of the ratio; `holds`: None where nothing was to be reached."""

    work: str
    measured: str
    target: str = ""
    against: str = ""
    holds: bool | None = None


def markdown(rows: Iterable[Row]) -> str:
    lines = [_line(_HEAD), _line(["---"] * len(_HEAD))]
    for row in rows:
        verdict = "" if row.holds is None else "yes" if row.holds else "**no**"
        lines.append(_line((row.work, row.measured, row.target, row.against, verdict)))
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def ms(value: float) -> str:
    return f"{value:.1f} ms" if value < 1000 else f"{value / 1000:.2f} s"


def times(value: float, base: float) -> str:
    return f"{value / base:.1f}×" if base else "–"

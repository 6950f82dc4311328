"""A file as lines of cells, with the row of headings found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oasis_crm.domain import import_headings
from oasis_crm.imports import sheets, sniffing, text_tables
from oasis_crm.imports.sniffing import FileError

Line = tuple[int, list[Any]]


@dataclass(frozen=True)
class Table:
    """What a file holds: columns by their headings, and the lines below, numbered as in the file."""

    kind: sniffing.Kind
    sheet: str
    columns: list[str]
    lines: list[Line]


def read(path: Path, file_name: str) -> Table:
    """Read a workbook or a delimited text. Raises FileError, in seconds and with bounded memory."""
    if path.stat().st_size > sniffing.MOST_BYTES:
        raise FileError("too_large", str(sniffing.MOST_BYTES // 1024**2))
    content = path.read_bytes()
    kind = sniffing.kind_of(file_name, content)
    sheet, lines = ("", text_tables.read(content)) if kind == "csv" else sheets.read(path)
    if not lines:
        raise FileError("no_rows")
    at = import_headings.heading_row([cells for _, cells in lines])
    width = max(len(cells) for _, cells in lines)
    headings = lines[at][1] + [""] * (width - len(lines[at][1]))
    if at + 1 >= len(lines):
        raise FileError("no_rows")
    return Table(kind, sheet, import_headings.columns(headings), lines[at + 1 :])

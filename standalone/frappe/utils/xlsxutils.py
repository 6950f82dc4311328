"""Workbooks from rows of cells."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

UNFIT_FOR_TITLE = re.compile(r"[\\*?:/\[\]]")
LONGEST_TITLE = 31
LONGEST_CELL = 32_767
PLAIN = (bool, int, float, datetime.date, datetime.time, datetime.timedelta, type(None))


def make_xlsx(
    data: Iterable[Sequence[Any]],
    sheet_name: str,
    wb: Workbook | None = None,
    column_widths: Sequence[float] | None = None,
) -> BytesIO:
    """The rows as a sheet, the first one bold. Text is always text: nothing of it runs as a formula."""
    book = wb if wb is not None else Workbook(write_only=True)
    sheet = book.create_sheet(UNFIT_FOR_TITLE.sub(" ", sheet_name)[:LONGEST_TITLE], 0)
    for index, width in enumerate(column_widths or ()):
        if width:
            sheet.column_dimensions[get_column_letter(index + 1)].width = width
    bold = Font(bold=True)
    for number, row in enumerate(data):
        sheet.append([_cell(sheet, value, bold if number == 0 else None) for value in row])
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out


def _cell(sheet: Any, value: Any, font: Font | None) -> Any:
    cell = WriteOnlyCell(sheet)
    if isinstance(value, PLAIN):
        cell.value = value
    else:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:LONGEST_CELL]
        cell.data_type = "s"
    if font:
        cell.font = font
    return cell

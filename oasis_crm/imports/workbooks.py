"""Workbooks that the app writes: the template to fill in, and the lines that did not go in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from frappe import _
from oasis_crm.domain import import_cells
from oasis_crm.domain.import_cells import Uncalculated
from oasis_crm.domain.import_fields import FIRM_TYPES
from oasis_crm.imports import wording
from oasis_crm.imports.reading import Table

_EXAMPLE: dict[str, Any] = {
    "firm_name": "Örnek Nakliyat",
    "legal_title": "Örnek Nakliyat Sanayi ve Ticaret Ltd. Şti.",
    "tax_id": "4540536920",
    "tax_office": "Ostim",
    "phone": "0312 000 00 00",
    "mobile": "0532 000 00 00",
    "email": "bilgi@ornek.example",
    "website": "www.ornek.example",
    "address_line": "1. Cadde No: 1",
    "district": "Yenimahalle",
    "city": "Ankara",
    "potential_litres": 25000,
    "vehicle_count": 12,
    "supplier_contract_end": date(2027, 12, 31),
    "contact_name": "Ayşe Örnek",
    "contact_phone": "0532 000 00 01",
    "contact_email": "ayse@ornek.example",
}
_TEXT_COLUMNS = frozenset({"tax_id", "phone", "mobile", "contact_phone", "customer_code"})
_HEADING = Font(bold=True)
_MANDATORY = PatternFill("solid", fgColor="FDE9C4")
_FORMULA_STARTS = ("=", "+", "-", "@")
_ROWS = 5000


def template(fields: Iterable[str]) -> bytes:
    """The workbook to fill in, in the reader's language."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Firms")
    names = list(fields)
    for column, name in enumerate(names, start=1):
        heading = sheet.cell(1, column, wording.column_label(name))
        heading.font = _HEADING
        example = sheet.cell(2, column, _(FIRST_TYPE) if name == "firm_type" else _EXAMPLE.get(name))
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = max(14, len(heading.value) + 4)
        if name == "firm_name":
            heading.fill = _MANDATORY
        if name in _TEXT_COLUMNS:
            # Leading zeros stay only in cells that are text before somebody types.
            sheet.column_dimensions[letter].number_format = "@"
            example.number_format = "@"
        if name == "firm_type":
            _offer_types(sheet, letter)
    sheet.freeze_panes = "A2"
    return _saved(book)


FIRST_TYPE = next(iter(FIRM_TYPES))


def _offer_types(sheet: Any, letter: str) -> None:
    listed = ",".join(_(firm_type) for firm_type in FIRM_TYPES)
    choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    sheet.add_data_validation(choice)
    choice.add(f"{letter}2:{letter}{_ROWS}")


def errors(table: Table, left: Mapping[int, tuple[str, str]]) -> bytes:
    """The lines (index → verdict and reason) that did not go in, as they stood, with the reason beside."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Not Imported"))
    headings = [WriteOnlyCell(sheet, text) for text in (*table.columns, _("Row"), _("Verdict"), _("Reason"))]
    for heading in headings:
        heading.font = _HEADING
    sheet.append(headings)
    width = len(table.columns)
    for index, (verdict, reason) in left.items():
        number, cells = table.lines[index]
        shown = [_cell(sheet, cell) for cell in (*cells, *[""] * (width - len(cells)))]
        sheet.append([*shown, number, _cell(sheet, _(verdict)), _cell(sheet, reason)])
    return _saved(book)


def _cell(sheet: Any, value: Any) -> Any:
    """A value as it stood; text never becomes a formula on the reader's machine."""
    if isinstance(value, Uncalculated):
        return None
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, import_cells.printable(value))
        if value.startswith(_FORMULA_STARTS):
            cell.data_type = "s"
            cell.quotePrefix = True
        return cell
    return value


def _saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()

"""A workbook's sheet as lines of cells, read in a process of its own.

The reader is native code that lays a sheet out as a full rectangle: one stray cell in the last corner asks
for gigabytes, and a failed allocation there ends the process. So that process is not the server's: it has a
ceiling of memory and time, prints one line of JSON for each line of the sheet, and may die alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from oasis_crm.domain.import_cells import Uncalculated
from oasis_crm.domain.import_headings import SEARCHED_ROWS, meaning
from oasis_crm.imports.sniffing import FileCode, FileError
from oasis_crm.imports.text_tables import MOST_COLUMNS, MOST_ROWS

SECONDS = 30
MEMORY = 1536 * 1024 * 1024
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_UNCALCULATED, _FAILED = "formula", "error"
#: Cells that hold a formula without a result, or an error; the reader shows both as empty.
_CELL = re.compile(
    rb'<c\b(?=[^>]*\br="([A-Z]{1,3})(\d{1,7})")([^>]*)>(?:(?!</c>).)*?(<f\b[^>]*(?:/>|>[^<]*</f>))?\s*(?:<v>([^<]*)</v>)?',
    re.DOTALL,
)
_PIECE = 1024 * 1024
_ALARM = "PanicException"

Line = tuple[int, list[Any]]
Place = tuple[int, int]


# In the server


def read(path: Path) -> tuple[str, list[Line]]:
    """The name of the sheet and its lines that hold anything, numbered as a person counts them."""
    command = [sys.executable, "-m", __name__, str(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, env=environment, check=False)
    except subprocess.TimeoutExpired:
        raise FileError("too_slow") from None
    except OSError:
        raise FileError("no_reader") from None
    said, *lines = done.stdout.decode("utf-8", "replace").splitlines() or [""]
    answer = json.loads(said) if said and not done.returncode else {"code": "unpacks_too_large"}
    if "code" in answer:
        raise FileError(answer["code"], answer.get("shown", ""))
    return answer["sheet"], [_line(json.loads(line)) for line in lines]


def _line(sent: list[Any]) -> Line:
    number, cells = sent
    return number, [_cell(cell) if isinstance(cell, dict) else cell for cell in cells]


def _cell(sent: dict[str, str]) -> Any:
    if "day" in sent:
        return date.fromisoformat(sent["day"])
    if "moment" in sent:
        return datetime.fromisoformat(sent["moment"])
    return Uncalculated() if sent.get("mark") == _UNCALCULATED else "#REF!"


# In the process of its own


def main(path: str) -> None:
    """Print the sheet, or why it cannot be read."""
    _limit_memory()
    try:
        lines = _lines(Path(path))
        sys.stdout.write(next(lines) + "\n")
        sys.stdout.writelines(line + "\n" for line in lines)
    except FileError as error:
        _refuse(error.code, error.shown)
    except PasswordError:
        _refuse("password")
    except (CalamineError, zipfile.BadZipFile, ElementTree.ParseError, OSError, KeyError, ValueError):
        _refuse("damaged")
    except MemoryError:
        _refuse("unpacks_too_large")
    except BaseException as error:
        # The reader's own alarm about a file that makes no sense is no Exception.
        if type(error).__name__ != _ALARM:
            raise
        _refuse("damaged")


def _refuse(code: FileCode, shown: str = "") -> None:
    sys.stdout.write(json.dumps({"code": code, "shown": shown}) + "\n")


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # not on every platform

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _lines(path: Path) -> Iterator[str]:
    book = CalamineWorkbook.from_path(str(path))
    sheet = _best_sheet(book)
    marks = _marks(path, sheet.name) if zipfile.is_zipfile(path) else {}
    numbered = list(_filled(sheet, marks))
    yield json.dumps({"sheet": sheet.name})
    for number, cells in numbered:
        yield json.dumps([number, [_sent(cell) for cell in cells]], ensure_ascii=False)


def _best_sheet(book: CalamineWorkbook) -> CalamineSheet:
    """The sheet whose top knows most headings; the first that holds anything where none does."""
    best, most, first = None, 0, None
    for name in book.sheet_names[:10]:
        sheet = book.get_sheet_by_name(name)
        known = 0
        for index, row in enumerate(sheet.iter_rows()):
            first = first or (sheet if any(cell != "" for cell in row) else None)
            known = max(known, len({field for cell in row[:MOST_COLUMNS] if (field := meaning(cell))}))
            if index >= SEARCHED_ROWS:
                break
        if known > most:
            best, most = sheet, known
    chosen = best or first
    if chosen is None:
        raise FileError("no_rows")
    return chosen


def _filled(sheet: CalamineSheet, marks: dict[Place, str]) -> Iterator[Line]:
    """The lines that hold anything. A value merged over several lines stands in each of them."""
    first = (sheet.start or (0, 0))[0] if not sheet.total_height else 0
    covered = _merged_down(sheet)
    held: dict[int, Any] = {}
    found = 0
    for index, row in enumerate(sheet.iter_rows(), start=first):
        if any(cell != "" for cell in row[MOST_COLUMNS:]):
            raise FileError("too_many_columns", str(MOST_COLUMNS))
        cells: list[Any] = row[:MOST_COLUMNS]
        if not any(cell != "" for cell in cells) and not any(place[0] == index for place in marks):
            continue
        for column, cell in enumerate(cells):
            if (index, column) in marks:
                cells[column] = {"mark": marks[index, column]}
            elif covered.get((index, column)):
                cells[column] = held.get(column, "")
            else:
                held[column] = cell
        found += 1
        if found > MOST_ROWS:
            raise FileError("too_many_rows", str(MOST_ROWS))
        yield index + 1, cells


def _merged_down(sheet: CalamineSheet) -> dict[Place, bool]:
    """The cells below the top of ranges that are merged within one column."""
    ranges = sheet.merged_cell_ranges or []
    return {
        (row, left): True
        for (top, left), (bottom, right) in ranges
        if left == right and bottom - top < MOST_ROWS
        for row in range(top + 1, bottom + 1)
    }


def _marks(path: Path, sheet: str) -> dict[Place, str]:
    """Formulas without a result, and errors, of a sheet: row and column from 0 → which of the two."""
    with zipfile.ZipFile(path) as archive:
        member = _member(archive, sheet)
        content = archive.read(member) if member in archive.namelist() else b""
    if b"<f" not in content and b't="e"' not in content:
        return {}
    marks: dict[Place, str] = {}
    for match in _CELL.finditer(content):
        letters, row, attributes, formula, value = match.groups()
        if b't="e"' in attributes:
            marks[int(row) - 1, _column(letters)] = _FAILED
        elif formula and not value:
            marks[int(row) - 1, _column(letters)] = _UNCALCULATED
    return marks


def _member(archive: zipfile.ZipFile, sheet: str) -> str:
    """Where in the archive a sheet lies."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relation = next(
        (item.get(_RELATION) for item in book.iter(f"{_MAIN}sheet") if item.get("name") == sheet), None
    )
    for item in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        if item.get("Id") == relation:
            target = item.get("Target") or ""
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _sent(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    if isinstance(cell, str):
        # A line of the sheet is one line of JSON; no field takes more text than this.
        return cell[:4000]
    return cell


if __name__ == "__main__":
    main(sys.argv[1])

"""Delimited text as lines of cells: encoding and delimiter are found out. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from oasis_crm.domain.import_headings import meaning
from oasis_crm.imports.sniffing import FileError

Line = tuple[int, list[str]]

MOST_ROWS = 100_000
MOST_COLUMNS = 200
_DELIMITERS = (";", ",", "\t", "|")
_TRIED_LINES = 20
_TRIED_LETTERS = 10_000
#: What UTF-8 letters of Turkish look like when they were read as Western text and saved so.
_GARBLED = re.compile("Ä±|Ä°|ÅŸ|Å\x9f|Åž|ÄŸ|Ä\x9f|Ã¼|Ã¶|Ã§|Ãœ|Ã–|Ã‡|Ã\x87|\ufffd")


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows' Turkish code page."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _checked(_decoded(content, encoding))
    if content[:200].count(b"\x00") > len(content[:200]) // 4:
        return _checked(_decoded(content, "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"))
    try:
        return _checked(content.decode())
    except UnicodeDecodeError:
        return _checked(_decoded(content, "cp1254"))


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise FileError("encoding") from None


def _checked(text: str) -> str:
    """Refuse text that no person wrote: control characters, or letters that were decoded wrongly before."""
    if "\x00" in text or len(_GARBLED.findall(text, 0, 200_000)) >= 2:
        raise FileError("encoding")
    return text


def delimiter(lines: Iterable[str]) -> str:
    """The mark between the cells: the one that yields most known headings, else most columns."""
    # The reader refuses a cell of more than 131,072 letters; the beginning of a line tells enough here.
    tried = [line[:_TRIED_LETTERS] for line in lines if line.strip()][:_TRIED_LINES]

    def worth(mark: str) -> tuple[int, int]:
        rows = list(csv.reader(tried, delimiter=mark))
        known = max((len({name for cell in row if (name := meaning(cell))}) for row in rows), default=0)
        return known, min((len(row) for row in rows[:5]), default=0)

    return max(_DELIMITERS, key=worth)


def read(content: bytes) -> list[Line]:
    """The lines that hold anything, numbered as a person counts them."""
    text = decode(content)
    mark = delimiter(text.splitlines()[: _TRIED_LINES * 3])
    try:
        return list(_lines(text, mark))
    except csv.Error:
        raise FileError("damaged") from None


def _lines(text: str, mark: str) -> Iterator[Line]:
    found = 0
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark), start=1):
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise FileError("too_many_columns", str(MOST_COLUMNS))
        if any(cell.strip() for cell in cells):
            found += 1
            if found > MOST_ROWS:
                raise FileError("too_many_rows", str(MOST_ROWS))
            yield number, cells[:MOST_COLUMNS]

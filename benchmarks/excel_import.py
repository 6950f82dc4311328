"""Excel import with the duplicate check: rows a second, beside reading the same file alone.

`python -m benchmarks.excel_import [firms] [rows]` makes a site in a temporary folder, and throws it away.
One row in ten is a firm that is there already, under a name that somebody mistyped.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from benchmarks import duplicate_data, duplicate_noise

TARGET = 2000
COLUMNS = ("Firma Adı", "Vergi No", "Telefon", "İl", "Yetkili", "Aylık Litre")
_CHUNK = 2000
#: Tax numbers are made at random: a few come twice.
_SPARE = 200


@dataclass(frozen=True)
class Result:
    """Seconds of each part; `counts`: rows by verdict."""

    firms: int
    rows: int
    reading: float
    preview: float
    importing: float
    undoing: float
    counts: dict[str, int]

    @property
    def rows_a_second(self) -> float:
        return self.rows / self.importing

    def table(self) -> str:
        """The result as Markdown."""
        lines = [
            ("read the file alone", self.reading),
            ("preview with verdicts", self.preview),
            ("import with duplicate check", self.importing),
            ("undo", self.undoing),
        ]
        head = f"Excel import, {self.rows:,} rows into {self.firms:,} firms ({self.counts})"
        rows = [
            f"| {name} | {spent:.2f} s | {self.rows / spent:,.0f} rows/s | {spent / self.reading:.1f}× |"
            for name, spent in lines
        ]
        return "\n".join([head, "", "| work | time | rate | against reading |", "|---|---|---|---|", *rows])


def measure(firms: int = 100_000, rows: int = 10_000) -> Result:
    """Make a site with so many firms and import a workbook of so many rows."""
    universe = list({firm.tax_id: firm for firm in duplicate_data.firms(firms + rows + _SPARE)}.values())
    with tempfile.TemporaryDirectory() as folder, _site(Path(folder) / "site"):
        fill(universe[:firms])
        return _measured(universe, firms, rows)


def _measured(universe: list[duplicate_data.Firm], firms: int, rows: int) -> Result:
    import frappe
    from oasis_crm.api import imports
    from oasis_crm.imports import batches, files, job

    url = files_of(workbook(universe[:firms], universe[firms:], rows))
    reading, _table = timed(lambda: files.table(url))
    preview, _answer = timed(lambda: imports.preview(url))
    batches._enqueue = lambda name: None
    name = imports.start(url)["name"]
    frappe.db.commit()
    importing, _none = timed(lambda: job.run(name))
    state = frappe.db.get_value(
        batches.DOCTYPE, name, ["status", "error", *job.COUNTS.values()], as_dict=True
    )
    if state.status != "Done":
        raise RuntimeError(state)
    undoing, _told = timed(lambda: imports.undo(name))
    counts = {verdict: state[field] for verdict, field in job.COUNTS.items()}
    return Result(firms, rows, reading, preview, importing, undoing, counts)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    answer = work()
    return time.perf_counter() - began, answer


@contextmanager
def _site(folder: Path) -> Iterator[None]:
    import frappe
    from launcher import making, sites

    sites.lay_out(folder)
    making.install(folder, "admin")
    frappe.init(folder.name, sites_path=str(folder.parent), force=True)
    frappe.connect()
    try:
        yield
    finally:
        frappe.destroy()


def fill(firms: list[duplicate_data.Firm]) -> None:
    """Write firms as an import does."""
    import frappe
    from oasis_crm.domain.import_rows import Row
    from oasis_crm.imports import judging, writing

    importer = judging.importer()
    for start in range(0, len(firms), _CHUNK):
        rows = [
            Row(0, {"firm_name": firm.name, "city": firm.city, "tax_id": firm.tax_id, "phone": firm.phone})
            for firm in firms[start : start + _CHUNK]
        ]
        writing.insert([judging.understood(row) for row in rows], importer, "")
        frappe.db.commit()


def workbook(known: list[duplicate_data.Firm], new: list[duplicate_data.Firm], rows: int) -> bytes:
    """So many rows, one in ten of them a known firm under a noisy name."""
    from io import BytesIO

    asked = iter([query for query in duplicate_noise.queries(known, rows // 5) if query.truth is not None])
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Firmalar")
    sheet.append(COLUMNS)
    for number, firm in enumerate(new[:rows]):
        query = next(asked, None) if number % 10 == 0 else None
        if query:
            sheet.append([query.name, query.tax_id, query.phone, query.city, None, None])
        else:
            sheet.append([firm.name, int(firm.tax_id), firm.phone, firm.city, "Ali Veli", 1000 + number])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def files_of(content: bytes) -> str:
    """The address of a stored private file."""
    import frappe

    file = frappe.get_doc({"doctype": "File", "file_name": "firms.xlsx", "is_private": 1, "content": content})
    return str(file.insert().file_url)


def main(arguments: list[str]) -> int:
    result = measure(*(int(argument) for argument in arguments))
    print(result.table())
    print(json.dumps({"rows_a_second": round(result.rows_a_second), "target": TARGET}))
    return 0 if result.rows_a_second >= TARGET else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

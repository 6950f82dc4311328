"""Writes rows in bulk, and lets the site go on counting where the rows end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import frappe
from oasis_crm.demo.rows.table import Table

CHUNK = 20_000

Progress = Callable[[str], object]

#: DocType → the prefix of its names, as its naming rule has it.
PREFIXES = {
    "Firm": "FIRM-",
    "Firm Visit": "VIS-",
    "Fuel Contract": "CON-",
    "Firm Transfer": "FTR-",
    "Field Work Order": "WO-",
    "Firm Document": "DOC-",
    "Sales Target": "TGT-",
}


class Writer:
    """Counts what it writes; `progress` is told each chunk."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.counts: dict[str, int] = {}

    def write(self, table: Table) -> None:
        """Insert the rows as they are. No controller sees them: they must be right."""
        written = 0
        for chunk in _chunks(table.rows):
            frappe.db.bulk_insert(table.doctype, list(table.fields), chunk, chunk_size=CHUNK)
            written += len(chunk)
            if written >= CHUNK:
                self.progress(f"  {table.doctype}: {written:,}")
        self.counts[table.doctype] = self.counts.get(table.doctype, 0) + written
        if table.doctype in PREFIXES and written:
            set_counter(PREFIXES[table.doctype], written)
        if 0 < written < CHUNK:
            self.progress(f"  {table.doctype}: {written:,}")


def _chunks(rows: Iterable[tuple]) -> Iterator[list[tuple]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def set_counter(prefix: str, current: int) -> None:
    """The next document with this prefix gets the number after `current`."""
    series = frappe.qb.DocType("Series")
    frappe.qb.from_(series).delete().where(series.name == prefix).run()
    frappe.qb.into(series).columns("name", "current").insert(prefix, current).run()

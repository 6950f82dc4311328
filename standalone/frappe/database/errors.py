"""SQLite's errors as the engine's."""

from __future__ import annotations

import sqlite3

from frappe import exceptions


def translated(error: Exception, query: str) -> Exception:
    """The engine's error for a driver's, or the driver's own where it has none."""
    text = str(error)
    if isinstance(error, sqlite3.IntegrityError) and text.startswith("UNIQUE constraint failed"):
        columns = [part.rsplit(".", 1)[-1] for part in text.split(": ", 1)[-1].split(", ")]
        table = text.split(": ", 1)[-1].rsplit(".", 1)[0]
        kind = exceptions.DuplicateEntryError if columns == ["name"] else exceptions.UniqueValidationError
        return kind(table.removeprefix("tab"), ", ".join(columns))
    if isinstance(error, sqlite3.IntegrityError) and ("NOT NULL" in text or "datatype mismatch" in text):
        return exceptions.DataError(text)
    if isinstance(error, sqlite3.OperationalError):
        if "no such column" in text or "ambiguous column" in text or "misuse of aggregate" in text:
            return exceptions.DataError(text)
        if "locked" in text or "busy" in text:
            return exceptions.QueryTimeoutError(text)
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError) and "binding" in text:
        return exceptions.DataError(text)
    if isinstance(error, OverflowError | UnicodeEncodeError):
        return exceptions.DataError(text)
    return error

"""Open SQLite files, kept for the next request of the same process."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import defaultdict
from pathlib import Path

from frappe.database import values
from frappe.database.collation import collate, like

BUSY_SECONDS = 30
IDLE_KEPT = 16
STATEMENTS_KEPT = 512

values.register()
# Writers of this process queue here: SQLite's own waiting is a poll that grows to a tenth of a second.
write_turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
_idle: defaultdict[str, list[sqlite3.Connection]] = defaultdict(list)
_lock = threading.Lock()


def open_file(path: str | os.PathLike[str]) -> sqlite3.Connection:
    """A connection with the engine's collation, LIKE and settings; transactions are begun by hand."""
    connection = sqlite3.connect(
        path,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        detect_types=sqlite3.PARSE_DECLTYPES,
        check_same_thread=False,
        cached_statements=STATEMENTS_KEPT,
    )
    connection.create_collation("TURKISH", collate)
    connection.create_function("like", 2, like, deterministic=True)
    connection.create_function("like", 3, like, deterministic=True)
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "foreign_keys=OFF",
        "cache_size=-16000",
        "mmap_size=268435456",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def take(path: Path) -> sqlite3.Connection:
    with _lock:
        idle = _idle[_identity(path)]
        if idle:
            return idle.pop()
    return open_file(path)


def give_back(path: Path, connection: sqlite3.Connection) -> None:
    with _lock:
        idle = _idle[_identity(path)]
        if len(idle) < IDLE_KEPT:
            idle.append(connection)
            return
    connection.close()


def close_idle(path: Path | None = None) -> None:
    """Closes the kept connections (of one file), as before it is replaced or deleted."""
    with _lock:
        for key in list(_idle):
            if path is None or key.startswith(f"{path}|"):
                for connection in _idle.pop(key):
                    connection.close()


def _identity(path: Path) -> str:
    """A file replaced by another of the same name is another; so is a connection of the parent process."""
    try:
        number = path.stat().st_ino
    except FileNotFoundError:
        number = 0
    return f"{path}|{number}|{os.getpid()}"

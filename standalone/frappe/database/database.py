"""`frappe.db`: one connection, one transaction at a time, and the calls that need no document."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from frappe.context import local
from frappe.database import connection as connections
from frappe.database import schema
from frappe.database.callbacks import CallbackManager
from frappe.database.errors import translated
from frappe.database.query import plain_count, plain_delete, plain_select, plain_update
from frappe.database.singles import Singles
from frappe.documents import clear_document_cache
from frappe.exceptions import QueryTimeoutError
from frappe.model.meta import get_meta, is_single
from frappe.types import _dict
from frappe.utils.caching import store
from frappe.utils.dates import now
from frappe.utils.text import generate_hash

READS = re.compile(r"\s*(SELECT|WITH|PRAGMA|EXPLAIN)\b", re.IGNORECASE)
SAVEPOINT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Database(Singles):
    """Begins lazily and as a reader; takes the one writer's place with `begin_write` or the first write."""

    db_type = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.transaction_control = True
        self.value_cache: dict[Any, Any] = {}
        self._connection: sqlite3.Connection | None = connections.take(path)
        self._writing = False
        self._turn = connections.write_turns[str(path)]
        self._has_turn = False
        self._cleared: dict[str, None] = {}
        self._drop_what_others_cleared()

    # --- transaction

    @cached_property
    def before_commit(self) -> CallbackManager:
        return CallbackManager()

    @cached_property
    def after_commit(self) -> CallbackManager:
        return CallbackManager()

    @cached_property
    def before_rollback(self) -> CallbackManager:
        return CallbackManager()

    @cached_property
    def after_rollback(self) -> CallbackManager:
        return CallbackManager()

    @property
    def connection(self) -> sqlite3.Connection:
        if self._connection is None:
            raise sqlite3.ProgrammingError("this database is closed")
        return self._connection

    def begin(self, *, read_only: bool = True) -> None:
        if not self.connection.in_transaction:
            if not read_only:
                self._take_turn()
            self._raw("BEGIN" if read_only else "BEGIN IMMEDIATE")
            self._writing = not read_only

    def _take_turn(self) -> None:
        if not self._has_turn:
            if not self._turn.acquire(timeout=connections.BUSY_SECONDS):
                raise QueryTimeoutError("the database was written to by somebody else for too long")
            self._has_turn = True

    def commit(self) -> None:
        """Makes what was done last; then runs what waited for it."""
        if not self.transaction_control:
            return
        self.before_rollback.reset()
        self.after_rollback.reset()
        self.before_commit.run()
        if self.connection.in_transaction:
            self._tell_of_cleared_keys()
            self._raw("COMMIT")
        self._ended()
        self.after_commit.run()

    def rollback(self, *, save_point: str | None = None) -> None:
        """Undoes everything since the last commit, or since a savepoint."""
        if save_point:
            self._raw(f"ROLLBACK TO {_checked(save_point)}")
            self._forget_uncommitted()
            return
        if not self.transaction_control:
            return
        self.before_commit.reset()
        self.after_commit.reset()
        self.before_rollback.run()
        if self.connection.in_transaction:
            self._raw("ROLLBACK")
        self._forget_uncommitted()
        self._ended()
        self.after_rollback.run()

    def _ended(self) -> None:
        self._writing = False
        if self._has_turn:
            self._has_turn = False
            self._turn.release()
        self._cleared.clear()
        self.value_cache.clear()

    def savepoint(self, save_point: str) -> None:
        self.begin_write()
        self._raw(f"SAVEPOINT {_checked(save_point)}")

    def release_savepoint(self, save_point: str) -> None:
        self._raw(f"RELEASE {_checked(save_point)}")

    def close(self) -> None:
        """Undoes what was not committed and gives the connection back."""
        if self._connection is None:
            return
        try:
            self.transaction_control = True
            self.rollback()
        finally:
            connections.give_back(self.path, self._connection)
            self._connection = None

    # --- running statements

    def _raw(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> sqlite3.Cursor:
        try:
            return self.connection.execute(query, values)
        except (sqlite3.Error, OverflowError, UnicodeEncodeError) as error:
            raise translated(error, query) from error

    def begin_write(self) -> None:
        """From here on nobody else writes until this transaction ends; what was read before may be old."""
        if not self.connection.in_transaction:
            self.begin(read_only=False)
        elif not self._writing:
            # nothing is written yet, so a new transaction loses nothing; upgrading this one could be refused
            self._raw("ROLLBACK")
            self.value_cache.clear()
            self.begin(read_only=False)

    def execute(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> sqlite3.Cursor:
        """Runs one statement in SQLite's own dialect (`?` or `:name`) inside the transaction."""
        if READS.match(query):
            if not self.connection.in_transaction:
                self.begin()
        elif not self._writing or not self.connection.in_transaction:
            self.begin_write()
        return self._raw(query, values)

    def executemany(self, query: str, rows: Iterable[Sequence[Any]]) -> sqlite3.Cursor:
        self.begin_write()
        try:
            return self.connection.executemany(query, rows)
        except (sqlite3.Error, OverflowError, UnicodeEncodeError) as error:
            raise translated(error, query) from error

    def rows(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[_dict]:
        cursor = self.execute(query, values)
        names = [column[0] for column in cursor.description or ()]
        return [_dict(zip(names, row, strict=False)) for row in cursor.fetchall()]

    # --- values

    def get_value(
        self,
        doctype: str,
        filters: Any = None,
        fieldname: Any = "name",
        *,
        as_dict: bool = False,
        order_by: str | None = "creation desc",
        cache: bool = False,
        **options: Any,
    ) -> Any:
        """One field's value, several as a tuple or _dict, of the first match; None where there is none."""
        key = (doctype, str(filters), str(fieldname), as_dict)
        if cache and key in self.value_cache:
            return self.value_cache[key]
        rows = self.get_values(
            doctype, filters, fieldname, as_dict=as_dict, order_by=order_by, limit=1, **options
        )
        value = rows[0] if rows else None
        if isinstance(value, tuple) and len(value) == 1:
            value = value[0]
        if cache:
            self.value_cache[key] = value
        return value

    def get_values(
        self,
        doctype: str,
        filters: Any = None,
        fieldname: Any = "name",
        *,
        as_dict: bool = False,
        order_by: str | None = "creation desc",
        for_update: bool = False,
        pluck: bool = False,
        distinct: bool = False,
        limit: int | None = None,
    ) -> list[Any]:
        """As get_value, of every match."""
        if for_update:
            self.begin_write()
        if (filters is None or filters == doctype) and doctype != "DocType" and is_single(doctype):
            return self.single_values(doctype, fieldname, as_dict, pluck)
        if filters is None:
            return []
        text, bound = plain_select(doctype, filters, fieldname, order_by, distinct, limit)
        if as_dict:
            return list(self.rows(text, bound))
        fetched = self.execute(text, bound).fetchall()
        return [row[0] for row in fetched] if pluck else fetched

    def exists(self, dt: Any, dn: Any = None, cache: bool = False) -> Any:
        """The name of a document that matches, or None."""
        if isinstance(dt, dict):
            dt = dict(dt)
            dn, dt = dt, dt.pop("doctype")
        elif dt == dn and dt != "DocType" and is_single(dt):
            return dn
        if dn is None:
            return None
        return self.get_value(dt, dn, "name", cache=cache, order_by=None)

    def count(self, dt: str, filters: Any = None) -> int:
        """How many rows match; no permissions asked."""
        text, bound = plain_count(dt, filters)
        return int(self.execute(text, bound).fetchone()[0])

    def set_value(
        self,
        dt: str,
        dn: Any,
        field: str | dict[str, Any],
        val: Any = None,
        modified: Any = None,
        modified_by: str | None = None,
        update_modified: bool = True,
    ) -> None:
        """Writes fields of the matching rows: no hooks, no checks; `modified` too unless told not to."""
        values = dict(field) if isinstance(field, dict) else {field: val}
        if update_modified:
            values["modified"] = modified or now()
            values["modified_by"] = modified_by or local.session.user
        if dn is None or dn == dt or get_meta(dt).issingle:
            self.set_single_values(dt, values)
            clear_document_cache(dt, dt)
            return
        text, bound = plain_update(dt, dn, values)
        self.execute(text, bound)
        self.value_cache.clear()
        clear_document_cache(dt, dn if isinstance(dn, str) else None)

    def delete(self, doctype: str, filters: Any = None) -> None:
        """Deletes the matching rows, or all of them: no hooks, no checks."""
        text, bound = plain_delete(doctype, filters)
        self.execute(text, bound)
        self.value_cache.clear()

    def bulk_insert(
        self,
        doctype: str,
        fields: Sequence[str],
        values: Iterable[Sequence[Any]],
        ignore_duplicates: bool = False,
        *,
        chunk_size: int = 10_000,
    ) -> None:
        """Writes rows as they are, `fields` naming their columns: no hooks, no checks."""
        columns = ", ".join(f"`{name}`" for name in fields)
        marks = ", ".join("?" * len(fields))
        conflict = " ON CONFLICT DO NOTHING" if ignore_duplicates else ""
        self.executemany(f"INSERT INTO `tab{doctype}` ({columns}) VALUES ({marks}){conflict}", values)

    # --- the shape of tables

    def table_exists(self, doctype: str, cached: bool = True) -> bool:
        return bool(
            self.execute(
                "SELECT 1 FROM sqlite_master WHERE type='table' AND name=?", (f"tab{doctype}",)
            ).fetchone()
        )

    def add_index(self, doctype: str, fields: Sequence[str], index_name: str | None = None) -> None:
        self.execute(schema.index_statement(doctype, fields, unique=False, name=index_name))

    def optimize(self) -> None:
        """Lets the query planner learn how the data lies, as MariaDB does by itself.

        Takes a fraction of a second however large the tables are.
        """
        self.begin_write()
        self._raw("PRAGMA analysis_limit=1000")
        self._raw("ANALYZE")
        # what was learnt of a small table would still be believed when it has become a large one
        self._raw("DELETE FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) < 10000")
        # an open connection goes on planning with what it knew when it was opened
        self.after_commit.add(lambda: connections.close_idle(self.path))

    # --- odds and ends

    @staticmethod
    def escape(s: Any, percent: bool = True) -> str:
        """The value as a quoted SQL literal."""
        text = str(s).replace("'", "''")
        return f"'{text.replace('%', '%%') if percent else text}'"

    # --- other processes' caches

    def note_cache_clear(self, key: str) -> None:
        self._cleared[key] = None

    def _forget_uncommitted(self) -> None:
        for key in self._cleared:
            store().drop(key)
        self.value_cache.clear()

    def _tell_of_cleared_keys(self) -> None:
        if self._cleared and self._writing:
            self.connection.executemany(schema.NOTE_CLEARED, [(key,) for key in self._cleared])

    def _drop_what_others_cleared(self) -> None:
        kept = store()
        try:
            newest = self.connection.execute(schema.NEWEST_CLEARED).fetchone()[0] or 0
            if newest != kept.seen:
                since = kept.seen if 0 <= kept.seen <= newest else -1
                for (key,) in self.connection.execute(schema.CLEARED_SINCE, (since,)):
                    kept.drop(key)
                kept.seen = newest
        except sqlite3.OperationalError:
            return  # a site that is only being made has no such table yet

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise NotImplementedError(f"frappe.db.{name} is not part of the standalone engine")


def _checked(save_point: str) -> str:
    if not SAVEPOINT.fullmatch(save_point):
        raise ValueError(f"{save_point!r} cannot name a savepoint")
    return save_point


@contextlib.contextmanager
def savepoint(catch: type[Exception] | tuple[type[Exception], ...] = Exception) -> Iterator[None]:
    """Undoes what was done inside when it raises `catch`, which then goes no further."""
    name = f"sp_{generate_hash(length=10)}"
    local.db.savepoint(name)
    try:
        yield
    except catch:
        local.db.rollback(save_point=name)
    else:
        local.db.release_savepoint(name)

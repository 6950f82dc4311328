"""Tables of DocTypes: the plan as a list of statements, then its run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import OperationalError
from typing import TYPE_CHECKING, Any

from frappe.model.fieldtypes import (
    FLOATS,
    KEYS,
    TEMPORAL,
    WHOLE,
)
from frappe.utils.numbers import cint, flt

if TYPE_CHECKING:
    from frappe.database.database import Database
    from frappe.model.meta import Meta

#: MariaDB's limit: an app that works here must install there.
LONGEST_NAME = 64

STANDARD = {
    "name": "TEXT NOT NULL PRIMARY KEY COLLATE NOCASE",
    "creation": "DATETIME",
    "modified": "DATETIME",
    "modified_by": "TEXT COLLATE NOCASE",
    "owner": "TEXT COLLATE NOCASE",
    "docstatus": "INTEGER NOT NULL DEFAULT 0",
    "idx": "INTEGER NOT NULL DEFAULT 0",
}
CHILD = {
    "parent": "TEXT COLLATE NOCASE",
    "parentfield": "TEXT COLLATE NOCASE",
    "parenttype": "TEXT COLLATE NOCASE",
}
SOCIAL = dict.fromkeys(("_user_tags", "_comments", "_assign", "_liked_by"), "TEXT")
BASE_TABLES = (
    """CREATE TABLE IF NOT EXISTS tabSingles (
        doctype TEXT NOT NULL COLLATE NOCASE, field TEXT NOT NULL, value, PRIMARY KEY (doctype, field)
    ) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS tabSeries (name TEXT PRIMARY KEY, current INTEGER NOT NULL DEFAULT 0)",
    """CREATE TABLE IF NOT EXISTS __Auth (
        doctype TEXT NOT NULL, name TEXT NOT NULL COLLATE NOCASE, fieldname TEXT NOT NULL,
        password TEXT NOT NULL, encrypted INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (doctype, name, fieldname)
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS tabSessions (
        sid TEXT PRIMARY KEY, user TEXT COLLATE NOCASE, sessiondata TEXT, ipaddress TEXT, lastupdate DATETIME,
        status TEXT
    )""",
    "CREATE INDEX IF NOT EXISTS tabSessions_user_index ON tabSessions (user)",
    "CREATE TABLE IF NOT EXISTS __cache_cleared (key TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL)",
    "CREATE INDEX IF NOT EXISTS __cache_cleared_at ON __cache_cleared (at)",
)
NOTE_CLEARED = (
    "INSERT INTO __cache_cleared (key, at) VALUES (?, (SELECT IFNULL(MAX(at), 0) + 1 FROM __cache_cleared)) "
    "ON CONFLICT (key) DO UPDATE SET at=(SELECT MAX(at) + 1 FROM __cache_cleared)"
)
NEWEST_CLEARED = "SELECT MAX(at) FROM __cache_cleared"
CLEARED_SINCE = "SELECT key FROM __cache_cleared WHERE at > ?"


@dataclass(frozen=True)
class Existing:
    """A table as it stands: column → its declaration; the names of its indexes."""

    columns: dict[str, str]
    indexes: frozenset[str]


def column(field: Any) -> str:
    """The declaration of a field's column."""
    kind = field.fieldtype
    default = field.default
    if kind in WHOLE:
        return f"INTEGER NOT NULL DEFAULT {_whole(default)}"
    if kind in FLOATS:
        return f"REAL NOT NULL DEFAULT {_number(default)}"
    if kind in TEMPORAL:
        return TEMPORAL[kind]
    collation = "NOCASE" if kind in KEYS else "TURKISH"
    text = str(default or "")
    if (
        kind in ("Select", "Data", "Link")
        and text
        and text[0] not in ":_"
        and text.lower() not in ("today", "now")
    ):
        quoted = text.replace("'", "''")
        return f"TEXT COLLATE {collation} DEFAULT '{quoted}'"
    return f"TEXT COLLATE {collation}"


def _whole(default: Any) -> int:
    return cint(default)


def _number(default: Any) -> float:
    return flt(default)


def wanted_columns(meta: Meta) -> dict[str, str]:
    fields = {field.fieldname: column(field) for field in meta.value_fields}
    return {**STANDARD, **(CHILD if meta.istable else SOCIAL), **fields}


def wanted_indexes(meta: Meta) -> dict[str, str]:
    """Index name → the statement that makes it."""
    found: list[tuple[list[str], bool]] = []
    if meta.istable:
        found.append((["parent"], False))
    else:
        found.extend(
            ([name], False) for name in ("creation", "modified") if name in (meta.sort_field or "creation")
        )
    indexed = [field for field in meta.value_fields if field.unique or field.search_index]
    found.extend(([field.fieldname], bool(field.unique)) for field in indexed)
    return {
        index_name(meta.name, fields, unique): index_statement(meta.name, fields, unique=unique)
        for fields, unique in found
    }


def index_name(doctype: str, fields: Sequence[str], unique: bool) -> str:
    kind = "unique" if unique else "index"
    return f"tab{doctype}_{'_'.join(re.sub(r'[^A-Za-z0-9_]', '', field) for field in fields)}_{kind}"


def index_statement(doctype: str, fields: Sequence[str], *, unique: bool, name: str | None = None) -> str:
    kind = "UNIQUE INDEX" if unique else "INDEX"
    # a length in brackets, as MariaDB asks for with long texts, has no meaning here
    columns = ", ".join(f"`{field.split('(')[0].strip('`')}`" for field in fields)
    label = f"tab{doctype}_{name}" if name else index_name(doctype, fields, unique)
    if len(label) - len(f"tab{doctype}_") > LONGEST_NAME:
        raise OperationalError(f"the index name {label} has more than {LONGEST_NAME} letters; give it one")
    return f"CREATE {kind} IF NOT EXISTS `{label}` ON `tab{doctype}` ({columns})"


def read(database: Database, doctype: str) -> Existing | None:
    """The table as it is in the database; None where there is none."""
    found = database.execute(
        "SELECT sql FROM sqlite_master WHERE type='table' AND name=?", (f"tab{doctype}",)
    ).fetchone()
    if not found:
        return None
    columns = dict(re.findall(r"^\s*`([^`]+)` (.+?),?$", found[0], re.MULTILINE))
    named = database.execute(
        "SELECT name FROM sqlite_master WHERE type='index' AND tbl_name=? AND sql IS NOT NULL",
        (f"tab{doctype}",),
    )
    return Existing(columns, frozenset(row[0] for row in named.fetchall()))


def create_statement(table: str, columns: dict[str, str]) -> str:
    lines = ",\n".join(f"`{name}` {declaration}" for name, declaration in columns.items())
    return f"CREATE TABLE `{table}` (\n{lines}\n)"


def plan(meta: Meta, existing: Existing | None) -> list[str]:
    """The statements that bring a table to what its DocType says; columns no longer named are left alone."""
    columns, indexes = wanted_columns(meta), wanted_indexes(meta)
    if existing is None:
        return [create_statement(f"tab{meta.name}", columns), *indexes.values()]
    statements = []
    kept = {name: columns.get(name, declaration) for name, declaration in existing.columns.items()}
    added = {name: declaration for name, declaration in columns.items() if name not in existing.columns}
    have = existing.indexes
    if kept != existing.columns or added:
        statements.extend(_rebuild(meta.name, existing.columns, {**kept, **added}))
        have = frozenset()
    # indexes of the DocType that are no longer wanted go; those an app added by name stay
    made = {
        index_name(meta.name, [field.fieldname], unique) for field in meta.fields for unique in (True, False)
    }
    statements.extend(f"DROP INDEX `{name}`" for name in sorted(have & made - indexes.keys()))
    statements.extend(statement for name, statement in indexes.items() if name not in have)
    return statements


def _rebuild(doctype: str, old: dict[str, str], new: dict[str, str]) -> list[str]:
    """SQLite changes no column in place, so the rows move to a table made anew."""
    shared = ", ".join(f"`{name}`" for name in new if name in old)
    values = ", ".join(_carried(name, new[name]) for name in new if name in old)
    return [
        create_statement(f"tab{doctype}__new", new),
        f"INSERT INTO `tab{doctype}__new` ({shared}) SELECT {values} FROM `tab{doctype}`",
        f"DROP TABLE `tab{doctype}`",
        f"ALTER TABLE `tab{doctype}__new` RENAME TO `tab{doctype}`",
    ]


def _carried(name: str, declaration: str) -> str:
    """A number column that may not be empty takes nothing as zero."""
    return f"IFNULL(`{name}`, 0)" if "NOT NULL DEFAULT" in declaration else f"`{name}`"


def refuse_unsupported(meta: Meta) -> None:
    """What a DocType may ask for on a bench and would be passed over here in silence."""
    asked = [name for name in ("is_virtual", "track_seen") if meta.get(name)]
    asked += [f"{field.fieldname}.is_virtual" for field in meta.fields if field.is_virtual]
    asked += [meta.autoname] if meta.autoname == "autoincrement" else []
    if asked:
        raise NotImplementedError(f"{meta.name}: {', '.join(asked)} is not part of the standalone engine")


def make_base_tables(database: Database) -> None:
    for statement in BASE_TABLES:
        database.execute(statement)


def sync(database: Database, meta: Meta) -> None:
    """Brings the DocType's table to what its meta says."""
    refuse_unsupported(meta)
    if meta.issingle:
        return
    existing = read(database, meta.name)
    custom = _custom_indexes(database, meta.name) if existing else []
    statements = plan(meta, existing)
    for statement in statements:
        database.execute(statement)
    if any("__new" in statement for statement in statements):
        for statement in custom:
            database.execute(statement)


def _custom_indexes(database: Database, doctype: str) -> list[str]:
    """What remakes the indexes that an app added, for when the table is rebuilt."""
    found = database.execute(
        "SELECT sql FROM sqlite_master WHERE type='index' AND tbl_name=? AND sql IS NOT NULL",
        (f"tab{doctype}",),
    )
    return [
        re.sub(
            r"^CREATE (UNIQUE )?INDEX (?!IF NOT)",
            lambda m: f"CREATE {m[1] or ''}INDEX IF NOT EXISTS ",
            row[0],
        )
        for row in found.fetchall()
    ]

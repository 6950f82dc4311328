"""A device's copy: the first in pages, then what changed. Permissions are asked anew for every document
sent.
"""

import heapq
from collections.abc import Collection, Iterable
from typing import Any

import frappe
from oasis_crm.offline import audience, log
from oasis_crm.offline.cursor import Cursor, decode, scope_mark
from oasis_crm.offline.shapes import SHAPES, Shape
from oasis_crm.permissions.conditions import restrict
from oasis_crm.permissions.scope import Scope, scope_of
from oasis_crm.services import settings

DOCTYPES = tuple(SHAPES)
MOST = 2000
#: The document that a row travels in; no field of any DocType is called so.
_PARENT = "travels_in"

Change = dict[str, Any]


def pull(cursor: str | None, limit: int) -> dict[str, Any]:
    """The next page for the session's user: `{changes, cursor, done, reset}`."""
    log.flush()
    scope, limit = scope_of(), max(1, min(limit, MOST))
    at = decode(cursor)
    fresh = at is None or at.scope != scope_mark(scope) or not log.is_gapless_after(at.log)
    if fresh or at is None:
        at = Cursor(scope_mark(scope), log.latest(), step=0)
    changes, following = _copy(at, scope, limit) if at.step is not None else _changes(at, scope, limit)
    done = following.step is None and len(changes) < limit
    return {"changes": changes, "cursor": following.encode(), "done": done, "reset": fresh}


def _copy(at: Cursor, scope: Scope, limit: int) -> tuple[list[Change], Cursor]:
    """The next documents of the first copy, DocType by DocType, each in the order of names."""
    changes: list[Change] = []
    step, last = at.step or 0, at.name
    while step < len(DOCTYPES) and len(changes) < limit:
        names = heapq.nsmallest(limit - len(changes), _names_after(DOCTYPES[step], last, scope))
        changes += _present(DOCTYPES[step], names)
        if len(changes) < limit:
            step, last = step + 1, ""
        else:
            last = names[-1]
    # The copy took a while: what changed since it began comes from the log.
    finished = step == len(DOCTYPES)
    return changes, Cursor(at.scope, at.log, None if finished else step, "" if finished else last)


def _names_after(doctype: str, last: str, scope: Scope) -> list[str]:
    """The names in scope beyond `last`, unordered: sorting in the database would scan the table by name."""
    table = frappe.qb.DocType(doctype)
    query = restrict(frappe.qb.from_(table).select(table.name), doctype, visited=True)
    if scope.everything and SHAPES[doctype].recent:
        query = query.orderby(table.modified, order=frappe.qb.desc).limit(settings.number("working_set_size"))
    return [name for (name,) in query.run() if name > last]


def _changes(at: Cursor, scope: Scope, limit: int) -> tuple[list[Change], Cursor]:
    """What the log says since the cursor: each document once, as it is now or as gone."""
    table = frappe.qb.DocType(log.DOCTYPE)
    query = frappe.qb.from_(table).select(table.name, table.ref_doctype, table.ref_name)
    query = query.where(table.name > at.log).orderby(table.name).limit(limit)
    heard = audience.heard_by(scope)
    if heard is None:
        query = query.where(
            table.audience.not_like("user:%") | (table.audience == audience.of_user(scope.user))
        )
    else:
        query = query.where(table.audience.isin(sorted(heard)))
    rows = query.run()
    named: dict[str, dict[str, None]] = {}
    for _entry, doctype, name in rows:
        named.setdefault(doctype, {})[name] = None
    changes = [
        change for doctype in DOCTYPES if doctype in named for change in _now(doctype, list(named[doctype]))
    ]
    following = Cursor(at.scope, rows[-1][0] if rows else at.log)
    if len(rows) == limit and len(changes) < limit:
        # Several entries named the same document: the page is full although it looks short.
        more, following = _changes(following, scope, limit - len(changes))
        seen = {(change["doctype"], change["name"]) for change in more}
        changes = [change for change in changes if (change["doctype"], change["name"]) not in seen] + more
    return changes, following


def _now(doctype: str, names: list[str]) -> list[Change]:
    """The documents that the user may read, and the others as removed."""
    present = {change["name"]: change for change in _present(doctype, names)}
    return [present.get(name) or {"doctype": doctype, "name": name, "removed": True} for name in names]


def _present(doctype: str, names: Collection[str]) -> list[Change]:
    if not names:
        return []
    shape, table = SHAPES[doctype], frappe.qb.DocType(doctype)
    query = frappe.qb.from_(table).select(table.name, *(table[field] for field in shape.fields))
    rows = restrict(query.where(table.name.isin(list(names))), doctype, visited=True).run(as_dict=True)
    tables = _children(shape, [row.name for row in rows])
    return [
        {"doctype": doctype, "name": row.name, "doc": _filled(row) | tables.get(row.name, {})}
        for row in sorted(rows, key=lambda row: row.name)
    ]


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    """Only what holds something: empty fields are most of a page's bytes."""
    return {field: value for field, value in row.items() if value not in (None, "")}


def _children(shape: Shape, parents: Iterable[str]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Child rows by parent and table field."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for field, child in shape.tables.items():
        table = frappe.qb.DocType(child.doctype)
        query = frappe.qb.from_(table).select(
            table[child.link].as_(_PARENT), *(table[name] for name in child.fields)
        )
        query = query.where(table[child.link].isin(list(parents) or [""]))
        for column, value in (child.where or {"parentfield": field}).items():
            query = query.where(table[column] == value)
        rows = query.orderby(table[child.link]).orderby(table[child.order]).run(as_dict=True)
        for row in rows:
            found.setdefault(row.pop(_PARENT), {}).setdefault(field, []).append(_filled(row))
    return found

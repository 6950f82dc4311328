"""A table to be written: which columns, and rows with the framework's own columns in front."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

STANDARD = ("name", "owner", "modified_by", "creation", "modified", "docstatus", "idx")
CHILD = (*STANDARD, "parent", "parenttype", "parentfield")


@dataclass(frozen=True)
class Table:
    """`rows` in the order of `fields`; they may be made while they are written."""

    doctype: str
    fields: tuple[str, ...]
    rows: Iterable[tuple[Any, ...]]


def head(
    name: str, owner: str, creation: str, modified: str | None = None, docstatus: int = 0
) -> tuple[Any, ...]:
    """The values of STANDARD."""
    return (name, owner, owner, creation, modified or creation, docstatus, 0)


def child_head(
    name: str, parent_head: tuple[Any, ...], idx: int, parenttype: str, field: str
) -> tuple[Any, ...]:
    """The values of CHILD for a row of a document with that head."""
    parent, owner, _, creation, modified, docstatus, _ = parent_head
    return (name, owner, owner, creation, modified, docstatus, idx, parent, parenttype, field)


def hash_name(kind: str, number: int) -> str:
    """A name in the form of the framework's random ones, the same every time."""
    return f"{kind}{number:0{10 - len(kind)}x}"

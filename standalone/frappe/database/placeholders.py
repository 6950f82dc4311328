"""SQL written with `%s` and `%(name)s` in SQLite's own placeholders."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

MARK = re.compile(r"%\((\w+)\)s|%(s)|%%")
TIGHT = re.compile(r"\(\s*$")


def portable(query: str, values: Any) -> tuple[str, list[Any]]:
    """The statement with `?` and its values in order; a list or tuple becomes a bracketed list of marks."""
    if values is None or (isinstance(values, tuple | list | dict) and not values):
        return query, []
    if not isinstance(values, Mapping | tuple | list):
        values = (values,)
    bound: list[Any] = []
    position = 0

    def place(mark: re.Match[str]) -> str:
        nonlocal position
        if mark[0] == "%%":
            return "%"
        if mark[1]:
            value = values[mark[1]]
        else:
            value, position = values[position], position + 1
        if isinstance(value, list | tuple | set | frozenset):
            bound.extend(value)
            marks = ", ".join("?" * len(value)) or "NULL"
            return f"({marks})"
        bound.append(value)
        return "?"

    return MARK.sub(place, query), bound

"""Reads the app's sources and finds what would not work on this engine, or not on every database."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "oasis_crm"
FUNCTIONS = "count|sum|avg|min|max|ifnull|coalesce|group_concat|concat|date_format"
SQL_FUNCTION = re.compile(rf"\b({FUNCTIONS})\s*\(", re.IGNORECASE)
SQL = re.compile(r"`tab|\b(select|update|delete)\b.*`", re.IGNORECASE)
UNPORTABLE = {"DateFormat", "GroupConcat", "Extract", "Interval"}
UNPORTABLE_HOMES = ("pypika", "frappe.query_builder")
QUERIES = {"get_all", "get_list", "get_value", "get_values"}
# Bound to a request or site: what they hold is known only then.
OPEN = {"local", "session", "flags", "conf", "form_dict", "request", "response", "user", "lang"}
# these too, but their class is known
PROXIES = {"db": "frappe.database.database.Database", "cache": "frappe.utils.caching.Cache"}
MAY_QUOTE = ("permissions/", "tests/")
MAY_COMMIT = ("patches/", "www/", "demo/", "tests/")
JOBS = re.compile(r"(^|[_/])jobs?\.py$")


class Finding(NamedTuple):
    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"


def sources() -> Iterator[Path]:
    yield from sorted(file for file in APP.rglob("*.py") if "node_modules" not in file.parts)


def findings(file: Path) -> list[Finding]:
    return list(findings_in(ast.parse(file.read_text(encoding="utf-8")), file.relative_to(APP).as_posix()))


def findings_in(tree: ast.AST, place: str) -> Iterator[Finding]:
    """What is wrong in one module; `place` is its path inside the app."""
    lines = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    prose = {id(line) for line in lines if isinstance(line, ast.Constant)}
    for node in ast.walk(tree):
        if id(node) in prose:
            continue
        where = f"{place}:{getattr(node, 'lineno', 0)}"
        for problem in problems(node, place):
            yield Finding(where, problem)


def problems(node: ast.AST, place: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield from import_problems(alias.name, None)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        for alias in node.names:
            yield from import_problems(node.module, alias.name)
    elif isinstance(node, ast.Attribute):
        yield from attribute_problems(dotted(node), place)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        if "`" in node.value and SQL.search(node.value) and not place.startswith(MAY_QUOTE):
            yield "backticks outside of permission_query_conditions"
    elif isinstance(node, ast.Call):
        yield from query_problems(node)


def import_problems(module: str, name: str | None) -> Iterator[str]:
    root = module.split(".")[0]
    if root in ("rq", "redis"):
        yield f"{root} is the bench's, not the app's"
    if name in UNPORTABLE and module.startswith(UNPORTABLE_HOMES):
        yield f"{name} works on one database only"
    if root == "frappe" and not importable(module, name):
        yield f"the engine has no {module}{'.' + name if name else ''}"


def importable(module: str, name: str | None) -> bool:
    try:
        found = importlib.import_module(module)
    except ImportError:
        return False
    if name is None or name == "*":
        return True
    return has(found, name) or importable(f"{module}.{name}", None)


def has(thing: Any, name: str) -> bool:
    try:
        getattr(thing, name)
    except (AttributeError, NotImplementedError):
        return False
    except RuntimeError:  # a proxy: there, but bound to a site only in a request
        return True
    return True


def dotted(node: ast.expr) -> tuple[str, ...]:
    """("frappe", "db", "exists") for that expression; empty for anything that is not a plain path."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return (*inner, node.attr) if inner else ()
    return ()


def attribute_problems(path: tuple[str, ...], place: str) -> Iterator[str]:
    if not path or path[0] != "frappe":
        return
    if path[:3] == ("frappe", "db", "sql"):
        yield "frappe.db.sql"
    if path[:3] == ("frappe", "db", "commit") and not may_commit(place):
        yield "frappe.db.commit outside of jobs, patches and get_context"
    missing = first_missing(path)
    if missing:
        yield f"the engine has no {missing}"


def may_commit(place: str) -> bool:
    a_test = place.startswith("tests/") or "/tests/" in place
    return a_test or place.startswith(MAY_COMMIT) or place in scheduled() or bool(JOBS.search(place))


def scheduled() -> set[str]:
    """The files of the functions that the scheduler runs."""
    hooks: dict[str, Any] = importlib.import_module("oasis_crm.hooks").__dict__.get("scheduler_events", {})
    methods = [method for key, named in hooks.items() if key != "cron" for method in named]
    methods += [method for named in hooks.get("cron", {}).values() for method in named]
    return {"/".join(method.split(".")[1:-1]) + ".py" for method in methods}


def first_missing(path: tuple[str, ...]) -> str | None:
    """The first part of a path that the engine lacks."""
    found: Any = importlib.import_module("frappe")
    for depth, name in enumerate(path[1:], 2):
        if depth == 2 and name in OPEN:
            return None
        if depth == 2 and name in PROXIES:
            module, _, attribute = PROXIES[name].rpartition(".")
            found = getattr(importlib.import_module(module), attribute)
            continue
        if not is_known(found, name, ".".join(path[: depth - 1])):
            return ".".join(path[:depth])
        found = getattr(found, name, None)
        if not isinstance(found, (type, ModuleType)):
            return None
    return None


def is_known(thing: Any, name: str, path: str) -> bool:
    if name in getattr(thing, "__annotations__", {}) or has(thing, name):
        return True
    if isinstance(thing, type) and name in thing.__init__.__code__.co_names:
        return True  # an attribute that every instance gets
    return hasattr(thing, "__path__") and importable(f"{path}.{name}", None)


def query_problems(call: ast.Call) -> Iterator[str]:
    """SQL functions in the field strings of a query."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in QUERIES:
        return
    given = [word.value for word in call.keywords if word.arg in ("fields", "fieldname")]
    for node in [inner for value in [*given, *call.args[1:]] for inner in ast.walk(value)]:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL_FUNCTION.search(node.value):
            yield f"an SQL function in a field string: {node.value}"

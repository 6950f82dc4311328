"""Collects every string that a person can see, so that none stays untranslated."""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "oasis_crm"
ENGINE = ROOT / "standalone" / "frappe"
FRONTEND = ROOT / "frontend" / "src"
IN_SCRIPTS = re.compile(r"""\b__\(\s*(["'`])((?:\\.|(?!\1).)+)\1""", re.DOTALL)
SAYS_NOTHING = re.compile(r"[\W\d_]*")


def of_python(folder: Path) -> Iterator[tuple[str, str]]:
    """(message, file) of every `_("…")`."""
    for file in sorted(folder.rglob("*.py")):
        if "tests" in file.parts or file.name.startswith("test_"):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and called(node.func) == "_":
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value.strip(), file.name


def called(function: ast.expr) -> str:
    return getattr(function, "id", None) or getattr(function, "attr", "")


def of_scripts(*folders: Path) -> Iterator[tuple[str, str]]:
    """(message, file) of every `__("…")` in scripts and components."""
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".ts", ".vue", ".js") and ".test." not in file.name:
                for _quote, text in IN_SCRIPTS.findall(file.read_text(encoding="utf-8")):
                    yield text.replace("\\'", "'").replace('\\"', '"').strip(), file.name


def translations(*files: Path) -> dict[str, str]:
    """Source → translation, from csv and json files; contexts are left out."""
    known: dict[str, str] = {}
    for file in files:
        if not file.exists():
            continue
        if file.suffix == ".json":
            known.update(json.loads(file.read_text(encoding="utf-8")))
        else:
            with open(file, encoding="utf-8", newline="") as lines:
                known.update({row[0].strip(): row[1].strip() for row in csv.reader(lines) if len(row) > 1})
    return known


def missing(found: Iterator[tuple[str, str]], known: dict[str, str]) -> dict[str, str]:
    """Message → a file that says it, for those without a translation."""
    return {text: file for text, file in found if not SAYS_NOTHING.fullmatch(text) and not known.get(text)}

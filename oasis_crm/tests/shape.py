"""The app's own DocTypes, modules and visible strings, as the contract tests walk them."""

import ast
import csv
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import oasis_crm
from oasis_crm.permissions import roles
from oasis_crm.setup import records, workflows

APP = Path(oasis_crm.__file__).parent
#: `__("…")` in a form script.
_SCRIPTED = re.compile(r'__\("([^"]+)"')
DOCTYPES = APP / "oasis_crm" / "doctype"


@lru_cache
def doctypes() -> dict[str, dict[str, Any]]:
    """Name → what its JSON says."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(DOCTYPES.glob("*/*.json"))]
    return {doctype["name"]: doctype for doctype in found}


def fields_of(doctype: str) -> dict[str, dict[str, Any]]:
    return {field["fieldname"]: field for field in doctypes()[doctype]["fields"]}


def leading_columns(doctype: str) -> set[str]:
    """The first columns of the indexes that the controller adds."""
    snake = doctype.lower().replace(" ", "_")
    controller = (DOCTYPES / snake / f"{snake}.py").read_text(encoding="utf-8")
    return set(re.findall(r'add_index\("[^"]+", \["(\w+)"', controller))


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """The app's Python files without its tests, parsed."""
    for path in sorted(APP.rglob("*.py")):
        if "tests" not in path.parts and "node_modules" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def strings() -> dict[str, str]:
    """Every string that a user may see → where it comes from."""
    found: dict[str, str] = {}
    for text, source in (*_of_doctypes(), *_of_code(), *_of_scripts(), *_of_desk(), *_of_setup()):
        if any(char.isalpha() for char in text):
            found.setdefault(text, source)
    return found


def translations(language: str) -> dict[str, str]:
    """Source → translation."""
    with (APP / "translations" / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        return {row[0]: row[1] for row in csv.reader(file)}


def _of_doctypes() -> Iterator[tuple[str, str]]:
    for name, doctype in doctypes().items():
        yield name, name
        for field in doctype["fields"]:
            yield from ((field[key], name) for key in ("label", "description") if field.get(key))
            if field["fieldtype"] == "Select":
                yield from ((option, name) for option in field["options"].split("\n"))


def _of_code() -> Iterator[tuple[str, str]]:
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value, path.name


def _of_scripts() -> Iterator[tuple[str, str]]:
    for path in sorted((APP / "oasis_crm").rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        yield from ((match.group(1), path.name) for match in _SCRIPTED.finditer(text))


def _of_desk() -> Iterator[tuple[str, str]]:
    for kind in ("workspace", "number_card", "dashboard_chart"):
        for path in sorted((APP / "oasis_crm" / kind).glob("*/*.json")):
            document = json.loads(path.read_text(encoding="utf-8"))
            yield document["name"], path.name
            for row in (*document.get("links", []), *document.get("shortcuts", [])):
                yield row["label"], path.name


def _of_setup() -> Iterator[tuple[str, str]]:
    shipped = (*records.PRODUCTS, *records.DOCUMENT_TYPES, *records.OUTCOMES, *workflows.records())
    for record in shipped:
        yield record[records.KEYS[record["doctype"]]], record["doctype"]
    yield from ((role, "Role") for role in roles.EVERYONE)

"""Names of new documents: by field, series, pattern, prompt or chance."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from frappe.context import local
from frappe.exceptions import NameError, ValidationError
from frappe.messages import throw
from frappe.model.meta import get_meta
from frappe.translate import _
from frappe.utils.dates import now_datetime
from frappe.utils.numbers import cint
from frappe.utils.text import cstr, generate_hash, strip

BRACES = re.compile(r"\{([^{}]*)\}")
NEXT = (
    "INSERT INTO tabSeries (name, current) VALUES (?, 1) "
    "ON CONFLICT (name) DO UPDATE SET current = current + 1 RETURNING current"
)
ABSENT = object()
DATE_PARTS = {
    "YY": "%y", "YYYY": "%Y", "MM": "%m", "DD": "%d", "JJJ": "%j", "WW": "%V",
    "timestamp": "%Y-%m-%d %H:%M:%S.%f",
}  # fmt: skip


def set_new_name(doc: Any) -> None:
    """Gives the document its name by the first rule that applies to it."""
    meta = get_meta(doc.doctype)
    autoname = meta.autoname
    doc.run_method("before_naming") if hasattr(doc, "run_method") else None
    if doc.get("amended_from"):
        doc.name = amended_name(doc)
    elif meta.issingle:
        doc.name = doc.doctype
    elif meta.istable:
        doc.name = doc.name if doc.get("name") else generate_hash(length=10)
        return
    else:
        doc.name = _own_or_ruled(doc, autoname)
    doc.name = validate_name(doc.doctype, doc.name)


def _own_or_ruled(doc: Any, autoname: str) -> Any:
    if not doc.is_new() and doc.get("name"):
        return doc.name
    kept = doc.name if local.flags.in_import or doc.flags.keep_name or autoname.lower() == "prompt" else None
    doc.name = None
    if hasattr(doc, "run_method"):
        doc.run_method("autoname")
    if doc.name:
        return doc.name
    if kept:
        return kept
    if autoname:
        set_by_rule(doc, autoname)
    return doc.name or make_autoname("hash", doc.doctype)


def set_by_rule(doc: Any, autoname: str) -> None:
    rule = autoname.lower()
    if rule.startswith("field:"):
        value = cstr(doc.get(autoname[6:])).strip()
        if not value:
            throw(
                _("{0} is needed for the name").format(_(doc.meta.get_label(autoname[6:]))), ValidationError
            )
        doc.name = value
    elif rule.startswith("naming_series:"):
        if not doc.get("naming_series"):
            throw(_("A naming series is needed"), ValidationError)
        doc.name = (
            make_autoname(f"{doc.naming_series}.#####", doc=doc)
            if "#" not in doc.naming_series
            else make_autoname(doc.naming_series, doc=doc)
        )
    elif rule.startswith("prompt"):
        if not doc.name:
            throw(_("A name is needed"), ValidationError)
    elif rule.startswith("format:"):
        doc.name = format_name(autoname[7:], doc)
    elif rule != "hash":
        doc.name = make_autoname(autoname, doc=doc)


def format_name(pattern: str, doc: Any) -> str:
    """`PRE-{field}-{YYYY}-{####}`"""

    def part(match: re.Match[str]) -> str:
        return parse_naming_series([match[1]], doc=doc, series=pattern.split(match[0])[0])

    return BRACES.sub(part, pattern)


def make_autoname(key: str = "", doctype: str = "", doc: Any = "", *, ignore_validate: bool = False) -> str:
    """A name from `PRE-.YYYY.-.####`; the counter is kept by what stands before it."""
    if key == "hash":
        return generate_hash(length=10)
    parts = key.split(".")
    if "#" not in key:
        parts = [key, "#####"] if not key.endswith(".") else [*key.rstrip(".").split("."), "#####"]
    return parse_naming_series(parts, doctype, doc)


def parse_naming_series(
    parts: list[str] | str, doctype: str | None = None, doc: Any = None,
    number_generator: Callable[[str, int], str] | None = None, series: str = "",
) -> str:  # fmt: skip
    name = ""
    done = False
    for part in parts.split(".") if isinstance(parts, str) else parts:
        if not part:
            continue
        if part.startswith("#"):
            if not done:
                prefix = (series and _evaluated(series, doc)) or name
                name += (number_generator or getseries)(prefix, len(part))
                done = True
        else:
            name += _part(part, doc)
    return name


def _evaluated(text: str, doc: Any) -> str:
    return BRACES.sub(lambda match: _part(match[1], doc), text)


def _part(part: str, doc: Any) -> str:
    if part in DATE_PARTS:
        return now_datetime().strftime(DATE_PARTS[part])
    field = part.strip("{}")
    if doc and (part != field or doc.get(field, ABSENT) is not ABSENT):
        return cstr(doc.get(field)).strip()
    return part


def getseries(key: str, digits: int) -> str:
    """The next number after `key`, filled with zeros."""
    current = local.db.execute(NEXT, (key,)).fetchall()[0][0]
    return f"{current:0{digits}d}"


def revert_series_if_last(key: str, name: str, doc: Any = None) -> None:
    """Gives the number back when the document that took the last one goes."""
    prefix, hashes = _prefix(key, doc)
    if not hashes or not name.startswith(prefix):
        return
    number = name[len(prefix) :]
    if number.isdigit():
        local.db.execute(
            "UPDATE tabSeries SET current = current - 1 WHERE name=? AND current=?", (prefix, cint(number))
        )


def _prefix(key: str, doc: Any) -> tuple[str, str]:
    """What stands before the counter, evaluated, and the counter's hashes."""
    if key.startswith("format:"):
        before, _brace, rest = key[7:].partition("{#")
        return _evaluated(before, doc), "#" if rest else ""
    parts = [part for part in key.split(".") if part]
    if not parts or not parts[-1].startswith("#"):
        return "", ""
    return "".join(_part(part, doc) for part in parts[:-1]), parts[-1]


def amended_name(doc: Any) -> str:
    """FC-0001 → FC-0001-1 → FC-0001-2"""
    original = str(doc.amended_from)
    prefix, dash, last = original.rpartition("-")
    if dash and last.isdigit() and local.db.get_value(doc.doctype, original, "amended_from"):
        return f"{prefix}-{int(last) + 1}"
    return f"{original}-1"


def validate_name(doctype: str, name: Any, case: str | None = None) -> Any:
    if isinstance(name, int):
        return name
    if not name:
        throw(_("{0} needs a name").format(_(doctype)), ValidationError)
    text = strip(str(name))
    if len(text) > 140:
        throw(_("A name has at most 140 characters"), ValidationError)
    if text.startswith(f"New {doctype}"):
        throw(_("{0} cannot be a name").format(text), NameError)
    if text == doctype and not get_meta(doctype).issingle and doctype != "DocType":
        throw(_("A name cannot be that of its DocType"), NameError)
    if re.search(r"[<>]", text):
        throw(_("{0} cannot be a name: < and > may not be in it").format(text), NameError)
    return text

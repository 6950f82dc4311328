"""A site's whole content as one file, and back: how a standalone site moves to a bench.

The file is a zip: `about.json`; `rows/<DocType>.jsonl`, a row a line; `stored/…`, the files; and
`counters.json`, `singles.json`, `secrets.json`. Secrets are in the clear: the new site has its own key.
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import frappe
from frappe import _
from frappe.utils.password import get_decrypted_password, set_encrypted_password

FORMAT = 1
MODULE = "Oasis CRM"
CHUNK = 5000
#: What people made in DocTypes of the framework, and how admins changed the workflows.
FRAMEWORK = (
    "Role", "User", "User Permission", "File", "Comment", "Version", "Notification Log", "Deleted Document",
    "Translation", "Workflow State", "Workflow Action Master", "Workflow",
)  # fmt: skip
#: Each site has its own; devices ask for everything again at the new address.
LEFT_BEHIND = ("Sync Change",)
#: Columns of a table that are no fields.
_BESIDE = ("_comments", "_liked_by", "_assign", "_user_tags")
_EACH_SITES = ("Administrator", "Guest")

Progress = Callable[[str], object]


class BundleError(frappe.ValidationError):
    """The file is no bundle, or the site is not one to load it into."""


def write(path: str, progress: Progress = print) -> dict[str, int]:
    """Write everything into a new file, readable for its owner only; answers the rows by DocType."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with (
        os.fdopen(handle, "wb") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z,
    ):
        counts = {}
        for doctype in _doctypes():
            counts[doctype] = _write_rows(z, doctype)
            progress(f"  {doctype}: {counts[doctype]:,}")
        for part, rows in (("counters", _counters()), ("singles", _singles()), ("secrets", _secrets())):
            z.writestr(f"{part}.json", json.dumps(rows, default=str))
        for url in _files():
            z.write(_place(url), f"stored{url}")
        z.writestr("about.json", json.dumps({"format": FORMAT, "rows": counts}))
    return counts


def load(path: str, progress: Progress = print) -> dict[str, int]:
    """Fill an empty site from a bundle; answers the rows by DocType.

    Raises BundleError where the site has firms already or the file is no bundle.
    """
    if frappe.db.count("Firm"):
        frappe.throw(_("There are firms already: a bundle goes into an empty site."), BundleError)
    try:
        with zipfile.ZipFile(path) as z:
            return _load(z, progress)
    except (zipfile.BadZipFile, KeyError, ValueError, FileNotFoundError) as error:
        raise BundleError(_("{0} is not a bundle of an Oasis site.").format(path)) from error


def _load(z: zipfile.ZipFile, progress: Progress) -> dict[str, int]:
    about = json.loads(z.read("about.json"))
    if about["format"] != FORMAT:
        raise ValueError(about["format"])
    _load_files(z)
    for doctype, count in about["rows"].items():
        _load_rows(z, doctype)
        progress(f"  {doctype}: {count:,}")
    _load_counters(json.loads(z.read("counters.json")))
    _load_singles(json.loads(z.read("singles.json")))
    _load_secrets(json.loads(z.read("secrets.json")))
    frappe.clear_cache()
    return dict(about["rows"])


def _doctypes() -> list[str]:
    """The tables of a bundle: the framework's, their child tables, and the app's own."""
    own = frappe.get_all("DocType", {"module": MODULE, "issingle": 0}, pluck="name", order_by="name asc")
    return [name for name in (*FRAMEWORK, *_children(), *own) if name not in LEFT_BEHIND]


def _children() -> list[str]:
    fields = [field for doctype in FRAMEWORK for field in frappe.get_meta(doctype).get_table_fields()]
    return list(dict.fromkeys(field.options for field in fields if frappe.db.table_exists(field.options)))


def _write_rows(z: zipfile.ZipFile, doctype: str) -> int:
    count = 0
    with z.open(f"rows/{doctype}.jsonl", "w", force_zip64=True) as out:
        for row in _rows(doctype):
            out.write(json.dumps(row, default=str, ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


def _rows(doctype: str) -> Iterator[dict[str, Any]]:
    table = frappe.qb.DocType(doctype)
    query = frappe.qb.from_(table).select("*").orderby(table.name).limit(CHUNK)
    if doctype == "User":
        query = query.where(table.name.notin(_EACH_SITES))
    elif doctype in _children():
        query = query.where(table.parenttype.isin(FRAMEWORK) & table.parent.notin(_EACH_SITES))
    rows = query.run(as_dict=True)
    while rows:
        yield from rows
        rows = query.where(table.name > rows[-1]["name"]).run(as_dict=True)


def _load_rows(z: zipfile.ZipFile, doctype: str) -> None:
    meta = frappe.get_meta(doctype)
    known = {*meta.get_valid_columns(), *(() if meta.istable else _BESIDE)}
    if doctype not in (*FRAMEWORK, *_children()):
        frappe.db.delete(doctype)
    with z.open(f"rows/{doctype}.jsonl") as lines:
        while rows := [json.loads(line) for line in islice(lines, CHUNK)]:
            _make_room(doctype, [row["name"] for row in rows])
            columns = [column for column in rows[0] if column in known]
            values = [[row[column] for column in columns] for row in rows]
            frappe.db.bulk_insert(doctype, columns, values, chunk_size=CHUNK)


def _make_room(doctype: str, names: list[str]) -> None:
    """Take away what the new site brought of the framework's own under the same names."""
    if doctype not in FRAMEWORK:
        return
    frappe.db.delete(doctype, {"name": ("in", names)})
    for field in frappe.get_meta(doctype).get_table_fields():
        if field.options in _children():
            frappe.db.delete(field.options, {"parenttype": doctype, "parent": ("in", names)})


def _counters() -> list[list[Any]]:
    series = frappe.qb.DocType("Series")
    return [list(row) for row in frappe.qb.from_(series).select("name", "current").orderby("name").run()]


def _load_counters(rows: list[list[Any]]) -> None:
    series = frappe.qb.DocType("Series")
    for name, current in rows:
        frappe.qb.from_(series).delete().where(series.name == name).run()
        frappe.qb.into(series).columns("name", "current").insert(name, current).run()


def _singles() -> dict[str, dict[str, Any]]:
    names = frappe.get_all("DocType", {"module": MODULE, "issingle": 1}, pluck="name", order_by="name asc")
    return {name: frappe.db.get_singles_dict(name) for name in names}


def _load_singles(singles: dict[str, dict[str, Any]]) -> None:
    for doctype, values in singles.items():
        frappe.db.set_single_value(doctype, values, update_modified=False)


def _secrets() -> list[list[Any]]:
    """(doctype, name, fieldname, value, whether it was encrypted) of what the bundle's documents keep."""
    auth = frappe.qb.Table("__Auth")
    rows = frappe.qb.from_(auth).select("doctype", "name", "fieldname", "password", "encrypted").run()
    kept = [row for row in rows if row[1] not in _EACH_SITES]
    return [
        [*row[:3], get_decrypted_password(*row[:3], raise_exception=False) if row[4] else row[3], row[4]]
        for row in kept
    ]


def _load_secrets(rows: list[list[Any]]) -> None:
    auth = frappe.qb.Table("__Auth")
    columns = ("doctype", "name", "fieldname", "password", "encrypted")
    for doctype, name, field, value, encrypted in rows:
        if encrypted:
            set_encrypted_password(doctype, name, value, field)
            continue
        same = (auth.doctype == doctype) & (auth.name == name) & (auth.fieldname == field)
        frappe.qb.from_(auth).delete().where(same).run()
        frappe.qb.into(auth).columns(*columns).insert(doctype, name, field, value, 0).run()


def _files() -> list[str]:
    """The addresses of stored files, each once."""
    urls = frappe.get_all("File", {"is_folder": 0}, pluck="file_url", order_by="name asc")
    return [url for url in dict.fromkeys(urls) if url and _place(url) and os.path.isfile(_place(url))]


def _place(url: str) -> str:
    """Where a stored file of that address lies; "" for an address elsewhere."""
    folder, _slash, name = url.rpartition("/")
    if name in ("", ".", ".."):
        return ""
    parts = {"/private/files": ("private", "files"), "/files": ("public", "files")}.get(folder)
    return frappe.get_site_path(*parts, name) if parts else ""


def _load_files(z: zipfile.ZipFile) -> None:
    for name in z.namelist():
        place = _place(name.removeprefix("stored")) if name.startswith("stored/") else ""
        if place:
            with z.open(name) as source, open(place, "wb") as target:
                shutil.copyfileobj(source, target)

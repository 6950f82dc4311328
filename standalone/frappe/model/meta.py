"""What a DocType says about its documents, read once and kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from frappe.context import local
from frappe.exceptions import DoesNotExistError
from frappe.model.fieldtypes import (
    CHILD_TABLE_FIELDS,
    LAYOUT,
    NO_VALUE,
    OPTIONAL_FIELDS,
    STANDARD_COLUMNS,
    TABLES,
)
from frappe.translate import _
from frappe.types import _dict
from frappe.utils.caching import cache
from frappe.utils.numbers import cint, get_number_format_info
from frappe.utils.settings import get_system_setting

# the DocTypes that describe DocTypes come from their files: nothing could be read without them
ABOUT_DOCTYPES = ("DocType", "DocField", "DocPerm")
TABLES_ALONE = {
    "Singles": frozenset(("doctype", "field", "value")),
    "Series": frozenset(("name", "current")),
    "Sessions": frozenset(("sid", "user", "sessiondata", "ipaddress", "lastupdate", "status")),
}
CORE = Path(__file__).parent.parent / "core" / "doctype"
FLAGS = (
    "reqd", "unique", "search_index", "read_only", "hidden", "permlevel", "set_only_once", "non_negative",
    "length", "allow_on_submit", "no_copy", "ignore_user_permissions", "ignore_xss_filter", "is_virtual",
    "fetch_if_empty", "in_list_view", "in_standard_filter", "in_global_search", "not_nullable", "bold",
    "translatable",
)  # fmt: skip
RIGHTS = (
    "select", "read", "write", "create", "delete", "submit", "cancel", "amend", "print", "email", "report",
    "import", "export", "share",
)  # fmt: skip


class Meta:
    """A DocType's own properties as attributes, `fields` and `permissions` as lists of _dict."""

    def __init__(
        self, row: dict[str, Any], fields: Sequence[dict[str, Any]], permissions: Sequence[dict[str, Any]]
    ):
        self.doctype = "DocType"
        self.properties = _dict(row)
        self.name: str = row["name"]
        self.fields = [_field(self.name, index, df) for index, df in enumerate(fields, 1)]
        self.permissions = [
            _dict({**dict.fromkeys(RIGHTS, 0), "permlevel": 0, "if_owner": 0, **perm}) for perm in permissions
        ]
        for perm in self.permissions:
            perm.permlevel = cint(perm.permlevel)
        self.by_name = {df.fieldname: df for df in self.fields}
        self.istable = bool(cint(row.get("istable")))
        self.issingle = bool(cint(row.get("issingle")))
        self.is_submittable = bool(cint(row.get("is_submittable")))
        self.track_changes = bool(cint(row.get("track_changes")))
        self.custom = bool(cint(row.get("custom")))
        self.autoname: str = row.get("autoname") or ""
        self.sort_field: str = row.get("sort_field") or "creation"
        self.sort_order: str = row.get("sort_order") or "DESC"
        self.title_field: str | None = row.get("title_field")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.__dict__["properties"].get(name)

    def get(self, key: str, filters: Any = None, default: Any = None) -> Any:
        """A property; for `fields` with filters, the fields that have these values."""
        if key == "fields" and isinstance(filters, dict):
            if any(isinstance(value, list | tuple) for value in filters.values()):
                raise NotImplementedError(
                    "meta.get: filters with operators are not part of the standalone engine"
                )
            return [df for df in self.fields if all(df.get(name) == value for name, value in filters.items())]
        value = getattr(self, key, None)
        return default if value is None else value

    # --- fields

    def get_field(self, fieldname: str) -> Any:
        return self.by_name.get(fieldname)

    def has_field(self, fieldname: str) -> bool:
        return fieldname in self.by_name

    def get_label(self, fieldname: str) -> str:
        df = self.by_name.get(fieldname)
        return (df.label or fieldname) if df else _(fieldname.replace("_", " ").title())

    @cached_property
    def value_fields(self) -> list[Any]:
        """The fields that have a column."""
        return [df for df in self.fields if df.fieldtype not in NO_VALUE]

    @cached_property
    def valid_columns(self) -> list[str]:
        """What a document carries: standard columns, fields, in a row those that name its parent."""
        parents = CHILD_TABLE_FIELDS if self.istable else ()
        return [*STANDARD_COLUMNS, *(df.fieldname for df in self.value_fields), *parents]

    def get_valid_columns(self) -> list[str]:
        return self.valid_columns

    @cached_property
    def columns(self) -> frozenset[str]:
        """Every column of the table."""
        extra = CHILD_TABLE_FIELDS if self.istable else OPTIONAL_FIELDS
        names = {df.fieldname for df in self.value_fields}
        return frozenset((*STANDARD_COLUMNS, *names, *extra))

    @cached_property
    def table_fields(self) -> list[Any]:
        return [df for df in self.fields if df.fieldtype in TABLES]

    def get_table_fields(self, include_computed: bool = False) -> list[Any]:
        return list(self.table_fields)

    @cached_property
    def table_names(self) -> frozenset[str]:
        return frozenset(df.fieldname for df in self.table_fields)

    @cached_property
    def link_fields(self) -> list[Any]:
        return [df for df in self.fields if df.fieldtype == "Link" and df.options != "[Select]"]

    def get_link_fields(self) -> list[Any]:
        return list(self.link_fields)

    @cached_property
    def dynamic_link_fields(self) -> list[Any]:
        return [df for df in self.fields if df.fieldtype == "Dynamic Link"]

    def of_type(self, *fieldtypes: str) -> list[Any]:
        return [df for df in self.fields if df.fieldtype in fieldtypes]

    @cached_property
    def select_fields(self) -> list[tuple[str, Any, frozenset[str]]]:
        """(fieldname, field, what it may hold) of Selects whose options bind."""
        found = self.of_type("Select")
        bound = [
            df for df in found if df.options and df.fieldname != "naming_series" and df.options != "[Select]"
        ]
        return [(df.fieldname, df, frozenset(df.options.split("\n"))) for df in bound if df.options.strip()]

    @cached_property
    def attach_fields(self) -> list[Any]:
        return self.of_type("Attach", "Attach Image")

    @cached_property
    def required_fields(self) -> list[Any]:
        return [df for df in self.fields if df.reqd]

    @cached_property
    def constant_fields(self) -> list[Any]:
        return [df for df in self.fields if df.set_only_once]

    @cached_property
    def high_permlevel_fields(self) -> list[Any]:
        return [df for df in self.fields if df.permlevel]

    @cached_property
    def fetched_from(self) -> dict[str, list[Any]]:
        """Link field → the fields that are fetched through it."""
        found: dict[str, list[Any]] = {}
        for df in self.fields:
            if df.fetch_from and "." in df.fetch_from:
                found.setdefault(df.fetch_from.split(".")[0], []).append(df)
        return found

    def get_title_field(self) -> str:
        if self.title_field:
            return self.title_field
        return "title" if self.has_field("title") else "name"

    @cached_property
    def shown_in_search(self) -> list[str]:
        """The columns that somebody may see who may only choose from these documents."""
        listed = [part.strip() for part in (self.search_fields or "").split(",") if part.strip()]
        return list(dict.fromkeys(["name", *listed, *([self.title_field] if self.title_field else [])]))

    # --- permissions and workflow

    def get_permlevel_access(
        self, permission_type: str = "read", parenttype: str | None = None, *, user: str | None = None
    ) -> list[int]:
        """The levels of fields that the user's roles open; a child table's are its parent's."""
        from frappe.permissions import get_roles

        roles = set(get_roles(user))
        rules = get_meta(parenttype).permissions if self.istable and parenttype else self.permissions
        levels = [rule.permlevel for rule in rules if rule.role in roles and rule.get(permission_type)]
        return list(dict.fromkeys(levels))


def _field(doctype: str, index: int, values: dict[str, Any]) -> _dict:
    df = _dict(values)
    df.setdefault("doctype", "DocField")
    df.parent, df.idx = doctype, index
    for flag in FLAGS:
        df[flag] = cint(df.get(flag))
    if not df.fieldname and df.fieldtype in LAYOUT:
        df.fieldname = f"{df.fieldtype.lower().replace(' ', '_')}_{index}"
    return df


def get_meta(doctype: Any, cached: bool = True) -> Meta:
    """DoesNotExistError where there is no such DocType."""
    name = doctype if isinstance(doctype, str) else getattr(doctype, "doctype", None)
    if not isinstance(name, str):
        raise DoesNotExistError(_("DocType {0} is not there").format(doctype))
    if not cached:
        return load(name)
    meta: Meta = cache.get_value(f"meta::{name}", lambda: load(name))
    return meta


def load(doctype: str) -> Meta:
    if doctype in ABOUT_DOCTYPES:
        return meta_from_file(CORE / doctype.lower() / f"{doctype.lower()}.json")
    database = local.db
    rows = (
        database.rows("SELECT * FROM tabDocType WHERE name=?", (doctype,)) if isinstance(doctype, str) else []
    )
    if not rows or rows[0].name != doctype:
        raise DoesNotExistError(_("DocType {0} is not there").format(doctype))
    fields = database.rows(
        "SELECT * FROM tabDocField WHERE parent=? AND parenttype='DocType' ORDER BY idx", (doctype,)
    )
    perms = database.rows(
        "SELECT * FROM tabDocPerm WHERE parent=? AND parenttype='DocType' ORDER BY idx", (doctype,)
    )
    return Meta(
        rows[0], [*fields, *_workflow_field(doctype, fields), *_amended_field(rows[0], fields)], perms
    )


def _amended_field(row: dict[str, Any], fields: Sequence[Any]) -> list[dict[str, Any]]:
    """What can be submitted can be amended, and says of what it is the amendment."""
    if not cint(row.get("is_submittable")) or any(df["fieldname"] == "amended_from" for df in fields):
        return []
    return [{
        "fieldname": "amended_from", "fieldtype": "Link", "options": row["name"], "label": "Amended From",
        "read_only": 1, "no_copy": 1,
    }]  # fmt: skip


def _workflow_field(doctype: str, fields: Sequence[Any]) -> list[dict[str, Any]]:
    """A workflow whose state field the DocType itself does not have brings it along."""
    from frappe.model.workflow import hidden_state_field

    fieldname = hidden_state_field(doctype)
    if not fieldname or any(df["fieldname"] == fieldname for df in fields):
        return []
    return [{
        "fieldname": fieldname, "fieldtype": "Link", "options": "Workflow State", "label": "Workflow State",
        "hidden": 1, "allow_on_submit": 1, "no_copy": 1,
    }]  # fmt: skip


def meta_of_table(name: str) -> Meta:
    """What is to be known of a table that no DocType describes: its columns."""
    meta = Meta({"name": name}, [], [])
    meta.__dict__["columns"] = TABLES_ALONE[name]
    return meta


def meta_from_file(path: Path) -> Meta:
    described = json.loads(path.read_text(encoding="utf-8"))
    return Meta(described, described.get("fields", []), described.get("permissions", []))


def clear_meta(doctype: str) -> None:
    cache.delete_value(f"meta::{doctype}")
    cache.delete_value("doctype_names")
    cache.delete_value("links_to")


def doctype_exists(doctype: Any) -> bool:
    try:
        get_meta(doctype)
    except DoesNotExistError:
        return False
    return True


def is_single(doctype: str) -> bool:
    return get_meta(doctype).issingle


def links_to(doctype: str) -> list[tuple[str, str]]:
    """(DocType, fieldname) of every Link field that points to a DocType."""
    everything: dict[str, list[tuple[str, str]]] = cache.get_value("links_to", _all_links)
    return everything.get(doctype, [])


def _all_links() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    rows = local.db.execute(
        "SELECT options, parent, fieldname FROM tabDocField WHERE fieldtype='Link' ORDER BY parent, idx"
    )
    for target, parent, fieldname in rows.fetchall():
        found.setdefault(target, []).append((parent, fieldname))
    return found


def dynamic_links() -> list[tuple[str, str, str]]:
    """(DocType, fieldname, field that names the DocType) of every Dynamic Link field."""
    rows: list[tuple[str, str, str]] = cache.get_value(
        "links_to::dynamic",
        lambda: local.db.execute(
            "SELECT parent, fieldname, options FROM tabDocField WHERE fieldtype='Dynamic Link' "
            "ORDER BY parent, idx"
        ).fetchall(),
    )
    return rows


def get_field_precision(df: Any) -> int:
    """Decimals of a number field: its own, else the system's."""
    if df.get("precision"):
        return cint(df.get("precision"))
    if df.get("fieldtype") == "Currency":
        chosen = get_system_setting("currency_precision")
        return cint(chosen) or get_number_format_info(get_system_setting("number_format"))[2]
    return cint(get_system_setting("float_precision")) or 3

"""A document in memory: its values, its child rows, itself as plain data."""

from __future__ import annotations

import datetime
import weakref
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from frappe.exceptions import ValidationError
from frappe.messages import throw
from frappe.model import columns
from frappe.model.controllers import get_controller as get_controller
from frappe.model.docstatus import DocStatus
from frappe.model.fieldtypes import FLOATS, STANDARD_COLUMNS, TEMPORAL, WHOLE
from frappe.model.meta import Meta, get_meta
from frappe.translate import _
from frappe.types import _dict
from frappe.utils.formatters import format_value
from frappe.utils.json_data import as_json
from frappe.utils.numbers import cint, flt

D = TypeVar("D", bound="BaseDocument")
Shape = Callable[[Any], Any] | None
RESERVED = frozenset(("doctype", "meta", "flags", "parent_doc"))
CARRIED = ("_user_tags", "__islocal", "__onload", "_liked_by", "__unsaved")
MOMENTS = (datetime.date, datetime.time, datetime.timedelta)


class BaseDocument:
    doctype: str
    name: Any
    owner: Any
    creation: Any
    modified: Any
    modified_by: Any
    idx: Any
    parent: Any
    parenttype: Any
    parentfield: Any
    flags: _dict
    if TYPE_CHECKING:  # the fields, which only the DocType knows

        def __getattr__(self, name: str) -> Any: ...

    def __init__(self, values: dict[str, Any]) -> None:
        if values.get("doctype"):
            self.doctype = values["doctype"]
        self.__dict__.setdefault("flags", _dict())
        self.update(values)

    @property
    def meta(self) -> Meta:
        return get_meta(self.doctype)

    def __json__(self) -> _dict:
        return self.as_dict(no_nulls=True)

    def __getstate__(self) -> dict[str, Any]:
        state = self.__dict__.copy()
        state.pop("_parent_doc", None)
        return state

    # --- values

    def update(self: D, values: dict[str, Any]) -> D:
        data = self.__dict__
        tables = get_meta(self.doctype).table_names
        if "name" in values:
            data["name"] = values["name"]
        for key, value in values.items():
            if key in tables or key in RESERVED:
                self.set(key, value)
            elif key == "docstatus":
                self.docstatus = value
            else:
                data[key] = value
        return self

    def update_if_missing(self, values: dict[str, Any]) -> None:
        for key, value in values.items():
            if value is not None and self.__dict__.get(key) is None:
                self.set(key, value)

    def get(self, key: str, default: Any = None) -> Any:
        if default and isinstance(default, dict):
            raise NotImplementedError(
                f"{self.doctype}.get({key!r}, filters) is not part of the standalone engine"
            )
        return self.__dict__.get(key, default)

    def set(self, key: str, value: Any) -> None:
        if key in RESERVED:
            return
        if key == "docstatus":
            self.docstatus = value
        elif key in get_meta(self.doctype).table_names:
            self.__dict__[key] = []
            if value:
                self.extend(key, value)
        else:
            self.__dict__[key] = value

    def is_new(self) -> bool:
        return bool(self.__dict__.get("__islocal"))

    @property
    def docstatus(self) -> DocStatus:
        return DocStatus(cint(self.__dict__.get("docstatus")))

    @docstatus.setter
    def docstatus(self, value: Any) -> None:
        self.__dict__["docstatus"] = DocStatus(cint(value))

    # --- child rows

    def append(self, key: str, value: Any = None) -> Any:
        row = self._init_child({} if value is None else value, key)
        self.__dict__.setdefault(key, []).append(row)
        row.__dict__["_parent_doc"] = weakref.ref(self)
        return row

    def extend(self, key: str, value: Iterable[Any]) -> None:
        if isinstance(value, dict | str) or not isinstance(value, Iterable):
            throw(_("{0} takes a list of rows").format(self.meta.get_label(key)), ValidationError)
        for row in value:
            self.append(key, row)

    def remove(self, doc: Any) -> None:
        if doc.get("parentfield"):
            table = self.__dict__[doc.parentfield]
            table.remove(doc)
            for position, row in enumerate(table, 1):
                row.idx = position

    def _init_child(self, value: Any, key: str) -> Any:
        if not isinstance(value, BaseDocument):
            if not isinstance(value, dict):
                throw(_("A row of {0} is an object").format(self.meta.get_label(key)), ValidationError)
            df = self.meta.get_field(key)
            if df is None:
                raise AttributeError(key)
            value = get_controller(df.options)({**value, "doctype": df.options})
        data = value.__dict__
        data.update(parent=self.name, parenttype=self.doctype, parentfield=key)
        if data.get("docstatus") is None:
            value.docstatus = 0
        if not data.get("idx"):
            data["idx"] = len(self.__dict__.get(key) or ()) + 1
        if not data.get("name"):
            data["__islocal"] = 1
        return value

    @property
    def parent_doc(self) -> Any:
        reference = self.__dict__.get("_parent_doc")
        return reference() if reference else None

    def get_all_children(self) -> list[Any]:
        tables = get_meta(self.doctype).table_fields
        return [row for df in tables for row in self.__dict__.get(df.fieldname) or ()]

    def init_valid_columns(self) -> None:
        data, meta = self.__dict__, get_meta(self.doctype)
        for name in meta.valid_columns:
            if name not in data and not isinstance(getattr(type(self), name, None), property):
                data[name] = None
        self.docstatus = data.get("docstatus") or 0
        data["idx"] = data.get("idx") or 0
        for name in meta.table_names:
            if data.get(name) is None:
                data[name] = []

    # --- as plain data

    def get_valid_dict(self, *, convert_dates_to_str: bool = False, ignore_nulls: bool = False) -> _dict:
        """The values of the columns in the types of their fields."""
        data, plain = self.__dict__, _dict()
        for name, shape, df in _shapes(get_meta(self.doctype)):
            value = data.get(name)
            if isinstance(value, list) and df is not None:
                throw(_("{0} takes one value, not a list").format(_(df.label or name)))
            if shape is not None:
                value = shape(value)
            if convert_dates_to_str and isinstance(value, MOMENTS):
                value = str(value)
            if value is not None or not ignore_nulls:
                plain[name] = value
        return plain

    def as_dict(self, no_nulls: bool = False, *, convert_dates_to_str: bool = False) -> _dict:
        plain = self.get_valid_dict(convert_dates_to_str=convert_dates_to_str, ignore_nulls=no_nulls)
        plain["doctype"] = self.doctype
        for df in get_meta(self.doctype).table_fields:
            rows = self.__dict__.get(df.fieldname) or []
            plain[df.fieldname] = [
                row.as_dict(no_nulls, convert_dates_to_str=convert_dates_to_str) for row in rows
            ]
        plain.update({key: self.__dict__[key] for key in CARRIED if self.__dict__.get(key)})
        return plain

    def as_json(self) -> str:
        return as_json(self.as_dict())

    def get_formatted(self, fieldname: str) -> Any:
        """The value as people read it."""
        return format_value(self.get(fieldname), self.meta.get_field(fieldname))


def _shapes(meta: Meta) -> list[tuple[str, Shape, Any]]:
    """(column, what brings its value to the field's type, field) of a whole document; kept on the meta."""
    known: list[tuple[str, Shape, Any]] | None = meta.__dict__.get("_shapes")
    if known is None:
        known = [(name, None, None) for name in STANDARD_COLUMNS]
        for name in meta.valid_columns:
            df = meta.by_name.get(name)
            if df is not None or name not in STANDARD_COLUMNS:
                known.append((name, _shape(df) if df is not None else None, df))
        meta.__dict__["_shapes"] = known
    return known


def _shape(df: Any) -> Shape:
    if df.fieldtype == "Check":
        return columns.check
    if df.fieldtype in WHOLE:
        return columns.whole
    if df.fieldtype in FLOATS:
        return flt
    if df.fieldtype in TEMPORAL:
        return lambda value: None if value == "" else value
    if df.unique:
        return columns.unique_text
    return columns.text if df.fieldtype == "JSON" else None

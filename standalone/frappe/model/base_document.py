"""A document in memory: its values, its child rows, its row in the table."""

from __future__ import annotations

import datetime
import importlib
import weakref
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from frappe.context import local
from frappe.exceptions import DoesNotExistError, DuplicateEntryError, UniqueValidationError, ValidationError
from frappe.messages import msgprint, throw
from frappe.model import columns
from frappe.model.docstatus import DocStatus
from frappe.model.fieldtypes import (
    CHILD_TABLE_FIELDS,
    DEFAULT_FIELDS,
    FLOATS,
    STANDARD_COLUMNS,
    TEMPORAL,
    WHOLE,
)
from frappe.model.meta import ABOUT_DOCTYPES, Meta, get_field_precision, get_meta
from frappe.translate import _
from frappe.types import _dict
from frappe.utils.numbers import cint, flt

D = TypeVar("D", bound="BaseDocument")
RESERVED = frozenset(("doctype", "meta", "flags", "parent_doc"))
CARRIED = ("_user_tags", "__islocal", "__onload", "_liked_by", "__unsaved")
MOMENTS = (datetime.date, datetime.time, datetime.timedelta)

_controllers: dict[tuple[str, ...], dict[str, type[BaseDocument]]] = {}


def get_controller(doctype: str) -> type[BaseDocument]:
    """The class of a DocType's documents: its module's, or plain Document for custom ones."""
    from frappe.hooks_registry import get_installed_apps

    known = _controllers.setdefault(tuple(get_installed_apps()), {})
    found = known.get(doctype)
    if found is None:
        found = import_controller(doctype)
        if not get_meta(doctype).custom:
            known[doctype] = found
    return found


def import_controller(doctype: str) -> type[BaseDocument]:
    from frappe.hooks_registry import get_attr, get_hooks, module_app, scrub
    from frappe.model.document import Document

    meta = get_meta(doctype)
    app = None if meta.custom else module_app(meta.module or "")
    if app is None:
        return Document
    name = scrub(doctype)
    path = f"{app}.{scrub(meta.module)}.doctype.{name}.{name}"
    overrides = get_hooks("override_doctype_class", {}).get(doctype)
    try:
        module = importlib.import_module(path)
    except ModuleNotFoundError as error:
        if error.name is None or not path.startswith(error.name):
            raise
        return Document
    found = (
        get_attr(overrides[-1])
        if overrides
        else getattr(module, doctype.replace(" ", "").replace("-", ""), None)
    )
    if not (isinstance(found, type) and issubclass(found, BaseDocument)):
        raise ImportError(f"{path} has no class for {doctype}")
    return found


def forget_controllers() -> None:
    _controllers.clear()


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

    def update_if_missing(self, values: Any) -> None:
        given = values.get_valid_dict() if isinstance(values, BaseDocument) else values
        for key, value in given.items():
            if value is not None and self.__dict__.get(key) is None:
                self.set(key, value)

    def get(self, key: Any, filters: Any = None, limit: int | None = None, default: Any = None) -> Any:
        """A value; of a table, the rows that meet `filters` (which may also be a default, as in dict.get)."""
        if isinstance(key, dict):
            return _matching(self.get_all_children(), key, limit)
        if isinstance(filters, dict) and filters:
            return _matching(self.__dict__.get(key) or [], filters, limit)
        value = self.__dict__.get(key, filters if filters else default)
        return value[:limit] if limit and isinstance(value, list | tuple) else value

    def getone(self, key: str, filters: Any = None) -> Any:
        return self.get(key, filters, limit=1)[0]

    def set(self, key: str, value: Any, as_value: bool = False) -> None:
        if key in RESERVED:
            return
        if key == "docstatus":
            self.docstatus = value
        elif not as_value and key in get_meta(self.doctype).table_names:
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

    def append(self, key: str, value: Any = None, position: int = -1) -> Any:
        table = self.__dict__.get(key)
        if table is None:
            table = self.__dict__[key] = []
        row = self._init_child({} if value is None else value, key)
        if position == -1:
            table.append(row)
        else:
            table.insert(position, row)
            self._number(table)
        row.parent_doc = weakref.ref(self)
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
            self._number(table)

    @staticmethod
    def _number(table: list[Any]) -> None:
        for position, row in enumerate(table, 1):
            row.idx = position

    def _init_child(self, value: Any, key: str) -> Any:
        if not isinstance(value, BaseDocument):
            if not isinstance(value, dict):
                throw(_("A row of {0} is an object").format(self.meta.get_label(key)), ValidationError)
            doctype = self.get_table_field_doctype(key)
            value = get_controller(doctype)({**value, "doctype": doctype})
        data = value.__dict__
        data.update(parent=self.name, parenttype=self.doctype, parentfield=key)
        if data.get("docstatus") is None:
            value.docstatus = 0
        if not data.get("idx"):
            data["idx"] = len(self.__dict__.get(key) or ()) + 1
        if not data.get("name"):
            data["__islocal"] = 1
        return value

    def get_table_field_doctype(self, fieldname: str) -> str:
        df = self.meta.get_field(fieldname)
        if df is None:
            raise AttributeError(fieldname)
        return str(df.options)

    @property
    def parent_doc(self) -> Any:
        reference = self.__dict__.get("_parent_doc")
        return reference() if isinstance(reference, weakref.ReferenceType) else reference

    @parent_doc.setter
    def parent_doc(self, value: Any) -> None:
        self.__dict__["_parent_doc"] = value

    def get_all_children(self, parenttype: str | None = None) -> list[Any]:
        rows: list[Any] = []
        for df in get_meta(self.doctype).table_fields:
            if (parenttype is None or df.options == parenttype) and self.__dict__.get(df.fieldname):
                rows.extend(self.__dict__[df.fieldname])
        return rows

    def init_valid_columns(self) -> None:
        data, meta = self.__dict__, get_meta(self.doctype)
        for name in meta.valid_columns:
            if name not in data and not _is_computed(type(self), name):
                data[name] = None
        self.docstatus = data.get("docstatus") or 0
        data["idx"] = data.get("idx") or 0
        for name in meta.table_names:
            if data.get(name) is None:
                data[name] = []

    # --- as plain data

    def get_valid_dict(
        self,
        sanitize: bool = True,
        convert_dates_to_str: bool = False,
        ignore_nulls: bool = False,
        ignore_virtual: bool = False,
    ) -> _dict:
        """The values of the columns in the types of their fields; virtual fields computed unless left out."""
        meta, data, plain = get_meta(self.doctype), self.__dict__, _dict()
        for name, kind, df in _plan(meta):
            if kind == "virtual":
                if not ignore_virtual:
                    plain[name] = getattr(self, name, None)
                continue
            value = data.get(name)
            if kind is not None and (sanitize or value is not None):
                value = _shown(kind, value, df)
            if convert_dates_to_str and isinstance(value, MOMENTS):
                value = str(value)
            if value is None and ignore_nulls:
                continue
            plain[name] = value
        return plain

    def as_dict(
        self,
        no_nulls: bool = False,
        no_default_fields: bool = False,
        convert_dates_to_str: bool = False,
        no_child_table_fields: bool = False,
        no_private_properties: bool = False,
    ) -> _dict:
        plain = self.get_valid_dict(convert_dates_to_str=convert_dates_to_str, ignore_nulls=no_nulls)
        plain["doctype"] = self.doctype
        for df in get_meta(self.doctype).table_fields:
            plain[df.fieldname] = [
                row.as_dict(
                    no_nulls,
                    no_default_fields,
                    convert_dates_to_str,
                    no_child_table_fields,
                    no_private_properties,
                )
                for row in self.__dict__.get(df.fieldname) or []
            ]
        dropped = (DEFAULT_FIELDS if no_default_fields else ()) + (
            CHILD_TABLE_FIELDS if no_child_table_fields else ()
        )
        for name in dropped:
            plain.pop(name, None)
        if not no_private_properties:
            plain.update({key: self.__dict__[key] for key in CARRIED if self.__dict__.get(key)})
        return plain

    def as_json(self) -> str:
        from frappe.utils.json_data import as_json

        return as_json(self.as_dict())

    def get_value(self, fieldname: str) -> Any:
        from frappe.utils.typecast import cast_fieldtype

        return cast_fieldtype(self.meta.get_field(fieldname).fieldtype, self.get(fieldname))

    def get_formatted(
        self, fieldname: str, doc: Any = None, currency: str | None = None, absolute_value: bool = False,
        translated: bool = False, format: str | None = None,
    ) -> Any:  # fmt: skip
        from frappe.model.meta import get_default_df
        from frappe.utils.formatters import format_value

        df, value = self.meta.get_field(fieldname) or get_default_df(fieldname), self.get(fieldname)
        if absolute_value and isinstance(value, int | float):
            value = abs(value)
        return format_value(
            value,
            df=df,
            doc=doc or self.parent_doc or self,
            currency=currency,
            translated=translated,
            format=format,
        )

    def precision(self, fieldname: str, parentfield: str | None = None) -> int | None:
        doctype = self.get_table_field_doctype(parentfield) if parentfield else self.doctype
        df = get_meta(doctype).get_field(fieldname)
        return get_field_precision(df, self) if df.fieldtype in ("Currency", "Float", "Percent") else None

    # --- the row

    def db_insert(self, ignore_if_duplicate: bool = False) -> None:
        """Writes the row as it is."""
        from frappe.model.naming import set_new_name
        from frappe.utils.dates import now

        if not self.name:
            set_new_name(self)
        data = self.__dict__
        if not data.get("creation"):
            data["creation"] = data["modified"] = now()
            data["owner"] = data["modified_by"] = local.session.user
        meta = get_meta(self.doctype)
        query, pairs = columns.insert_statement(meta)
        try:
            cursor = local.db.execute(query, [convert(data.get(name)) for name, convert in pairs])
        except DuplicateEntryError as error:
            if ignore_if_duplicate:
                return
            if meta.autoname == "hash" and cint(self.flags.retry_count) < 5:
                self.flags.retry_count = cint(self.flags.retry_count) + 1
                self.name = None
                self.db_insert()
                return
            self._taken(error)
        except UniqueValidationError as error:
            if local.db.exists(self.doctype, self.name):
                self._taken(error)
            self._not_unique(error)
        if meta.autoname == "autoincrement" and data.get("name") is None:
            data["name"] = cursor.lastrowid
        data["__islocal"] = False

    def db_update(self) -> None:
        """Writes the row as it is; a new one is inserted."""
        if self.is_new() or not self.name:
            self.db_insert()
            return
        data = self.__dict__
        query, pairs = columns.update_statement(get_meta(self.doctype))
        try:
            local.db.execute(query, [*(convert(data.get(name)) for name, convert in pairs), self.name])
        except UniqueValidationError as error:
            self._not_unique(error)

    def _taken(self, error: Exception) -> NoReturn:
        msgprint(
            _("{0} {1} is there already").format(_(self.doctype), self.name),
            title=_("Same name"),
            indicator="red",
        )
        raise DuplicateEntryError(self.doctype, self.name, str(error)) from error

    def _not_unique(self, error: UniqueValidationError) -> NoReturn:
        names = str(error.args[1]).split(", ") if len(error.args) > 1 else []
        labels = ", ".join(_(self.meta.get_label(name)) for name in names)
        msgprint(_("{0} must be unique").format(labels))
        raise UniqueValidationError(self.doctype, self.name, str(error)) from error

    def update_modified(self) -> None:
        from frappe.utils.dates import now

        self.modified = now()
        local.db.set_value(self.doctype, self.name, "modified", self.modified, update_modified=False)

    # --- passwords

    def get_password(self, fieldname: str = "password", raise_exception: bool = True) -> str | None:
        """The secret itself, decrypted."""
        from frappe.utils.password import get_decrypted_password

        held = self.get(fieldname)
        if held and not self.is_dummy_password(held):
            return str(held)
        return get_decrypted_password(self.doctype, self.name, fieldname, raise_exception=raise_exception)

    @staticmethod
    def is_dummy_password(pwd: str) -> bool:
        return set(pwd) == {"*"}

    def load_row(self) -> dict[str, Any]:
        rows = local.db.rows(f"SELECT * FROM `tab{self.doctype}` WHERE name=?", (self.name,))
        if not rows:
            throw(_("{0} {1} is not there").format(_(self.doctype), self.name), DoesNotExistError)
        return dict(rows[0])


def _plan(meta: Meta) -> list[tuple[str, Any, Any]]:
    """(column, how its value is shown, field) of a whole document; kept on the meta."""
    known: list[tuple[str, Any, Any]] | None = meta.__dict__.get("_dict_plan")
    if known is None:
        known = [(name, None, None) for name in STANDARD_COLUMNS]
        for name in meta.valid_columns:
            df = meta.by_name.get(name)
            if df is not None:
                known.append((name, "virtual" if df.is_virtual else _kind(df), df))
            elif name not in STANDARD_COLUMNS:
                known.append((name, None, None))
        meta.__dict__["_dict_plan"] = known
    return known


def _kind(df: Any) -> str:
    if df.fieldtype == "Check":
        return "check"
    if df.fieldtype in WHOLE:
        return "whole"
    if df.fieldtype in FLOATS:
        return "float"
    if df.fieldtype in TEMPORAL:
        return "moment"
    return "unique" if df.unique else "json" if df.fieldtype == "JSON" else "text"


def _shown(kind: str, value: Any, df: Any) -> Any:
    if isinstance(value, list):
        throw(_("{0} takes one value, not a list").format(_(df.label or df.fieldname)))
    if kind == "check":
        return 1 if cint(value) else 0
    if kind == "whole":
        return value if isinstance(value, int) else cint(value)
    if kind == "float":
        return value if isinstance(value, float) else flt(value)
    if kind == "moment":
        return None if value == "" else value
    if kind == "unique":
        return None if value is None or not str(value).strip() else value
    return columns.text(value) if kind == "json" else value


def _is_computed(controller: type, name: str) -> bool:
    return isinstance(getattr(controller, name, None), property)


def _matching(rows: Iterable[Any], filters: dict[str, Any], limit: int | None) -> list[Any]:
    from frappe.utils.filters import compare

    def condition(wanted: Any) -> tuple[str, Any]:
        if isinstance(wanted, tuple | list):
            return wanted[0], wanted[1]
        if wanted is True or wanted is False:
            return ("not None" if wanted else "None"), wanted
        return "=", wanted

    pairs = {name: condition(wanted) for name, wanted in filters.items()}
    found = [
        row for row in rows if all(compare(row.get(name), op, value) for name, (op, value) in pairs.items())
    ]
    return found[:limit] if limit else found


__all__ = ["ABOUT_DOCTYPES", "BaseDocument", "forget_controllers", "get_controller", "import_controller"]

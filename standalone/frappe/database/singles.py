"""DocTypes with a single document: rows of (doctype, field, value)."""

from __future__ import annotations

from typing import Any

from frappe.exceptions import DataError
from frappe.model.meta import get_meta
from frappe.types import _dict
from frappe.utils.settings import get_system_setting
from frappe.utils.typecast import cast


class Singles:
    def execute(self, query: str, values: Any = ()) -> Any:
        raise NotImplementedError

    def get_singles_dict(
        self, doctype: str, debug: bool = False, *, for_update: bool = False, cast: bool = False
    ) -> _dict:
        """All stored fields of a Single; as text, or with `cast` in the types of its fields."""
        found = self.execute("SELECT field, value FROM tabSingles WHERE doctype=?", (doctype,)).fetchall()
        stored = _dict(found)
        return _typed(doctype, stored) if cast and stored else stored

    def single_values(self, doctype: str, fieldname: Any, as_dict: bool, pluck: bool) -> list[Any]:
        names = [fieldname] if isinstance(fieldname, str) else list(fieldname)
        stored = self.get_singles_dict(doctype, cast=True)
        if names == ["*"]:
            return [stored] if stored else []
        values = tuple(stored.get(name) for name in names)
        if all(value is None for value in values):
            return []
        if as_dict:
            return [_dict(zip(names, values, strict=False))]
        return [values[0]] if pluck else [values]

    def get_single_value(self, doctype: str, fieldname: str, cache: bool = True) -> Any:
        """One field of a Single in its own type."""
        field = get_meta(doctype).get_field(fieldname)
        if field is None:
            raise DataError(f"{doctype} has no field {fieldname}")
        found = self.execute(
            "SELECT value FROM tabSingles WHERE doctype=? AND field=?", (doctype, fieldname)
        ).fetchone()
        return cast(field.fieldtype, found[0] if found else None)

    def get_system_setting(self, key: str) -> Any:
        return get_system_setting(key)

    def get_default(self, key: str, parent: str = "__default") -> Any:
        return self.get_system_setting(key)

    def set_single_values(self, doctype: str, values: dict[str, Any]) -> None:
        from frappe.utils.caching import cache

        for field, value in values.items():
            self.execute(
                "INSERT INTO tabSingles (doctype, field, value) VALUES (?, ?, ?) "
                "ON CONFLICT (doctype, field) DO UPDATE SET value=excluded.value",
                (doctype, field, value),
            )
        if doctype == "System Settings":
            cache.delete_value("system_settings")

    def set_single_value(
        self, doctype: str, fieldname: str | dict[str, Any], value: Any = None, *args: Any, **kwargs: Any
    ) -> None:
        self.set_value(doctype, doctype, fieldname, value, *args, **kwargs)  # type: ignore[attr-defined]


def _typed(doctype: str, stored: _dict) -> _dict:
    meta = get_meta(doctype)
    typed = _dict()
    for name, value in stored.items():
        field = meta.get_field(name)
        typed[name] = cast(field.fieldtype, value) if field else value
    return typed

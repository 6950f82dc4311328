"""A document's rows in the database: its own, those of its tables, their names, its secrets."""

from __future__ import annotations

from typing import Any, NoReturn

from frappe.context import local
from frappe.exceptions import DoesNotExistError, DuplicateEntryError, UniqueValidationError
from frappe.messages import msgprint, throw
from frappe.model import columns
from frappe.model.base_document import BaseDocument
from frappe.model.create_new import defaults
from frappe.model.meta import get_meta
from frappe.model.naming import set_new_name, validate_name
from frappe.translate import _
from frappe.utils.dates import now
from frappe.utils.numbers import cint
from frappe.utils.password import get_decrypted_password

MOST_HASHES = 5


class StoredDocument(BaseDocument):
    # --- reading

    def load_row(self) -> dict[str, Any]:
        """The document's own row; DoesNotExistError where there is none."""
        if isinstance(self.name, dict):
            self.name = self._name_by(self.name)
        rows = local.db.rows(f"SELECT * FROM `tab{self.doctype}` WHERE name=?", (self.name,))
        if not rows:
            throw(_("{0} {1} is not there").format(_(self.doctype), self.name), DoesNotExistError)
        return dict(rows[0])

    def _name_by(self, filters: dict[str, Any]) -> Any:
        name = local.db.get_value(self.doctype, filters, "name")
        if name is None:
            throw(_("There is no such {0}").format(_(self.doctype)), DoesNotExistError)
        return name

    def load_single(self) -> dict[str, Any]:
        """The values of a Single; its defaults while nothing is stored."""
        row: dict[str, Any] = local.db.get_singles_dict(self.doctype, cast=True)
        if not row:
            row = defaults(self.doctype)
            row.pop("__islocal", None)
        return {**row, "name": self.doctype}

    def load_children_from_db(self) -> None:
        for df in get_meta(self.doctype).table_fields:
            of_this = "parent=? AND parenttype=? AND parentfield=?"
            query = f"SELECT * FROM `tab{df.options}` WHERE {of_this} ORDER BY idx"
            self.set(df.fieldname, local.db.rows(query, (self.name, self.doctype, df.fieldname)))

    # --- names

    def _set_names(self, chosen: str | None) -> None:
        """The document's own name and those of its rows, once."""
        if self.flags.name_set:
            return
        if not chosen and get_meta(self.doctype).autoname.lower() == "prompt":
            chosen = self.get("__newname")
        if chosen:
            self.name = validate_name(self.doctype, chosen)
        else:
            set_new_name(self)
        for row in self.get_all_children():
            set_new_name(row)
        self.flags.name_set = True

    def set_parent_in_children(self) -> None:
        for row in self.get_all_children():
            row.parent, row.parenttype = self.name, self.doctype

    def _name_new_rows(self) -> None:
        for row in self.get_all_children():
            if not row.name:
                set_new_name(row)

    # --- writing

    def db_insert(self, ignore_if_duplicate: bool = False) -> None:
        """Writes the row as it is."""
        if not self.name:
            set_new_name(self)
        data = self.__dict__
        if not data.get("creation"):
            data["creation"] = data["modified"] = now()
            data["owner"] = data["modified_by"] = local.session.user
        meta = get_meta(self.doctype)
        query, pairs = columns.insert_statement(meta)
        try:
            local.db.execute(query, [convert(data.get(name)) for name, convert in pairs])
        except DuplicateEntryError as error:
            if not ignore_if_duplicate:
                self._take_another_name(error)
            return
        except UniqueValidationError as error:
            if local.db.exists(self.doctype, self.name):
                self._taken(error)
            self._not_unique(error)
        data["__islocal"] = False

    def _take_another_name(self, error: Exception) -> None:
        tries = cint(self.flags.retry_count)
        if get_meta(self.doctype).autoname != "hash" or tries >= MOST_HASHES:
            self._taken(error)
        self.flags.retry_count = tries + 1
        self.name = None
        self.db_insert()

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
        message = _("{0} {1} is there already").format(_(self.doctype), self.name)
        msgprint(message, title=_("Same name"), indicator="red")
        raise DuplicateEntryError(self.doctype, self.name, str(error)) from error

    def _not_unique(self, error: UniqueValidationError) -> NoReturn:
        names = str(error.args[1]).split(", ") if len(error.args) > 1 else []
        labels = ", ".join(_(self.meta.get_label(name)) for name in names)
        msgprint(_("{0} must be unique").format(labels))
        raise UniqueValidationError(self.doctype, self.name, str(error)) from error

    def update_single(self) -> None:
        meta = get_meta(self.doctype)
        local.db.execute("DELETE FROM tabSingles WHERE doctype=?", (self.doctype,))
        ready = {name: columns.stored(meta, name, value) for name, value in self.get_valid_dict().items()}
        local.db.set_single_values(
            self.doctype, {name: value for name, value in ready.items() if value is not None}
        )

    def update_children(self) -> None:
        """Rows no longer in the document go, the others are written."""
        for df in get_meta(self.doctype).table_fields:
            rows = self.get(df.fieldname) or []
            kept = [row.name for row in rows if row.name and not row.is_new()]
            marks = f" AND name NOT IN ({', '.join('?' * len(kept))})" if kept else ""
            if kept or self._has_stored_rows(df.fieldname):
                local.db.execute(
                    f"DELETE FROM `tab{df.options}` WHERE parent=? AND parenttype=? AND parentfield=?{marks}",
                    (self.name, self.doctype, df.fieldname, *kept),
                )
            for row in rows:
                row.db_update()

    def _has_stored_rows(self, fieldname: str) -> bool:
        previous = self.__dict__.get("_doc_before_save")
        return previous is None or bool(previous.get(fieldname))

    # --- secrets

    def get_password(self, fieldname: str = "password", raise_exception: bool = True) -> str | None:
        """The secret itself, decrypted."""
        held = self.get(fieldname)
        if held and not self.is_dummy_password(held):
            return str(held)
        return get_decrypted_password(self.doctype, self.name, fieldname, raise_exception=raise_exception)

    @staticmethod
    def is_dummy_password(pwd: str) -> bool:
        return set(pwd) == {"*"}

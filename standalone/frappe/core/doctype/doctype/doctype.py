"""DocTypes made on the site: their rows, their table."""

from __future__ import annotations

import re
from typing import Any

from frappe.context import local
from frappe.database import schema
from frappe.exceptions import DoesNotExistError, ValidationError
from frappe.messages import throw
from frappe.model.document import Document
from frappe.model.fieldtypes import (
    FLOATS,
    KEYS,
    LAYOUT,
    SHORT_TEXTS,
    STANDARD_COLUMNS,
    TABLES,
    TEMPORAL,
    WHOLE,
)
from frappe.model.meta import clear_meta, doctype_exists, get_meta
from frappe.translate import _
from frappe.utils.text import cstr

LONG_TEXTS = (
    "Small Text", "Text", "Long Text", "Text Editor", "Markdown Editor", "HTML Editor", "Code", "JSON",
    "Attach", "Attach Image", "Signature", "Geolocation",
)  # fmt: skip
KNOWN = frozenset((*WHOLE, *FLOATS, *TEMPORAL, *KEYS, *TABLES, *LAYOUT, *SHORT_TEXTS, *LONG_TEXTS))
FIELDNAME = re.compile(r"[a-z_][a-z0-9_]*")
NAME = re.compile(r"[A-Za-z][\w \-]*")


class DocType(Document):
    def validate(self) -> None:
        if not self.custom and not (local.flags.in_install or local.flags.in_migrate):
            throw(_("A DocType made on the site is a custom one"), ValidationError)
        if not NAME.fullmatch(cstr(self.name)) or len(self.name) > 61:
            throw(_("{0} cannot be the name of a DocType").format(self.name), ValidationError)
        self._name_fields()
        for df in self.fields:
            self._validate_field(df)

    def _name_fields(self) -> None:
        taken: set[str] = set(STANDARD_COLUMNS)
        for df in self.fields:
            if not df.fieldname:
                words = re.sub(r"[^a-z0-9]+", "_", cstr(df.label or df.fieldtype).lower()).strip("_")
                df.fieldname = words if words not in taken else f"{words}_{df.idx}"
            if df.fieldname in taken:
                throw(
                    _("The field {0} is there twice, or is a standard one").format(df.fieldname),
                    ValidationError,
                )
            taken.add(df.fieldname)

    def _validate_field(self, df: Any) -> None:
        if not FIELDNAME.fullmatch(df.fieldname):
            throw(_("{0} cannot be the name of a field").format(df.fieldname), ValidationError)
        if df.fieldtype not in KNOWN:
            throw(_("{0} is not a kind of field").format(df.fieldtype), ValidationError)
        if df.fieldtype in ("Link", *TABLES) and df.options != self.name and not doctype_exists(df.options):
            throw(
                _("{0} is not there").format(f"{df.label or df.fieldname}: {df.options}"), DoesNotExistError
            )

    def on_update(self) -> None:
        clear_meta(self.name)
        local.role_permissions = {}
        schema.sync(local.db, get_meta(self.name, cached=False))

    def on_trash(self) -> None:
        if not self.custom:
            throw(_("A DocType that came with an app cannot be deleted"), ValidationError)

    def after_delete(self) -> None:
        local.db.execute(f"DROP TABLE IF EXISTS `tab{self.name}`")
        clear_meta(self.name)

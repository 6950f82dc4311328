"""Documents and what describes them."""

from __future__ import annotations

from frappe.model.fieldtypes import (
    CHILD_TABLE_FIELDS as child_table_fields,
)
from frappe.model.fieldtypes import (
    DEFAULT_FIELDS as default_fields,
)
from frappe.model.fieldtypes import (
    NO_VALUE as no_value_fields,
)
from frappe.model.fieldtypes import (
    OPTIONAL_FIELDS as optional_fields,
)
from frappe.model.fieldtypes import (
    TABLES as table_fields,
)


def get_permitted_fields(
    doctype: str, parenttype: str | None = None, user: str | None = None, permission_type: str | None = None,
    *, ignore_virtual: bool = False,
) -> list[str]:  # fmt: skip
    """The columns that the user may read; of what he may only choose from, those that a search shows."""
    from frappe.model.meta import get_meta
    from frappe.permissions import only_has_select_perm

    kind = permission_type or ("select" if only_has_select_perm(doctype, user) else "read")
    return get_meta(doctype).get_permitted_fieldnames(parenttype, user=user, permission_type=kind)


__all__ = [
    "child_table_fields",
    "default_fields",
    "get_permitted_fields",
    "no_value_fields",
    "optional_fields",
    "table_fields",
]

"""Documents and what describes them."""

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

__all__ = ["child_table_fields", "default_fields", "no_value_fields", "optional_fields", "table_fields"]

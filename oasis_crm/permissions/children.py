"""Single rows of child tables obey the rule of their document."""

from typing import Any

from frappe.model.document import Document
from oasis_crm.permissions import documents


class GuardedRow(Document):
    """A row of a guarded document's table.

    The framework checks only the role on the parent DocType when one row is read or written by itself, and
    does not call the `has_permission` hook for it; so the row asks for itself.
    """

    def has_permission(self, permtype: str = "read", **options: Any) -> bool:
        return documents.has_permission(self, permtype, options.get("user"))

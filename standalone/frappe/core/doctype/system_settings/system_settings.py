"""Settings of the whole site."""

from __future__ import annotations

from frappe.model.document import Document
from frappe.utils.caching import cache


class SystemSettings(Document):
    def on_update(self) -> None:
        cache.delete_value("system_settings")

import json

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint
from oasis_crm.errors import SettingsError


class Distributor(Document):
    """A licensed fuel company whose limits and sales are read; its secrets stay at permlevel 1."""

    def before_insert(self) -> None:
        self.webhook_secret = self.webhook_secret or frappe.generate_hash(length=40)

    def validate(self) -> None:
        self.check_address()
        self.check_mapping()

    def check_address(self) -> None:
        self.base_url = (self.base_url or "").rstrip("/") or None
        if self.adapter == "REST" and self.enabled and cint(self.schedule_minutes) and not self.base_url:
            frappe.throw(_("A schedule needs the base URL to ask."), SettingsError)

    def check_mapping(self) -> None:
        if not self.field_mapping:
            return
        mapping = frappe.parse_json(self.field_mapping)
        if not isinstance(mapping, dict) or not all(isinstance(part, dict) for part in mapping.values()):
            example = json.dumps({"sales": {"litres": "qty"}})
            frappe.throw(_("The field mapping is of the form {0}.").format(example), SettingsError)

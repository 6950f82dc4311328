"""Where version 15 of the framework keeps the base of tests."""

from frappe.tests.cases import IntegrationTestCase
from frappe.tests.contexts import change_settings as change_settings
from frappe.tests.contexts import patch_hooks as patch_hooks


class FrappeTestCase(IntegrationTestCase):
    """The name that version 15 has for it."""

"""The base of tests: what app tests import, on this engine as on the framework."""

from frappe.tests.cases import IntegrationTestCase as IntegrationTestCase
from frappe.tests.cases import UnitTestCase as UnitTestCase
from frappe.tests.contexts import change_settings as change_settings
from frappe.tests.contexts import freeze_time as freeze_time
from frappe.tests.contexts import patch_hooks as patch_hooks
from frappe.tests.contexts import set_user as set_user

"""From when a firm's silence is unusual: the settings say how many times its usual gap."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import getdate, nowdate
from oasis_crm.services import quiet
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_firm


class QuietFrom(OasisTestCase):
    def customer(self, gap):
        firm = make_firm().name
        frappe.db.set_value("Firm", firm, {"last_fuel_on": nowdate(), "usual_gap_days": gap})
        return firm

    def days(self, firm):
        day = frappe.db.get_value("Firm", firm, "quiet_from")
        return day and (getdate(day) - getdate(nowdate())) / timedelta(days=1)

    def set(self, **values):
        settings = frappe.get_doc("Oasis Settings")
        settings.update(values)
        with patch.object(quiet, "refresh_soon") as asked:
            settings.save()
        with patch.object(frappe.db, "commit"):
            quiet.refresh()
        return asked.called

    def test_another_factor_moves_the_day_of_every_firm_with_a_habit(self):
        often, seldom, unknown = self.customer(2), self.customer(9), self.customer(0)
        self.set(usual_gap_factor=3, no_fuel_days=15)
        self.assertEqual([self.days(firm) for firm in (often, seldom, unknown)], [6, 15, None])
        self.assertTrue(self.set(usual_gap_factor=1.5))
        self.assertEqual([self.days(firm) for firm in (often, seldom, unknown)], [3, 14, None])

    def test_other_settings_leave_it_alone(self):
        self.set(usual_gap_factor=3)
        self.assertFalse(self.set(low_limit_percent=10))

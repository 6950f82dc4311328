"""Arguments that no screen sends: refused with a sentence of ours, never met half-way in a calculation."""

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import frappe
from frappe.utils import get_system_timezone, getdate
from oasis_crm.api import firms, leave, offline, routing, visits, work_orders
from oasis_crm.services import devices, stored_files
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_firm, make_rep, make_target, make_visit


class OddArguments(OasisTestCase):
    def test_a_moment_with_its_own_zone_is_the_sites_time(self):
        here = datetime(2026, 11, 23, 10, tzinfo=timezone.utc).astimezone(ZoneInfo(get_system_timezone()))
        self.assertEqual(devices.local_time("2026-11-23T10:00:00Z"), here.replace(tzinfo=None))
        self.assertEqual(devices.local_time("2026-11-23 10:00"), datetime(2026, 11, 23, 10))

    def test_a_moment_at_the_end_of_time_or_in_no_zone_is_none(self):
        for odd in ("9999-12-31 23:59:59", "0001-01-01", "2026-11-23T10:00:00+99:00", "2026-13-45", "soon"):
            with self.subTest(odd), self.assertRaises(frappe.ValidationError):
                devices.local_time(odd)

    def test_a_visit_is_not_moved_to_such_a_moment(self):
        rep = make_rep()
        visit = make_visit(sales_rep=rep)
        with self.as_user(rep), self.assertRaises(frappe.ValidationError):
            visits.reschedule(visit.name, "9999-12-31 23:59:59")

    def test_a_day_that_is_none_is_refused_where_a_day_is_asked_for(self):
        rep = make_rep()
        for odd in ("0000-00-00", "2027-02-30", "9999-12-31"):
            for ask in (
                lambda day: routing.loads(day),
                lambda day: leave.preview(rep, make_rep(), day, "2027-03-05"),
                lambda day: visits.assign(make_firm(sales_rep=rep).name, rep, day),
            ):
                with self.subTest(odd), self.assertRaises(frappe.ValidationError):
                    ask(odd)

    def test_numbers_sent_for_text_are_taken_as_text(self):
        firm = make_firm(firm_name=1923, tax_id=4540536920, phone=3124180000)
        self.assertEqual((firm.firm_name, firm.tax_id, firm.phone), ("1923", "4540536920", "+903124180000"))

    def test_a_target_is_of_a_known_period(self):
        with self.assertRaises(frappe.ValidationError):
            make_target(make_rep(), period_type="Week")
        self.assertEqual(make_target(make_rep(), period_type="").period_type, "Month")

    def test_a_visit_at_the_end_of_time_is_due_there(self):
        firm = make_firm(rating="A", last_visit_on="9999-12-31 10:00:00")
        self.assertEqual(str(getdate(firm.visit_due_on)), "9999-12-31")

    def test_lists_and_objects_are_no_text(self):
        for field in ("firm_name", "tax_id", "phone", "city", "legal_title"):
            for odd in ([1], {"a": 1}):
                with self.subTest(field), self.assertRaises(frappe.ValidationError):
                    make_firm(**{field: odd})

    def test_lists_hold_what_they_are_to_hold(self):
        for odd in ([[]], [{}], [None], [1], "[1]"):
            with self.subTest(odd):
                with self.assertRaises(frappe.ValidationError):
                    firms.bulk_assign(odd, make_rep())
                with self.assertRaises(frappe.ValidationError):
                    work_orders.give("Check the pump", odd)
        for odd in (["text"], [1], "text", [None, [1]]):
            with self.subTest(odd), self.assertRaises(frappe.ValidationError):
                offline.push("device", odd)

    def test_text_that_is_no_json_is_named(self):
        with self.assertRaisesRegex(frappe.ValidationError, "JSON"):
            visits.record(make_firm().name, "Interested", check_in="{")

    def test_a_folder_is_no_file(self):
        with self.assertRaises(frappe.PermissionError):
            stored_files.readable("")

"""Dates, numbers and words."""

import datetime

import frappe
from frappe.tests import IntegrationTestCase
from frappe.utils import (
    add_days,
    add_months,
    add_to_date,
    cint,
    cstr,
    date_diff,
    flt,
    fmt_money,
    format_date,
    format_datetime,
    get_datetime,
    get_first_day,
    get_last_day,
    getdate,
    now,
    now_datetime,
    nowdate,
    rounded,
    strip_html,
    validate_email_address,
)


class TestUtils(IntegrationTestCase):
    def test_numbers_of_whatever_came(self):
        self.assertEqual([cint(value) for value in ("12", "7.9", None, "abc", True)], [12, 7, 0, 0, 1])
        self.assertEqual([flt(value) for value in ("1,234.5", None, "x", 2)], [1234.5, 0.0, 0.0, 2.0])
        self.assertEqual([cstr(value) for value in (None, 1, "a")], ["", "1", "a"])

    def test_halves_are_rounded_to_even_or_away_from_zero(self):
        self.assertEqual([rounded(value, 0, "Banker's Rounding") for value in (0.5, 1.5, 2.5)], [0, 2, 2])
        self.assertEqual([rounded(value, 0, "Commercial Rounding") for value in (0.5, 1.5, 2.5)], [1, 2, 3])
        self.assertEqual(flt(2.675, 2, "Commercial Rounding"), 2.68)

    def test_dates_move_and_stay_what_they_were(self):
        self.assertEqual(add_days("2025-01-31", 1), "2025-02-01")
        self.assertEqual(add_months("2025-01-31", 1), "2025-02-28")
        self.assertEqual(add_days(datetime.date(2025, 1, 31), 1), datetime.date(2025, 2, 1))
        self.assertEqual(add_to_date("2025-01-31 23:30:00", hours=1, as_string=True)[:16], "2025-02-01 00:30")
        self.assertEqual(date_diff("2025-03-01", "2025-02-27"), 2)

    def test_the_edges_of_months(self):
        self.assertEqual(get_first_day("2025-02-14"), datetime.date(2025, 2, 1))
        self.assertEqual(get_first_day("2025-01-14", d_months=-1), datetime.date(2024, 12, 1))
        self.assertEqual(get_last_day("2024-02-14"), datetime.date(2024, 2, 29))

    def test_now_is_text_and_now_datetime_is_not(self):
        self.assertIsInstance(now(), str)
        self.assertIsNone(now_datetime().tzinfo)
        self.assertEqual(nowdate(), now()[:10])

    def test_what_is_no_date_is_refused(self):
        self.assertEqual(str(getdate("")), nowdate())
        self.assertEqual(get_datetime("2025-01-31"), datetime.datetime(2025, 1, 31))
        self.assertRaises(frappe.ValidationError, getdate, "yesterday-ish")

    def test_people_read_values_in_the_systems_formats(self):
        formats = {"number_format": "#.###,##", "date_format": "dd.mm.yyyy", "time_format": "HH:mm:ss"}
        with self.change_settings("System Settings", formats):
            self.assertEqual(fmt_money(1234567.891), "1.234.567,89")
            self.assertEqual(format_date("2025-01-31"), "31.01.2025")
            self.assertEqual(format_datetime("2025-01-31 09:05:00"), "31.01.2025 09:05:00")

    def test_addresses_and_markup(self):
        self.assertEqual(validate_email_address("a@b.co"), "a@b.co")
        self.assertFalse(validate_email_address("a b@c"))
        self.assertEqual(strip_html("<p>a</p>"), "a")

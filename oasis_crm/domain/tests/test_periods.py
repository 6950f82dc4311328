import unittest
from datetime import date

from oasis_crm.domain import periods


class TestPeriods(unittest.TestCase):
    def test_a_month_ends_with_its_own_last_day(self):
        self.assertEqual(periods.bounds("Month", date(2024, 2, 10)), (date(2024, 2, 1), date(2024, 2, 29)))

    def test_a_quarter_holds_three_months(self):
        self.assertEqual(
            periods.bounds("Quarter", date(2025, 12, 31)), (date(2025, 10, 1), date(2025, 12, 31))
        )

    def test_a_year_is_a_year(self):
        self.assertEqual(periods.bounds("Year", date(2025, 6, 1)), (date(2025, 1, 1), date(2025, 12, 31)))

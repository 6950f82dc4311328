from datetime import datetime, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from oasis_crm.domain.repeating import STEPS, beginning, next_moment

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(lambda at: at.replace(microsecond=0))


class TestRepeating(TestCase):
    def test_the_31st_falls_on_the_last_day_of_shorter_months_and_comes_back(self):
        at, seen = datetime(2026, 1, 31, 9), []
        for _ in range(4):
            at = next_moment(datetime(2026, 1, 31, 9), "Monthly", at)
            seen.append((at.month, at.day))
        self.assertEqual(seen, [(2, 28), (3, 31), (4, 30), (5, 31)])

    def test_what_does_not_repeat_has_no_next_moment(self):
        for repeat in (None, "", "None"):
            self.assertIsNone(next_moment(datetime(2026, 1, 1), repeat, datetime(2026, 2, 1)))

    @given(MOMENTS, st.sampled_from(list(STEPS)), st.timedeltas(timedelta(0), timedelta(days=4000)))
    def test_the_next_moment_is_the_first_of_the_series_after_now(self, first, repeat, passed):
        now = first + passed
        found = next_moment(first, repeat, now)
        self.assertGreater(found, now)
        self.assertEqual(found.time(), first.time())
        step = {"Daily": 1, "Weekly": 7, "Monthly": 31}[repeat]
        self.assertLessEqual(found - now, timedelta(days=step))

    @given(MOMENTS, st.sampled_from(list(STEPS)), st.timedeltas(timedelta(0), timedelta(days=400)))
    def test_the_series_is_known_by_any_of_its_moments(self, first, repeat, passed):
        later = next_moment(first, repeat, first + passed)
        self.assertEqual(beginning(first, later, repeat), first)
        self.assertEqual(beginning(first, later + timedelta(hours=1), repeat), later + timedelta(hours=1))

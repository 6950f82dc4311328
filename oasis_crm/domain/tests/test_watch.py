import unittest
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from oasis_crm.domain import cadence, place, watch
from oasis_crm.domain.pace import pace, working_days
from oasis_crm.domain.watch import Limit, Thresholds

TODAY = date(2026, 11, 23)
RULES = Thresholds()


class WatchLists(unittest.TestCase):
    def test_a_contract_ending_on_the_last_day_of_the_window_is_watched_and_one_that_has_ended_is_not(self):
        self.assertTrue(watch.ends_soon(TODAY + timedelta(days=60), TODAY, 60))
        self.assertFalse(watch.ends_soon(TODAY + timedelta(days=61), TODAY, 60))
        self.assertFalse(watch.ends_soon(TODAY - timedelta(days=1), TODAY, 60))
        self.assertFalse(watch.ends_soon(None, TODAY, 60))

    def test_a_limit_is_low_by_its_share_or_by_its_runway(self):
        self.assertTrue(watch.limit_is_low(Limit(100_000, 20_000, 100), RULES))
        self.assertTrue(watch.limit_is_low(Limit(100_000, 40_000, 9_000), RULES))
        self.assertFalse(watch.limit_is_low(Limit(100_000, 40_000, 8_000), RULES))

    def test_a_firm_without_a_limit_has_no_low_limit(self):
        self.assertFalse(watch.limit_is_low(Limit(0, 0, 5_000), RULES))

    def test_an_overdrawn_limit_lasts_no_days(self):
        self.assertEqual(watch.runway_days(Limit(100_000, -500, 1_000)), 0)

    def quiet_after(self, gap, **over):
        day = watch.quiet_from(TODAY, gap, Thresholds(**over))
        return day and (day - TODAY).days

    def test_a_daily_customer_is_missed_sooner_than_a_weekly_one_and_nobody_within_a_weekend(self):
        self.assertEqual([self.quiet_after(gap) for gap in (0.5, 1.2, 4, 7)], [3, 4, 12, 15])

    def test_how_long_is_long_says_the_setting(self):
        self.assertEqual(self.quiet_after(2, usual_gap_factor=5), 10)
        self.assertIsNone(self.quiet_after(2, usual_gap_factor=0))

    def test_a_firm_that_never_fuelled_or_has_no_habit_is_not_missed_by_it(self):
        self.assertIsNone(watch.quiet_from(None, 2, RULES))
        self.assertIsNone(self.quiet_after(None))

    def test_a_week_three_tenths_under_the_twelve_week_base_is_a_fall(self):
        self.assertTrue(watch.consumption_fell(699, 12_000, RULES))
        self.assertFalse(watch.consumption_fell(701, 12_000, RULES))
        self.assertFalse(watch.consumption_fell(0, 0, RULES))


class Cadence(unittest.TestCase):
    def test_an_a_firm_is_seen_every_two_weeks_and_a_d_firm_never(self):
        self.assertEqual(cadence.interval_days("A"), 14)
        self.assertIsNone(cadence.interval_days("D"))
        self.assertEqual(cadence.interval_days(None), 90)

    def test_a_lost_firm_is_not_visited_in_any_cadence(self):
        self.assertIsNone(cadence.interval_days("A", stage="Lost"))

    def light(self, last_visit, followed_since=TODAY, interval=28):
        return cadence.due_light(cadence.due_on(last_visit, followed_since, interval), interval, TODAY)

    def test_the_light_turns_orange_before_it_turns_red(self):
        lights = [self.light(TODAY - timedelta(days=age)) for age in (0, 20, 21, 28, 29)]
        self.assertEqual(lights, ["green", "green", "orange", "orange", "red"])

    def test_a_firm_never_visited_is_due_on_the_day_it_is_followed_and_late_from_the_next(self):
        self.assertEqual(self.light(None), "orange")
        self.assertEqual(self.light(None, TODAY - timedelta(days=1)), "red")

    def test_without_a_cadence_or_a_follower_there_is_no_light(self):
        self.assertEqual(self.light(None, interval=None), "none")
        self.assertEqual(self.light(None, followed_since=None), "none")

    def test_coverage_leaves_out_firms_without_a_cadence(self):
        self.assertEqual(cadence.coverage({"green": 2, "orange": 1, "red": 1, "none": 50}), 0.75)
        self.assertIsNone(cadence.coverage({"none": 3}))


class CheckIn(unittest.TestCase):
    FIRM = place.Point(41.0082, 28.9784)

    def test_taksim_is_three_kilometres_from_sultanahmet(self):
        self.assertAlmostEqual(place.distance(self.FIRM, place.Point(41.0369, 28.9850)), 3239, delta=15)

    def test_within_the_radius_is_verified_and_beyond_is_out_of_range(self):
        near, far = place.Point(41.0100, 28.9784), place.Point(41.0369, 28.9850)
        self.assertEqual(place.check_in(place.Fix(near, 10), self.FIRM, 300)[0], "Verified")
        self.assertEqual(place.check_in(place.Fix(far, 10), self.FIRM, 300)[0], "Out of Range")

    def test_a_fix_a_kilometre_wide_does_not_verify_a_distant_visit(self):
        far = place.Point(41.0369, 28.9850)
        self.assertEqual(place.check_in(place.Fix(far, 5_000), self.FIRM, 300)[0], "Out of Range")

    def test_a_firm_without_a_place_cannot_be_verified(self):
        self.assertEqual(place.check_in(place.Fix(self.FIRM, 5), None, 300), ("Not Verified", None))

    def test_a_remembered_fix_is_stale(self):
        now = datetime(2026, 11, 23, 10)
        fix = place.Fix(self.FIRM, 5, now - timedelta(minutes=11))
        self.assertTrue(place.is_stale(fix, now))
        self.assertFalse(place.is_stale(place.Fix(self.FIRM, 5, now - timedelta(minutes=9)), now))

    def test_a_clock_a_little_ahead_is_borne_and_an_hour_is_not(self):
        now = datetime(2026, 11, 23, 10)
        self.assertFalse(place.is_ahead(place.Fix(self.FIRM, 5, now + timedelta(minutes=1)), now))
        self.assertTrue(place.is_ahead(place.Fix(self.FIRM, 5, now + timedelta(hours=1)), now))

    def test_the_origin_and_the_outside_of_the_globe_are_no_places(self):
        self.assertFalse(place.is_valid(place.Point(0, 0)))
        self.assertFalse(place.is_valid(place.Point(91, 10)))
        self.assertTrue(place.is_valid(self.FIRM))


def weekday(day):
    return day.weekday() < 5


class TargetPace(unittest.TestCase):
    FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)

    def test_half_way_through_the_working_days_half_is_expected(self):
        found = pace(2_100, 900, self.FIRST, self.LAST, date(2026, 11, 13), weekday)
        self.assertEqual(working_days(self.FIRST, self.LAST, weekday), 21)
        self.assertAlmostEqual(found.expected_today, 1_000)
        self.assertAlmostEqual(found.projection, 1_890)
        self.assertAlmostEqual(found.needed_per_day, 1_200 / 12)

    def test_before_the_period_nothing_is_expected_and_after_it_nothing_is_needed(self):
        before = pace(100, 0, self.FIRST, self.LAST, date(2026, 10, 20), weekday)
        after = pace(100, 80, self.FIRST, self.LAST, date(2026, 12, 5), weekday)
        self.assertEqual((before.expected_today, before.needed_per_day), (0, 100 / 21))
        self.assertEqual((after.expected_today, after.needed_per_day, after.projection), (100, 0, 80))

    @given(st.floats(1, 1e6), st.floats(0, 1e6), st.integers(0, 40))
    def test_the_expectation_never_exceeds_the_target_and_nothing_is_negative(self, target, achieved, days):
        found = pace(target, achieved, self.FIRST, self.LAST, self.FIRST + timedelta(days=days), weekday)
        self.assertLessEqual(found.expected_today, target * 1.000001)
        self.assertGreaterEqual(min(found.expected_today, found.needed_per_day, found.projection), 0)


if __name__ == "__main__":
    unittest.main()

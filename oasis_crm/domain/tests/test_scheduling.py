import unittest
from collections import Counter
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from oasis_crm.domain import scheduling
from oasis_crm.domain.scheduling import (
    AFTER_DAYS,
    BEFORE_SUPPLIER_END,
    NO_RULE,
    FirmFacts,
    Interval,
    OutcomeRule,
    WorkRules,
    cautions,
    closed,
    overlaps,
    propose,
)

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, 0)


def proposal(rule=AFTER_DAYS, days=7, done_on=MONDAY, now=NOON, busy=(), rules=None, **facts):
    return propose(
        OutcomeRule(rule, days), FirmFacts(**facts), done_on, now, rules or WorkRules(), loader(busy)
    )


class loader:
    """A calendar of these visits."""

    def __init__(self, visits):
        self.all = list(visits)

    def counts(self, first, last):
        return Counter(visit.start.date() for visit in self.visits(first, last))

    def visits(self, first, last):
        return [visit for visit in self.all if first <= visit.start.date() <= last]


class NextVisitDay(unittest.TestCase):
    def test_it_is_the_outcomes_number_of_days_later_at_the_first_hour(self):
        found = proposal(days=7)
        self.assertEqual(found.planned_start, datetime(2026, 11, 30, 9, 0))
        self.assertEqual(found.reason.basis, "days")

    def test_an_outcome_without_a_rule_plans_nothing(self):
        self.assertIsNone(proposal(rule=NO_RULE, days=5))

    def test_a_weekend_moves_it_to_monday_and_says_so(self):
        found = proposal(days=5)
        self.assertEqual(found.planned_start.date(), date(2026, 11, 30))
        self.assertEqual([skip.obstacle for skip in found.reason.skipped], ["weekend", "weekend"])

    def test_a_religious_holiday_moves_it_past_the_feast(self):
        # Kurban Bayramı 2026: 27–30 May, Wednesday to Saturday.
        found = proposal(days=7, done_on=date(2026, 5, 20), now=datetime(2026, 5, 20, 9))
        self.assertEqual(found.planned_start.date(), date(2026, 6, 1))
        self.assertIn("Kurban Bayramı", {skip.name for skip in found.reason.skipped})

    def test_the_eve_of_a_feast_ends_at_one_o_clock(self):
        eve = date(2026, 5, 26)
        morning = [Interval(datetime.combine(eve, time(9)), 4 * 60)]
        found = proposal(days=6, done_on=date(2026, 5, 20), now=datetime(2026, 5, 20, 9), busy=morning)
        self.assertNotEqual(found.planned_start.date(), eve)

    def test_the_companys_own_day_off_is_respected(self):
        rules = WorkRules(holidays={date(2026, 11, 30): "Stock-taking"})
        self.assertEqual(proposal(rules=rules).planned_start.date(), date(2026, 12, 1))

    def test_a_routine_visit_follows_the_ratings_cadence(self):
        found = proposal(days=None, cadence_days=14)
        self.assertEqual((found.reason.basis, found.planned_start.date()), ("cadence", date(2026, 12, 7)))

    def test_a_firm_without_a_cadence_gets_no_routine_visit(self):
        self.assertIsNone(proposal(days=None, cadence_days=None))

    def test_it_comes_before_the_suppliers_contract_ends(self):
        found = proposal(BEFORE_SUPPLIER_END, 30, supplier_contract_end=date(2027, 3, 3))
        self.assertEqual(found.planned_start.date(), date(2027, 2, 1))

    def test_a_supplier_contract_that_ends_within_the_month_is_seen_at_once(self):
        found = proposal(BEFORE_SUPPLIER_END, 30, supplier_contract_end=date(2026, 12, 1))
        self.assertEqual(found.planned_start.date(), date(2026, 11, 24))

    def test_a_visit_recorded_late_is_not_planned_into_the_past(self):
        found = proposal(days=3, done_on=date(2026, 11, 2), now=NOON)
        self.assertEqual(found.planned_start, datetime(2026, 11, 23, 12, 30))
        self.assertEqual(found.reason.skipped[0].obstacle, "past")


class NextVisitHour(unittest.TestCase):
    def test_a_taken_slot_is_passed_over(self):
        busy = [Interval(datetime(2026, 11, 30, 9, 0), 45)]
        self.assertEqual(proposal(busy=busy).planned_start, datetime(2026, 11, 30, 10, 0))

    def test_a_day_at_its_cap_is_full(self):
        day = datetime(2026, 11, 30, 14, 0)
        busy = [Interval(day), Interval(day + timedelta(hours=1))]
        found = proposal(busy=busy, rules=WorkRules(daily_cap=2))
        self.assertEqual(found.planned_start.date(), date(2026, 12, 1))
        self.assertEqual(found.reason.skipped[-1].obstacle, "full")

    def test_the_break_stays_free(self):
        rules = WorkRules(start=time(12), break_start=time(12), break_end=time(13))
        self.assertEqual(proposal(rules=rules).planned_start.time(), time(13))

    def test_a_rep_without_a_free_slot_in_half_a_year_gets_no_proposal(self):
        self.assertIsNone(proposal(rules=WorkRules(daily_cap=0)))

    def test_visits_that_touch_do_not_overlap(self):
        first = Interval(datetime(2026, 11, 30, 9, 0), 30)
        self.assertFalse(overlaps(Interval(datetime(2026, 11, 30, 9, 30), 30), [first]))
        self.assertTrue(overlaps(Interval(datetime(2026, 11, 30, 9, 29), 30), [first]))


moments = st.datetimes(datetime(2026, 11, 1), datetime(2027, 6, 30)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
intervals = st.builds(Interval, moments, st.sampled_from([15, 30, 45, 60, 240]))
leaves = st.tuples(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 30)).map(
    lambda leave: (leave[0], leave[0] + timedelta(days=leave[1]))
)
rule_sets = st.builds(
    WorkRules,
    leave=st.lists(leaves, max_size=4).map(tuple),
    start=st.sampled_from([time(8), time(9), time(9, 30)]),
    end=st.sampled_from([time(15), time(17), time(18, 30)]),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    slot_minutes=st.sampled_from([15, 30, 60]),
    daily_cap=st.integers(1, 6),
)


class AnyProposal(unittest.TestCase):
    @settings(max_examples=150, deadline=None)
    @given(
        rule_sets,
        st.lists(intervals, max_size=40),
        moments,
        st.integers(1, 60),
        st.sampled_from([15, 30, 60]),
    )
    def test_it_is_in_working_time_after_now_under_the_cap_and_never_double_booked(
        self, rules, busy, now, days, minutes
    ):
        found = propose(
            OutcomeRule(AFTER_DAYS, days), FirmFacts(), now.date(), now, rules, loader(busy), minutes
        )
        if found is None:
            return
        wanted, day = Interval(found.planned_start, minutes), found.planned_start.date()
        self.assertGreater(wanted.start, now)
        self.assertGreaterEqual(day, now.date() + timedelta(days=days))
        self.assertIsNone(closed(day, rules))
        self.assertFalse(any(first <= day <= last for first, last in rules.leave))
        self.assertLessEqual(rules.start, wanted.start.time())
        self.assertLessEqual(wanted.end, datetime.combine(day, rules.end))
        self.assertFalse(overlaps(wanted, busy))
        self.assertLess(sum(visit.start.date() == day for visit in busy), rules.daily_cap)

    @settings(max_examples=60, deadline=None)
    @given(rule_sets, st.lists(intervals, max_size=20), moments, st.integers(1, 20))
    def test_planning_a_rep_full_one_visit_after_another_never_overlaps(self, rules, busy, now, days):
        planned: list[Interval] = []
        for _ in range(6):
            found = propose(
                OutcomeRule(AFTER_DAYS, days), FirmFacts(), now.date(), now, rules, loader([*busy, *planned])
            )
            if found is None:
                break
            wanted = Interval(found.planned_start, found.minutes)
            self.assertFalse(overlaps(wanted, [*busy, *planned]))
            planned.append(wanted)

    @given(moments, st.integers(1, 30))
    def test_every_skipped_day_has_a_cause(self, now, days):
        found = propose(OutcomeRule(AFTER_DAYS, days), FirmFacts(), now.date(), now, WorkRules(), loader([]))
        for skip in found.reason.skipped:
            if skip.obstacle in ("weekend", "holiday"):
                self.assertEqual(scheduling.closed(skip.day, WorkRules()).obstacle, skip.obstacle)

    @given(rule_sets, moments, st.integers(1, 20))
    def test_what_is_proposed_calls_for_no_caution(self, rules, now, days):
        found = propose(OutcomeRule(AFTER_DAYS, days), FirmFacts(), now.date(), now, rules, loader([]))
        if found:
            wanted = Interval(found.planned_start, found.minutes)
            self.assertEqual(cautions(wanted, 0, rules), [])


class Cautions(unittest.TestCase):
    def said(self, start, minutes=30, others=0, **rules):
        return [skip.obstacle for skip in cautions(Interval(start, minutes), others, WorkRules(**rules))]

    def test_a_plain_hour_of_a_working_day_needs_none(self):
        self.assertEqual(self.said(NOON), [])

    def test_an_hour_that_begins_too_early_or_ends_too_late_is_named(self):
        self.assertEqual(self.said(NOON.replace(hour=8, minute=45)), ["hours"])
        self.assertEqual(self.said(NOON.replace(hour=17, minute=45)), ["hours"])

    def test_a_day_off_is_named_once_whatever_the_hour(self):
        self.assertEqual(self.said(datetime(2026, 11, 22, 20)), ["weekend"])
        self.assertEqual(self.said(datetime(2026, 10, 29, 20)), ["holiday"])

    def test_a_full_day_is_named(self):
        self.assertEqual(self.said(NOON, others=2, daily_cap=2), ["full"])


if __name__ == "__main__":
    unittest.main()

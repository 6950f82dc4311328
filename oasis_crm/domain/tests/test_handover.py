import unittest
from collections import Counter
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from oasis_crm.domain.handover import Days, Wanted, moves
from oasis_crm.domain.routing import Load, in_order
from oasis_crm.domain.scheduling import Interval, WorkRules, closed, overlaps
from oasis_crm.domain.tests.test_scheduling import MONDAY, NOON, loader

FRIDAY = MONDAY + timedelta(days=4)


def at(hour, day=MONDAY + timedelta(days=1), minute=0):
    return datetime(day.year, day.month, day.day, hour, minute)


def wanted(*starts):
    return [Wanted(f"VIS-{number}", start, 30) for number, start in enumerate(starts)]


def moved(starts, busy=(), rules=None, first=None, last=FRIDAY, off=True):
    days = Days(first, last, off)
    return moves(wanted(*starts), loader(busy), rules or WorkRules(), NOON, days)


class Moves(unittest.TestCase):
    def test_a_visit_keeps_its_time_where_that_is_free(self):
        (move,) = moved([at(10)])
        self.assertEqual((move.start, move.conflict), (at(10), None))

    def test_onto_another_visit_it_takes_the_first_free_slot_of_its_day(self):
        (move,) = moved([at(10)], busy=[Interval(at(10), 30)])
        self.assertEqual((move.start, move.conflict), (at(9), "taken"))

    def test_a_full_day_moves_it_to_the_next(self):
        rules = WorkRules(daily_cap=1)
        (move,) = moved([at(10)], busy=[Interval(at(15), 30)], rules=rules)
        self.assertEqual((move.start.date(), move.conflict), (MONDAY + timedelta(days=2), "full"))

    def test_two_at_the_same_time_do_not_both_get_it(self):
        first, second = moved([at(10), at(10)])
        self.assertEqual((first.conflict, second.conflict), (None, "taken"))

    def test_without_room_in_the_days_it_stays(self):
        rules = WorkRules(days=frozenset())
        (move,) = moved([at(10)], busy=[Interval(at(10), 30)], rules=rules)
        self.assertEqual((move.start, move.conflict), (None, "no_room"))

    def test_on_the_return_what_lies_behind_gets_a_time_to_come(self):
        (move,) = moved([at(9, MONDAY)], first=MONDAY, last=None)
        self.assertEqual(move.start, at(12, MONDAY, 30))

    def test_on_a_day_off_it_stays_with_who_chose_it_and_not_with_anybody_else(self):
        sunday, monday = MONDAY + timedelta(days=6), MONDAY + timedelta(days=7)
        (kept,), (changed,) = (moved([at(10, sunday)], last=None, off=off) for off in (True, False))
        self.assertEqual((kept.start, kept.conflict), (at(10, sunday), None))
        self.assertEqual((changed.start, changed.conflict), (at(9, monday), "closed"))

    @settings(deadline=None, max_examples=60)
    @given(
        st.lists(st.tuples(st.integers(0, 13), st.integers(8, 18)), max_size=14),
        st.lists(st.tuples(st.integers(0, 13), st.integers(8, 18)), max_size=14),
        st.tuples(st.integers(0, 9), st.integers(0, 3)),
    )
    def test_for_good_each_gets_a_time_to_come_on_a_day_on_which_its_new_rep_works(self, mine, theirs, leave):
        away = (MONDAY + timedelta(days=leave[0]), MONDAY + timedelta(days=sum(leave)))
        holiday = MONDAY + timedelta(days=2)
        rules = WorkRules(leave=(away,), holidays={holiday: "Company day"})
        busy = [Interval(at(hour, MONDAY + timedelta(days=day)), 30) for day, hour in sorted(set(theirs))]
        starts = [at(hour, MONDAY + timedelta(days=day)) for day, hour in mine]
        found = moved(starts, busy, rules, first=MONDAY, last=None, off=False)
        self.assertEqual(len(found), len(mine))
        taken = list(busy)
        for move in found:
            self.assertIsNone(closed(move.start.date(), rules), move)
            self.assertGreater(move.start, NOON)
            self.assertFalse(overlaps(Interval(move.start, 30), taken), move)
            taken.append(Interval(move.start, 30))
            if move.conflict is None and move.was > NOON:
                self.assertEqual(move.start, move.was)

    @settings(deadline=None, max_examples=60)
    @given(
        st.lists(st.tuples(st.integers(0, 4), st.integers(8, 18)), max_size=14),
        st.lists(st.tuples(st.integers(0, 4), st.integers(8, 18)), max_size=14),
        st.integers(1, 5),
    )
    def test_whatever_the_calendars_nobody_is_double_booked_and_no_slot_of_ours_breaks_a_rule(
        self, mine, theirs, cap
    ):
        rules = WorkRules(daily_cap=cap)
        busy = [Interval(at(hour, MONDAY + timedelta(days=day)), 30) for day, hour in sorted(set(theirs))]
        found = moved([at(hour, MONDAY + timedelta(days=day)) for day, hour in mine], busy, rules)
        taken, begun = list(busy), Counter(one.start.date() for one in busy)
        for move in found:
            if move.start is None:
                continue
            self.assertGreater(move.start, NOON)
            self.assertFalse(overlaps(Interval(move.start, 30), taken), move)
            taken.append(Interval(move.start, 30))
            begun[move.start.date()] += 1
            self.assertLessEqual(begun[move.start.date()], cap)
            if move.start != move.was:
                self.assertIsNone(closed(move.start.date(), rules))
                self.assertLessEqual(move.start.date(), FRIDAY)


class LeastLoaded(unittest.TestCase):
    def test_who_has_least_to_do_goes_and_the_name_decides_among_equals(self):
        loads = [Load("c@x", "Can", 2), Load("b@x", "Bora", 1), Load("a@x", "Ali", 1)]
        self.assertEqual([load.rep for load in in_order(loads)], ["a@x", "b@x", "c@x"])

    @settings(deadline=None)
    @given(st.lists(st.tuples(st.text(max_size=4), st.integers(0, 9)), max_size=9))
    def test_the_order_does_not_depend_on_who_asks(self, rows):
        loads = [Load(f"{number}@x", name, visits) for number, (name, visits) in enumerate(rows)]
        self.assertEqual(in_order(loads), in_order(reversed(loads)))


class OwnLeave(unittest.TestCase):
    def test_a_day_of_leave_is_no_working_day(self):
        rules = WorkRules(leave=((MONDAY, FRIDAY),))
        self.assertEqual(closed(MONDAY, rules).obstacle, "leave")
        self.assertIsNone(closed(MONDAY + timedelta(days=7), rules))

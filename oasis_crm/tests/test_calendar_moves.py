"""What is dragged in the calendar: one set of rules for visits, work orders and reminders."""

from datetime import timedelta

import frappe
from frappe.utils import get_datetime, now_datetime
from oasis_crm import errors
from oasis_crm.api import calendar, visits
from oasis_crm.offline.push import push
from oasis_crm.services import settings
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make_firm,
    make_manager,
    make_reminder,
    make_rep,
    make_team,
    make_visit,
    make_work_order,
)


def workday(hour=10, after=20):
    """A moment of a plain working day, some weeks ahead."""
    day = now_datetime() + timedelta(days=after)
    while day.weekday() > 4 or (day.month, day.day) in {(12, 31), (1, 1)}:
        day += timedelta(days=1)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


class MovingCase(OasisTestCase):
    def setUp(self):
        super().setUp()
        # A plain week wherever the year stands.
        frappe.db.set_single_value("Oasis Settings", "use_public_holidays", 0)
        self.rep, self.other, self.leader = make_rep(), make_rep(), make_rep()
        make_team(leader=self.leader, members=[self.rep, self.other])

    def visit(self, start=None, rep=None):
        return make_visit(sales_rep=rep or self.rep, planned_start=start or workday(after=6))

    def move(self, doc, start=None, by=None, **over):
        with self.as_user(by or self.rep):
            return calendar.move(doc.doctype, doc.name, str(start or workday()), **over)


class AllThreeKinds(MovingCase):
    def setUp(self):
        super().setUp()
        with self.as_user(self.leader):
            order = make_work_order(self.rep, due_on=workday(after=6))
            reminder = make_reminder(remind_at=workday(after=6))
        self.things = {order: "due_on", reminder: "remind_at", self.visit(): "planned_start"}

    def test_each_goes_where_it_is_dragged_to(self):
        for thing, field in self.things.items():
            answer = self.move(thing, workday(11), self.leader)
            self.assertEqual((answer["start"], answer["warnings"]), (str(workday(11)), []))
            self.assertEqual(get_datetime(thing.reload().get(field)), workday(11))

    def test_none_goes_into_the_past_and_none_is_changed_by_trying(self):
        for thing, field in self.things.items():
            yesterday = now_datetime() - timedelta(days=1)
            self.assert_refused(errors.PastDateError, self.move, thing, yesterday, self.leader)
            self.assertEqual(get_datetime(thing.reload().get(field)), workday(after=6))

    def test_none_is_moved_by_somebody_whom_it_does_not_concern(self):
        for thing in self.things:
            self.assert_refused(frappe.PermissionError, self.move, thing, workday(), make_rep())

    def test_of_two_people_who_drag_the_same_thing_the_first_wins_and_the_second_is_told(self):
        for thing in self.things:
            seen = str(workday(after=6))
            self.move(thing, workday(11), self.leader, was=seen)
            words = self.assert_refused(
                errors.MovedMeanwhileError, self.move, thing, workday(12), self.leader, was=seen
            )
            self.assertIn("11:00", words)

    def test_a_device_moves_them_with_no_network_and_once(self):
        for number, thing in enumerate(self.things):
            values = {"doctype": thing.doctype, "name": thing.name, "start": str(workday(15))}
            change = {
                "id": f"{frappe.generate_hash(length=12)}-{number}",
                "doctype": thing.doctype,
                "name": thing.name,
                "action": "move",
                "values": values,
            }
            with self.as_user(self.leader):
                first, again = (push("phone", [change])[0] for _ in range(2))
            self.assertEqual(first["answer"]["start"], str(workday(15)))
            self.assertEqual(first, again)


class Refusals(MovingCase):
    def test_a_visit_does_not_move_onto_another_nor_grow_into_it(self):
        self.visit(workday(11))
        visit = self.visit(workday(10))
        self.assert_refused(errors.SlotTakenError, self.move, visit, workday(11))
        self.assert_refused(errors.SlotTakenError, self.move, visit, workday(10), minutes=90)
        self.assertEqual(self.move(visit, workday(10), minutes=60)["minutes"], 60)

    def test_a_length_that_no_visit_has_is_refused(self):
        visit = self.visit(workday(10))
        for minutes in (-30, 1, 100_000):
            self.assert_refused(errors.MoveError, self.move, visit, workday(10), minutes=minutes)

    def test_what_is_closed_stays(self):
        visit = self.visit()
        with self.as_user(self.rep):
            visits.record(visit.firm, "Interested", visit=visit.name)
        self.assert_refused(errors.VisitClosedError, self.move, visit)

    def test_a_rep_does_not_set_the_day_of_an_order_that_he_was_given(self):
        with self.as_user(self.leader):
            order = make_work_order(self.rep)
        self.assert_refused(frappe.PermissionError, self.move, order)

    def test_what_is_no_entry_of_the_calendar_is_refused(self):
        firm = make_firm(sales_rep=self.rep)
        self.assert_refused(errors.MoveError, self.move, firm)
        self.assert_refused(frappe.ValidationError, self.move, self.visit(), "next week")


class Warnings(MovingCase):
    def test_a_day_off_a_late_hour_and_a_full_day_are_said_and_kept(self):
        sunday = workday() + timedelta(days=6 - workday().weekday())
        visit = self.visit()
        for start in (sunday, workday(20)):
            answer = self.move(visit, start)
            self.assertEqual((answer["start"], len(answer["warnings"])), (str(start), 1))

    def test_a_day_over_the_cap_is_said_and_kept(self):
        cap = settings.work_rules().daily_cap
        for number in range(cap):
            self.visit(workday(9) + timedelta(minutes=30 * number))
        answer = self.move(self.visit(), workday(16))
        self.assertEqual((answer["start"], len(answer["warnings"])), (str(workday(16)), 1))


class ToSomebodyElse(MovingCase):
    def told(self, user):
        return frappe.db.count("Notification Log", {"for_user": user})

    def test_a_leader_drags_a_visit_to_another_of_his_team_and_both_are_told(self):
        visit = self.visit()
        answer = self.move_to(visit, self.other)
        self.assertEqual((answer["user"], answer["status"]), (self.other, "Assigned"))
        self.assertEqual(visit.reload().assigned_by, self.leader)
        self.assertEqual((self.told(self.rep), self.told(self.other)), (1, 1))

    def move_to(self, doc, user, by=None):
        return self.move(doc, workday(14), by or self.leader, user=user)

    def test_not_onto_the_other_ones_visit_nor_outside_the_team_nor_by_a_rep(self):
        visit = self.visit()
        self.visit(workday(14), self.other)
        self.assert_refused(errors.SlotTakenError, self.move_to, visit, self.other)
        self.assert_refused(frappe.PermissionError, self.move_to, visit, make_rep())
        self.assert_refused(frappe.PermissionError, self.move_to, visit, self.other, self.rep)
        self.assertEqual(visit.reload().sales_rep, self.rep)

    def test_only_visits_change_hands(self):
        with self.as_user(self.leader):
            order = make_work_order(self.rep)
        self.assert_refused(errors.MoveError, self.move_to, order, self.other)


class WhatMayBeDragged(MovingCase):
    def entries(self, user, users):
        start, end = workday(0, 5), workday(0, 5) + timedelta(days=8)
        with self.as_user(user):
            found = visits.calendar(str(start), str(end), users)
        return {entry["doctype"]: entry["editable"] for entry in found if entry["doctype"] != "Holiday"}

    def test_the_calendar_offers_what_the_rules_allow(self):
        with self.as_user(self.leader):
            make_work_order(self.rep, due_on=workday(12, 6))
        self.visit(workday(11, 6))
        with self.as_user(self.rep):
            make_reminder(remind_at=workday(13, 6))
        mine = self.entries(self.rep, [self.rep])
        self.assertEqual(mine, {"Firm Visit": True, "Field Work Order": False, "Personal Reminder": True})
        self.assertEqual(
            self.entries(self.leader, [self.rep]), {"Firm Visit": True, "Field Work Order": True}
        )
        self.assertEqual(self.entries(make_manager(), [self.rep, self.other])["Field Work Order"], True)


class Planning(MovingCase):
    def plan(self, start, firm=None, **over):
        firm = firm or make_firm(sales_rep=self.rep).name
        with self.as_user(self.rep):
            return visits.plan(firm, str(start), **over)

    def test_a_visit_is_planned_at_the_hour_that_was_tapped_and_once_a_tap(self):
        firm = make_firm(sales_rep=self.rep).name
        first, again = (self.plan(workday(11), firm, client_id="tap", purpose="Offer") for _ in range(2))
        self.assertEqual((first["name"], first["start"]), (again["name"], str(workday(11))))
        self.assertEqual(frappe.db.count("Firm Visit", {"firm": firm}), 1)

    def test_neither_the_past_nor_an_hour_that_is_taken_nor_anothers_firm_is_planned(self):
        self.plan(workday(11))
        self.assert_refused(errors.SlotTakenError, self.plan, workday(11) + timedelta(minutes=15))
        self.assert_refused(errors.PastDateError, self.plan, now_datetime() - timedelta(hours=1))
        theirs = make_firm(sales_rep=make_rep()).name
        self.assert_refused(frappe.PermissionError, self.plan, workday(15), theirs)

    def test_a_day_off_is_said_and_kept(self):
        sunday = workday() + timedelta(days=6 - workday().weekday())
        self.assertEqual(len(self.plan(sunday)["warnings"]), 1)

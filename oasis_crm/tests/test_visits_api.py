"""Visits through their endpoints: check-in, moving, routing, and the plan that follows."""

from datetime import timedelta

import frappe
from frappe.utils import add_days, get_datetime, now_datetime, nowdate
from oasis_crm import errors
from oasis_crm.api import visits
from oasis_crm.notifications import missed
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make_firm,
    make_manager,
    make_office,
    make_rep,
    make_team,
    make_user,
    make_visit,
)

PLACE = {"latitude": 39.9208, "longitude": 32.8541}


class VisitCase(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.rep = make_rep()
        self.firm = make_firm(sales_rep=self.rep, **PLACE)

    def record(self, outcome="Interested", user=None, **over):
        with self.as_user(user or self.rep):
            return visits.record(**{"firm": self.firm.name, "outcome": outcome, **over})

    def told(self, user):
        return frappe.get_all(
            "Notification Log", filters={"for_user": user}, pluck="subject", order_by="creation asc"
        )


class Recording(VisitCase):
    def test_a_planned_visit_is_the_one_that_is_done(self):
        planned = make_visit(self.firm.name, self.rep)
        self.assertEqual(self.record(visit=planned.name)["name"], planned.name)
        self.assertEqual(planned.reload().status, "Done")

    def test_a_firm_has_one_open_automatic_visit_however_often_it_is_visited(self):
        first = self.record()["next_visit"]
        second = self.record(outcome="Offer Made")["next_visit"]
        self.assertEqual(first["name"], second["name"])
        self.assertNotEqual(first["planned_start"], second["planned_start"])

    def test_visits_that_people_planned_are_left_alone(self):
        planned = make_visit(self.firm.name, self.rep)
        before = str(planned.planned_start)
        self.assertNotEqual(self.record()["next_visit"]["name"], planned.name)
        self.assertEqual(str(planned.reload().planned_start), before)

    def test_carrying_out_the_automatic_visit_plans_a_new_one(self):
        automatic = self.record()["next_visit"]["name"]
        following = self.record(visit=automatic)["next_visit"]["name"]
        self.assertNotEqual(following, automatic)
        self.assertEqual(frappe.db.get_value("Firm Visit", following, "previous_visit"), automatic)

    def test_two_firms_of_a_rep_are_never_planned_at_the_same_time(self):
        other = make_firm(sales_rep=self.rep)
        first, second = self.record(), self.record(firm=other.name)
        self.assertNotEqual(first["next_visit"]["planned_start"], second["next_visit"]["planned_start"])

    def test_the_rep_moves_the_proposal_but_not_onto_another_visit_or_into_the_past(self):
        chosen = (now_datetime() + timedelta(days=40)).replace(hour=20, minute=0, second=0, microsecond=0)
        moved = self.record(next_start=str(chosen))["next_visit"]
        self.assertEqual(get_datetime(moved["planned_start"]), chosen)
        other = make_firm(sales_rep=self.rep)
        taken = str(chosen + timedelta(minutes=15))
        self.assert_refused(errors.SlotTakenError, self.record, firm=other.name, next_start=taken)
        yesterday = str(add_days(now_datetime(), -1))
        self.assert_refused(errors.PastDateError, self.record, firm=other.name, next_start=yesterday)

    def test_no_next_visit_where_the_rep_wants_none_or_the_outcome_asks_for_none(self):
        self.assertIsNone(self.record(next_start="")["next_visit"])
        self.assertIsNone(self.record(outcome="Lost", lost_reason="Closed down")["next_visit"])

    def test_a_firm_lost_without_a_reason_is_refused_and_nothing_is_recorded(self):
        self.assert_refused(errors.VisitStatusError, self.record, outcome="Lost")
        self.assertEqual(frappe.db.get_value("Firm", self.firm.name, "stage"), "Suspect")

    def test_an_outcome_that_is_not_there_is_refused(self):
        self.assert_refused(errors.VisitOutcomeError, self.record, outcome="Enchanted")

    def test_the_outcome_carries_the_firm_to_its_stage_and_dates_it(self):
        answer = self.record(outcome="Offer Made")
        self.firm.reload()
        self.assertEqual(self.firm.stage, "Negotiation")
        self.assertEqual(str(self.firm.next_visit_on)[:19], answer["next_visit"]["planned_start"])
        self.assertEqual(str(self.firm.last_visit_on)[:10], nowdate())

    def test_the_office_records_a_call_for_the_rep_who_follows_the_firm(self):
        visit = self.record(user=make_office(), visit_type="Phone")["name"]
        self.assertEqual(frappe.db.get_value("Firm Visit", visit, "sales_rep"), self.rep)


class CheckIn(VisitCase):
    def check_in(self, **over):
        return self.record(check_in={**PLACE, "accuracy": 12, "taken_at": str(now_datetime()), **over})

    def test_at_the_firm_it_is_verified(self):
        self.assertEqual(self.check_in()["check_in"]["result"], "Verified")

    def test_far_away_it_warns_and_saves(self):
        answer = self.check_in(latitude=39.95)
        self.assertEqual(answer["check_in"]["result"], "Out of Range")
        self.assertTrue(answer["check_in"]["warning"])
        self.assertEqual(frappe.db.get_value("Firm Visit", answer["name"], "status"), "Done")

    def test_a_remembered_position_and_one_off_the_globe_are_refused(self):
        old = str(now_datetime() - timedelta(hours=1))
        self.assert_refused(errors.StaleCheckInError, self.check_in, taken_at=old)
        self.assert_refused(errors.InvalidLocationError, self.check_in, latitude=99)
        self.assert_refused(errors.InvalidLocationError, self.check_in, longitude="north")
        self.assertEqual(frappe.db.count("Firm Visit", {"firm": self.firm.name}), 0)

    def test_an_accuracy_that_is_no_distance_is_refused(self):
        for odd in (-5, "NaN", "inf"):
            self.assert_refused(errors.InvalidLocationError, self.check_in, accuracy=odd)

    def test_a_rep_does_not_write_by_hand_where_he_was(self):
        visit = make_visit(self.firm.name, self.rep)
        with self.as_user(self.rep):
            visit.update({"check_in_result": "Verified", "check_in_latitude": 39.92})
            self.assert_refused(errors.VisitStatusError, visit.save)
            self.assert_refused(
                errors.VisitStatusError, make_visit, self.firm.name, self.rep, check_in_result="Verified"
            )

    def test_a_position_that_is_none_is_refused_and_nothing_is_kept(self):
        for odd in (
            {"latitude": 91},
            {"latitude": "NaN"},
            {"longitude": -181},
            {"latitude": None},
            {"latitude": True},
            {"accuracy": True},
        ):
            self.assert_refused(errors.InvalidLocationError, self.check_in, **odd)
        self.assert_refused(frappe.ValidationError, self.check_in, taken_at="just now")
        self.assertEqual(frappe.db.count("Firm Visit", {"firm": self.firm.name}), 0)

    def test_a_position_from_the_future_is_refused_in_words_of_its_own(self):
        ahead = str(now_datetime() + timedelta(minutes=30))
        words = self.assert_refused(errors.StaleCheckInError, self.check_in, taken_at=ahead)
        self.assertIn("clock", words)

    def test_what_was_recorded_without_a_network_is_judged_by_the_visits_own_time(self):
        then = now_datetime() - timedelta(hours=5)
        place = {**PLACE, "accuracy": 12, "taken_at": str(then - timedelta(minutes=2))}
        answer = self.record(done_on=str(then), check_in=place)
        self.assertEqual(answer["check_in"]["result"], "Verified")
        now = {**place, "taken_at": str(now_datetime())}
        self.assert_refused(errors.StaleCheckInError, self.record, done_on=str(then), check_in=now)

    def test_a_firm_without_a_place_makes_no_check_in_verified(self):
        nowhere = make_firm(sales_rep=self.rep)
        here = {**PLACE, "accuracy": 12, "taken_at": str(now_datetime())}
        found = self.record(firm=nowhere.name, check_in=here)["check_in"]
        self.assertEqual((found["result"], found["distance"]), ("Not Verified", None))

    def test_a_moment_with_its_own_zone_is_understood(self):
        utc = frappe.utils.get_datetime_in_timezone("UTC").isoformat()
        self.assertEqual(self.check_in(taken_at=utc)["check_in"]["result"], "Verified")

    def test_a_visit_without_check_in_keeps_no_position(self):
        answer = self.record()
        self.assertIsNone(answer["check_in"])


class Routing(VisitCase):
    def setUp(self):
        super().setUp()
        self.office, self.leader = make_office(), make_rep()
        make_team(leader=self.leader, members=[self.rep])

    def assign(self, user=None, rep=None, **over):
        with self.as_user(user or self.office):
            return visits.assign(**{"firm": self.firm.name, "sales_rep": rep or self.rep, **over})

    def respond(self, name, accept, reason=None, user=None):
        with self.as_user(user or self.rep):
            return visits.respond(name, accept, reason)

    def test_the_rep_is_told_at_once_and_finds_the_note(self):
        answer = self.assign(note="Ask for the trade registry")
        self.assertEqual(answer["status"], "Assigned")
        self.assertIn(self.firm.firm_name, self.told(self.rep)[-1])

    def test_without_an_hour_it_takes_the_first_free_slot_of_the_day(self):
        first, second = self.assign(), self.assign(firm=make_firm(sales_rep=self.rep).name)
        self.assertNotEqual(first["planned_start"], second["planned_start"])

    def test_accepting_and_declining_are_told_to_the_assigner(self):
        name = self.assign()["name"]
        self.assertEqual(self.respond(name, True), {"name": name, "status": "Accepted"})
        other = self.assign(firm=make_firm(sales_rep=self.rep).name)["name"]
        self.assert_refused(errors.VisitStatusError, self.respond, other, False)
        self.assertEqual(self.respond(other, False, "On leave")["status"], "Declined")
        self.assertIn("On leave", self.told(self.office)[-1])

    def test_the_same_answer_twice_is_one_answer(self):
        name = self.assign()["name"]
        self.respond(name, True)
        self.assertEqual(self.respond(name, True)["status"], "Accepted")
        self.assertEqual(len(self.told(self.office)), 1)

    def test_nobody_answers_for_another(self):
        name = self.assign()["name"]
        self.assert_refused(frappe.PermissionError, self.respond, name, True, user=make_rep())
        self.assert_refused(frappe.PermissionError, self.respond, name, True, user=self.office)

    def test_a_leader_routes_within_his_team_and_a_rep_to_nobody(self):
        self.assertEqual(self.assign(user=self.leader)["status"], "Assigned")
        outsider = make_rep()
        self.assert_refused(frappe.PermissionError, self.assign, user=self.leader, rep=outsider)
        self.assert_refused(frappe.PermissionError, self.assign, user=self.rep)

    def test_to_the_disabled_to_the_office_and_into_the_past_it_is_refused(self):
        gone = make_rep()
        frappe.db.set_value("User", gone, "enabled", 0)
        self.assert_refused(errors.RoutingError, self.assign, rep=gone)
        self.assert_refused(errors.RoutingError, self.assign, rep=self.office)
        self.assert_refused(errors.PastDateError, self.assign, planned_start=str(add_days(nowdate(), -1)))

    def test_a_visit_nobody_reported_is_missed_and_both_are_told_once(self):
        name = self.assign()["name"]
        late = now_datetime() - timedelta(hours=30)
        frappe.db.set_value("Firm Visit", name, "planned_start", late)
        missed._miss(name)
        missed._miss(name)
        self.assertEqual(frappe.db.get_value("Firm Visit", name, "status"), "Missed")
        self.assertEqual((len(self.told(self.rep)), len(self.told(self.office))), (2, 1))


class Moving(VisitCase):
    def move(self, visit, start, user=None):
        with self.as_user(user or self.rep):
            return visits.reschedule(visit.name, str(start))

    def test_an_open_visit_moves_to_a_free_time(self):
        visit = make_visit(self.firm.name, self.rep)
        start = visit.planned_start + timedelta(days=2)
        self.assertEqual(get_datetime(self.move(visit, start)["planned_start"]), start)

    def test_a_day_without_an_hour_keeps_the_hour(self):
        visit = make_visit(self.firm.name, self.rep)
        day = (visit.planned_start + timedelta(days=3)).date()
        self.assertEqual(get_datetime(self.move(visit, day)["planned_start"]).hour, visit.planned_start.hour)

    def test_it_does_not_move_onto_another_visit_into_the_past_or_once_done(self):
        visit, other = (
            make_visit(self.firm.name, self.rep),
            make_visit(
                make_firm(sales_rep=self.rep).name, self.rep, planned_start=add_days(now_datetime(), 3)
            ),
        )
        self.assert_refused(errors.SlotTakenError, self.move, visit, other.planned_start)
        self.assert_refused(errors.PastDateError, self.move, visit, add_days(now_datetime(), -1))
        self.record(visit=visit.name)
        self.assert_refused(errors.VisitClosedError, self.move, visit, add_days(now_datetime(), 5))

    def test_another_reps_visit_is_not_moved_and_a_managers_move_is_told(self):
        visit = make_visit(self.firm.name, self.rep)
        start = visit.planned_start + timedelta(days=2)
        self.assert_refused(frappe.PermissionError, self.move, visit, start, user=make_rep())
        self.move(visit, start, user=make_manager())
        self.assertEqual(len(self.told(self.rep)), 1)

    def test_who_has_no_role_calls_nothing(self):
        visit = make_visit(self.firm.name, self.rep)
        self.assert_refused(frappe.PermissionError, self.move, visit, nowdate(), user=make_user())

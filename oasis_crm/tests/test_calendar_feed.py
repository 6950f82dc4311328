"""The calendar feed behind its secret link."""

from datetime import timedelta, timezone
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar

import frappe
from frappe.utils import get_system_timezone, now_datetime
from oasis_crm.api import calendar_feed as endpoint
from oasis_crm.services import calendar_feed
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_firm, make_rep, make_visit

UTC = timezone.utc


class TestCalendarFeed(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.rep = make_rep()
        with self.as_user(self.rep):
            self.token = self.token_of(calendar_feed.new_link())

    def token_of(self, url):
        return parse_qs(urlsplit(url).query)["token"][0]

    def read(self, token):
        """What a calendar program gets, with no log-in."""
        with self.as_user("Guest"):
            endpoint.feed(token)
            self.assertEqual(frappe.session.user, "Guest")
        return Calendar.from_ical(frappe.local.response.pop("filecontent"))

    def titles(self, token):
        return [str(event["summary"]) for event in self.read(token).walk("VEVENT")]

    def test_it_shows_the_users_own_visits_at_their_hour_and_nobody_elses(self):
        firm = make_firm(sales_rep=self.rep, firm_name="Işıklar Lojistik")
        start = now_datetime().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
        make_visit(firm=firm.name, sales_rep=self.rep, planned_start=start)
        make_visit(sales_rep=make_rep(), planned_start=start)
        (event,) = self.read(self.token).walk("VEVENT")
        self.assertEqual(str(event["summary"]), "Işıklar Lojistik")
        self.assertEqual(event["dtstart"].dt.replace(tzinfo=None), start)
        self.assertIsNotNone(event["dtstart"].dt.utcoffset())

    def test_its_hours_mean_the_same_moment_wherever_it_is_read(self):
        start = now_datetime().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
        make_visit(sales_rep=self.rep, planned_start=start)
        feed = self.read(self.token)
        (event,) = feed.walk("VEVENT")
        zone = ZoneInfo(get_system_timezone())
        self.assertEqual(event["dtstart"].dt.astimezone(UTC), start.replace(tzinfo=zone).astimezone(UTC))
        self.assertEqual([str(found["tzid"]) for found in feed.walk("VTIMEZONE")], [zone.key])

    def test_what_is_cancelled_or_declined_leaves_the_feed_and_what_moves_keeps_its_identity(self):
        start = now_datetime() + timedelta(days=2)
        visit = make_visit(sales_rep=self.rep, planned_start=start)
        before = [str(event["uid"]) for event in self.read(self.token).walk("VEVENT")]
        visit.db_set("planned_start", start + timedelta(days=1))
        after = [str(event["uid"]) for event in self.read(self.token).walk("VEVENT")]
        self.assertEqual((len(before), before), (1, after))
        visit.db_set("status", "Cancelled")
        self.assertEqual(self.titles(self.token), [])

    def test_a_visit_that_waits_for_an_answer_is_tentative(self):
        visit = make_visit(sales_rep=self.rep, planned_start=now_datetime() + timedelta(days=2))
        visit.db_set("status", "Assigned")
        (event,) = self.read(self.token).walk("VEVENT")
        self.assertEqual(str(event["status"]), "TENTATIVE")

    def test_a_new_link_replaces_the_one_before(self):
        with self.as_user(self.rep):
            renewed = self.token_of(calendar_feed.new_link())
        self.assertEqual(self.titles(renewed), [])
        self.assert_refused(frappe.DoesNotExistError, endpoint.feed, self.token)

    def test_a_revoked_link_and_one_that_never_was_show_nothing(self):
        with self.as_user(self.rep):
            calendar_feed.revoke()
        for token in (self.token, "", "guess"):
            self.assert_refused(frappe.DoesNotExistError, endpoint.feed, token)

    def test_the_link_dies_with_the_account(self):
        frappe.db.set_value("User", self.rep, "enabled", 0)
        self.assert_refused(frappe.DoesNotExistError, endpoint.feed, self.token)

    def test_the_link_itself_is_not_stored(self):
        stored = frappe.db.get_value("Oasis Preference", self.rep, "calendar_feed_hash")
        self.assertNotIn(self.token, stored)

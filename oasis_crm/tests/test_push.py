"""Push messages: who gets them, what is sent, what becomes of browsers that are gone."""

import json
from types import SimpleNamespace
from unittest.mock import patch

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import frappe
from oasis_crm.errors import PushSubscriptionError
from oasis_crm.notifications import inbox, push, push_job
from oasis_crm.services import preferences
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_firm, make_rep

_SECRET = b"0123456789abcdef"


class Browser:
    """A browser's half of a subscription."""

    def __init__(self, address="https://fcm.googleapis.com/fcm/send/one"):
        self.key = ec.generate_private_key(ec.SECP256R1())
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": push._base64(point), "auth": push._base64(_SECRET)}
        self.subscription = {"endpoint": address, "keys": keys}

    def read(self, body):
        return json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=_SECRET))


class TestPush(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.rep, self.browser = make_rep(), Browser()
        with self.as_user(self.rep):
            push.public_key()
            self.name = push.subscribe(self.browser.subscription, "Phone")

    def deliver(self, status):
        """Runs the job with a push service that answers `status`; answers what it was sent."""
        answer = SimpleNamespace(status_code=status, reason="", text="", headers={})
        # A commit would make the rows of this test stay.
        with patch("requests.post", return_value=answer) as post, patch.object(frappe.db, "commit"):
            push_job.deliver(self.rep, "Ziyaret: Öz Işık", "/oasis/calendar")
        return post.call_args

    def test_the_message_reaches_the_browser_encrypted_and_signed(self):
        sent = self.deliver(201)
        self.assertEqual(sent.args[0], self.browser.subscription["endpoint"])
        message = self.browser.read(sent.kwargs["data"])
        self.assertEqual(message, {"title": "Ziyaret: Öz Işık", "url": "/oasis/calendar"})
        self.assertNotIn("Işık".encode(), sent.kwargs["data"])
        signature = {key.lower(): value for key, value in sent.kwargs["headers"].items()}["authorization"]
        self.assertTrue(signature.startswith(("vapid ", "WebPush ")), signature)

    def test_a_browser_that_has_withdrawn_is_forgotten(self):
        self.deliver(410)
        self.assertFalse(frappe.db.exists("Push Subscription", self.name))

    def test_a_service_in_trouble_is_tried_again_next_time(self):
        self.deliver(503)
        self.assertEqual(frappe.db.get_value("Push Subscription", self.name, "failures"), 1)
        self.deliver(201)
        self.assertEqual(frappe.db.get_value("Push Subscription", self.name, "failures"), 0)

    def test_the_same_browser_is_kept_once_and_follows_who_is_logged_in(self):
        other = make_rep()
        with self.as_user(other):
            self.assertEqual(push.subscribe(self.browser.subscription, "Phone"), self.name)
        self.assertEqual(frappe.db.get_value("Push Subscription", self.name, "user"), other)

    def test_an_address_that_is_no_push_service_is_refused(self):
        for address in ("http://127.0.0.1:9/x", "https://intranet.example/x"):
            self.assert_refused(PushSubscriptionError, push.subscribe, Browser(address).subscription, None)

    def test_nobody_switches_off_anothers_browser(self):
        with self.as_user(make_rep()):
            push.unsubscribe(self.browser.subscription["endpoint"])
        self.assertTrue(frappe.db.exists("Push Subscription", self.name))
        with self.as_user(self.rep):
            push.unsubscribe(self.browser.subscription["endpoint"])
        self.assertFalse(frappe.db.exists("Push Subscription", self.name))

    def test_what_a_user_is_told_is_pushed_unless_he_does_not_want_it(self):
        firm = make_firm(sales_rep=self.rep)
        with patch.object(frappe, "enqueue") as enqueue:
            inbox.tell(self.rep, "Look", firm)
            self.assertEqual(enqueue.call_args.kwargs["url"], f"/oasis/firms/{firm.name}")
            with self.as_user(self.rep):
                preferences.change({"push_reminders": 0})
            enqueue.reset_mock()
            inbox.tell(self.rep, "Look", firm)
            enqueue.assert_not_called()

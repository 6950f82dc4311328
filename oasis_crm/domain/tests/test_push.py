"""Only browser makers' push services are called."""

import unittest

from oasis_crm.domain.push import is_push_service


class TestPushService(unittest.TestCase):
    def test_the_services_of_browser_makers_are_known(self):
        for endpoint in (
            "https://fcm.googleapis.com/fcm/send/abc:def",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
            "https://web.push.apple.com/QGx",
            "https://wns2-am3p.notify.windows.com/w/?token=x",
        ):
            self.assertTrue(is_push_service(endpoint), endpoint)

    def test_nothing_else_is_called(self):
        for endpoint in (
            "http://fcm.googleapis.com/fcm/send/abc",
            "https://fcm.googleapis.com:8443/x",
            "https://fcm.googleapis.com@127.0.0.1/x",
            "https://fcm.googleapis.com.evil.example/x",
            "https://evilpush.apple.com.example/x",
            "https://notpush.apple.com.tr/x",
            "https://127.0.0.1/x",
            "https://[::1]/x",
            "https://[broken/x",
            "file:///etc/passwd",
            "",
        ):
            self.assertFalse(is_push_service(endpoint), endpoint)

"""The base of the app's tests: the same class on Frappe v15, on v16 and on the standalone engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import frappe

try:
    from frappe.tests import IntegrationTestCase as FrameworkTestCase
except ImportError:  # v15 keeps its base class elsewhere
    from frappe.tests.utils import FrappeTestCase as FrameworkTestCase


class OasisTestCase(FrameworkTestCase):
    """Each test runs inside a savepoint, as Administrator: tests of a class do not see each other's rows."""

    def setUp(self) -> None:
        super().setUp()
        self.addCleanup(frappe.set_user, frappe.session.user)
        frappe.set_user("Administrator")
        frappe.db.savepoint("oasis_test")
        self.addCleanup(self._undo)

    def _undo(self) -> None:
        frappe.db.rollback(save_point="oasis_test")
        frappe.clear_messages()
        forget_cached_documents()

    @contextmanager
    def as_user(self, user: str) -> Iterator[None]:
        """Run the block as another user."""
        before = frappe.session.user
        frappe.set_user(user)
        try:
            yield
        finally:
            frappe.set_user(before)

    def assert_refused(self, exception: type[Exception], call: Any, *args: Any, **kwargs: Any) -> str:
        """The call raises `exception`; answers its message, for a look at the words."""
        with self.assertRaises(exception) as caught:
            call(*args, **kwargs)
        frappe.clear_messages()
        return str(caught.exception)


def forget_cached_documents() -> None:
    """Documents read through the cache inside a rolled-back test must not reach the next one."""
    frappe.clear_document_cache("Oasis Settings", "Oasis Settings")

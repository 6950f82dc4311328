"""Test classes: what a class writes into the database is gone when it ends."""

from __future__ import annotations

import copy
import json
import sys
import unittest
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import frappe
from frappe.database.database import Database
from frappe.tests import contexts


class UnitTestCase(unittest.TestCase):
    """Runs as Administrator; comparisons and changed circumstances that tests of the framework know."""

    doctype: str | None = None
    freeze_time = staticmethod(contexts.freeze_time)
    set_user = staticmethod(contexts.set_user)
    patch_hooks = staticmethod(contexts.patch_hooks)

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.doctype = doctype_beside(cls)
        frappe.set_user("Administrator")
        cls.addClassCleanup(frappe.set_user, "Administrator")


class IntegrationTestCase(UnitTestCase):
    """A test class with the site's database, which is as before when the class ends."""

    maxDiff = 10_000
    change_settings = staticmethod(contexts.change_settings)

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        frappe.db.commit()
        cls.addClassCleanup(restore_context, copy.deepcopy(frappe.local.flags))
        cls.addClassCleanup(undo)

    @contextmanager
    def assertQueryCount(self, count: int) -> Iterator[None]:
        """At most so many statements reach the database in the block."""
        seen: list[str] = []
        execute = Database._raw

        def counting(database: Database, query: str, *args: Any) -> Any:
            seen.append(query)
            return execute(database, query, *args)

        with patch.object(Database, "_raw", counting):
            yield
        self.assertLessEqual(len(seen), count, msg="\n".join(seen))


def undo() -> None:
    frappe.db.rollback()
    frappe.clear_cache()


def restore_context(flags: Any) -> None:
    frappe.local.flags = flags
    frappe.local.message_log = []
    frappe.local.response = frappe._dict(docs=[])
    frappe.local.form_dict = frappe._dict()
    frappe.local.lang = "en"
    frappe.local.request = None


def doctype_beside(case: type) -> str | None:
    """The DocType whose folder the test lives in."""
    file = Path(str(sys.modules[case.__module__].__file__))
    described = file.parent / f"{file.parent.name}.json"
    if file.parent.parent.name != "doctype" or not described.exists():
        return None
    return str(json.loads(described.read_text(encoding="utf-8"))["name"])

"""Sessions that nobody uses any more."""

from __future__ import annotations

from pathlib import Path

import frappe
from frappe.sessions import clear_expired_sessions
from frappe.tests.binding import bound
from frappe.utils import add_to_date, now


def test_sessions_end_when_they_were_not_used_for_too_long(site: Path):
    with bound(site):
        for sid, used in (("old", add_to_date(now(), days=-30)), ("fresh", now())):
            frappe.db.execute(
                "INSERT INTO tabSessions (sid, user, sessiondata, lastupdate) VALUES (?, 'Guest', '{}', ?)",
                (sid, used),
            )
        clear_expired_sessions()
        assert frappe.get_all("Scheduled Job Type", {"method": ["like", "%clear_expired_sessions"]})
        left = frappe.db.execute("SELECT sid FROM tabSessions").fetchall()
        assert [row[0] for row in left] == ["fresh"]

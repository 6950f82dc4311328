"""Log-in sessions: one row of `tabSessions` each, found by the cookie `sid`."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

import frappe
from frappe.realtime import disconnect_session
from frappe.types import _dict
from frappe.utils import add_to_date, cint, get_datetime, now, now_datetime
from frappe.utils.settings import get_system_setting

GUEST = "Guest"
# A session row is written again at most this often: reading a page must not cost a write.
REFRESH_SECONDS = 600
DEFAULT_EXPIRY = "240:00:00"
DEFAULT_SIMULTANEOUS = 2


class Session:
    """The session of one request: taken up from its cookie, or started for `user`."""

    def __init__(
        self, user: str | None, resume: bool = False, full_name: str = "", user_type: str = ""
    ) -> None:
        self.user = user or GUEST
        self.full_name = full_name
        self.user_type = user_type
        self.data = _dict(user=self.user, sid=GUEST, data=_dict())
        frappe.local.session = self.data
        if resume:
            self.resume()
        else:
            self.start()

    def resume(self) -> None:
        sid = frappe.local.form_dict.pop("sid", None) or unquote(
            frappe.local.request.cookies.get("sid", GUEST)
        )
        if sid == GUEST:
            return self._become_guest()
        stored = load(sid)
        if stored is None:
            frappe.local.response["session_expired"] = 1
            from frappe.auth import clear_cookies

            clear_cookies()
            return self._become_guest()
        self.user = stored.user
        self.data.update(user=stored.user, sid=sid, data=stored)
        return None

    def _become_guest(self) -> None:
        self.user = GUEST
        self.data.update(user=GUEST, sid=GUEST, data=_dict(user=GUEST))

    def start(self) -> None:
        """A new session for the user; guests share one that is never stored."""
        if self.user == GUEST:
            return self._become_guest()
        self.data.sid = frappe.generate_hash()
        self.data.data = _dict(
            user=self.user,
            session_ip=frappe.local.request_ip,
            last_updated=now(),
            session_expiry=expiry_period(),
            full_name=self.full_name,
            user_type=self.user_type,
        )
        frappe.db.execute(
            "INSERT INTO tabSessions (sid, user, sessiondata, lastupdate) VALUES (?, ?, ?, ?)",
            (self.data.sid, self.user, json.dumps(self.data.data), now()),
        )
        return None

    def update(self, force: bool = False) -> bool:
        """Moves the session's expiry forward; answers whether that was written (and committed)."""
        if self.user == GUEST or self.data.sid in (GUEST, ""):
            return False
        stored = self.data.data
        if not force and stored.last_updated and age_of(stored.last_updated) <= REFRESH_SECONDS:
            return False
        stored.last_updated = now()
        stored.lang = frappe.local.lang
        frappe.db.execute(
            "UPDATE tabSessions SET sessiondata=?, lastupdate=? WHERE sid=?",
            (json.dumps(stored), now(), self.data.sid),
        )
        frappe.db.set_value("User", self.user, "last_active", now(), update_modified=False)
        frappe.db.commit()
        return True


def load(sid: str) -> _dict | None:
    """What is stored under `sid`, with `user`; None where there is nothing or it has expired."""
    row = frappe.db.execute(
        "SELECT user, sessiondata, lastupdate FROM tabSessions WHERE sid=?", (sid,)
    ).fetchone()
    if row is None:
        return None
    user, text, last_update = row
    stored = _dict(json.loads(text or "{}"))
    if age_of(last_update) > seconds_of(stored.session_expiry) or not _is_enabled(user):
        return None
    stored.user = user
    return stored


def age_of(moment: Any) -> float:
    """Seconds since the moment; one that cannot be read is as old as can be."""
    at = get_datetime(moment)
    return (now_datetime() - at).total_seconds() if at else float("inf")


def _is_enabled(user: str) -> bool:
    """A user who was switched off loses his open sessions with the next request."""
    return bool(frappe.get_cached_value("User", user, "enabled"))


def expiry_period() -> str:
    period = str(get_system_setting("session_expiry") or DEFAULT_EXPIRY)
    return period if period.count(":") == 2 else period + ":00"


def seconds_of(period: str | None = None) -> int:
    """Seconds in an `hours:minutes:seconds` text; without one, of the site's setting."""
    hours, minutes, seconds = (cint(part) for part in (period or expiry_period()).split(":"))
    return hours * 3600 + minutes * 60 + seconds


def get_csrf_token() -> str:
    """The session's token, made at its first use. The caller commits before it shows the token."""
    stored = frappe.local.session.data
    if not stored.csrf_token:
        generate_csrf_token()
    return str(stored.csrf_token)


def generate_csrf_token() -> None:
    frappe.local.session.data.csrf_token = frappe.generate_hash()
    session = getattr(frappe.local, "session_obj", None)
    if session is not None:
        session.update(force=True)


def delete_session(sid: str, user: str | None = None, reason: str = "Session Expired") -> None:
    """Ends a session: its row goes, and so do its open sockets."""
    frappe.db.execute("DELETE FROM tabSessions WHERE sid=?", (sid,))
    frappe.db.commit()
    disconnect_session(sid)


def clear_sessions(user: str | None = None, keep_current: bool = False, force: bool = False) -> None:
    """Ends the user's sessions beyond the number he may have at a time; all of them with `force`."""
    for sid in get_sessions_to_clear(user, keep_current, force):
        delete_session(sid, reason="Logged in from another session")


def get_sessions_to_clear(
    user: str | None = None, keep_current: bool = False, force: bool = False
) -> list[str]:
    user = user or frappe.session.user
    allowed = 0
    if not force and user == frappe.session.user:
        allowed = cint(frappe.db.get_value("User", user, "simultaneous_sessions")) or DEFAULT_SIMULTANEOUS
    kept = frappe.session.sid if keep_current else ""
    if keep_current:
        allowed = max(0, allowed - 1)
    rows = frappe.db.execute(
        "SELECT sid FROM tabSessions WHERE user=? AND sid<>? ORDER BY lastupdate DESC", (user, kept)
    ).fetchall()
    return [row[0] for row in rows[allowed:]]


def clear_expired_sessions() -> None:
    """For the scheduler: ends what has not been used for longer than the site's setting."""
    limit = add_to_date(now(), seconds=-seconds_of(), as_string=True, as_datetime=True)
    for row in frappe.db.execute("SELECT sid FROM tabSessions WHERE lastupdate<?", (limit,)).fetchall():
        delete_session(row[0])

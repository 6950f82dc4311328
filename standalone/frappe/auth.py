"""Who asks: log-in by password, by session cookie, by API key. Cookies. Failed attempts are counted."""

import base64
import binascii
import hmac
from typing import Any, NoReturn
from urllib.parse import quote, unquote

from werkzeug.wrappers import Response

import frappe
from frappe import _
from frappe.exceptions import (
    AuthenticationError,
    CSRFTokenError,
    InvalidAuthorizationToken,
    SecurityException,
)
from frappe.rate_limiter import Window
from frappe.sessions import GUEST, Session, clear_sessions, delete_session, seconds_of
from frappe.translate import get_language
from frappe.utils import cint, now
from frappe.utils.password import check_password, get_decrypted_password
from frappe.utils.settings import get_system_setting
from frappe.website.path_resolver import get_home_page
from frappe.website.request import get_request_header, is_unsafe, lock_for_writing

MAX_PASSWORD_SIZE = 512
LOGIN_PATHS = ("/api/method/login", "/api/v1/method/login")
COOKIES = ("full_name", "user_id", "sid", "user_image", "user_lang", "system_user")


class AccountLockedError(SecurityException):
    """Too many failed attempts for this user or from this address."""

    http_status_code = 429


class CookieManager:
    """Cookies to set and to drop with the answer."""

    def __init__(self) -> None:
        self.cookies: dict[str, dict[str, Any]] = {}
        self.to_delete: set[str] = set()

    def set_cookie(self, key: str, value: str, deduplicate: bool = False, **options: Any) -> None:
        """`deduplicate`: not again where the browser already sends just this."""
        sent = frappe.local.request.cookies.get(key) if frappe.local.request else None
        if deduplicate and sent is not None and unquote(sent) == value:
            return
        self.to_delete.discard(key)
        self.cookies[key] = {"value": quote(value), **options}

    def delete_cookie(self, *keys: str) -> None:
        for key in keys:
            self.cookies.pop(key, None)
            self.to_delete.add(key)

    def flush_cookies(self, response: Response) -> None:
        secure = frappe.local.request.scheme == "https"
        for key, options in self.cookies.items():
            response.set_cookie(key, **{"samesite": "Lax", "secure": secure, **options})
        for key in self.to_delete:
            response.delete_cookie(key, samesite="Lax", secure=secure)


def clear_cookies() -> None:
    frappe.local.cookie_manager.delete_cookie(*COOKIES)


class LoginManager:
    """The request's user: `user`, `info` (type, names, image), and how he came to be it."""

    def __init__(self) -> None:
        self.user = GUEST
        self.full_name = ""
        self.info: Any = None
        frappe.local.login_manager = self
        if is_login_request():
            self.login()
        else:
            self.resume()

    def resume(self) -> None:
        frappe.local.session_obj = Session(None, resume=True)
        self.user = frappe.session.user
        if self.user != GUEST:
            self.get_user_info()
            self.set_user_info(resume=True)

    def login(self) -> None:
        """By `usr` and `pwd` of the form. The password is checked before the database is locked."""
        self._start_as_guest()
        form = frappe.local.form_dict
        self.authenticate(form.get("usr"), form.get("pwd"))
        form.pop("pwd", None)
        lock_for_writing()
        self.post_login()

    def _start_as_guest(self) -> None:
        frappe.local.session_obj = Session(None)

    def authenticate(self, user: str | None = None, pwd: str | None = None) -> None:
        """Sets `user` where the password is right; else AuthenticationError, counted by user and address."""
        if not isinstance(user, str) or not isinstance(pwd, str) or not (user and pwd):
            self.fail(_("Incomplete login details"))
        if len(pwd) > MAX_PASSWORD_SIZE:
            self.fail(_("This password is too long."))
        name = find_user(user)
        trackers = [LoginAttemptTracker(frappe.local.request_ip or ""), LoginAttemptTracker(name or user)]
        for tracker in trackers:
            tracker.refuse_if_locked()
        try:
            check_password(name or user, pwd)
        except AuthenticationError:
            name = None
        if name is None or not (name == "Administrator" or frappe.db.get_value("User", name, "enabled")):
            for tracker in trackers:
                tracker.add_failure_attempt()
            self.fail("Invalid login credentials")
        for tracker in trackers:
            tracker.add_success_attempt()
        self.user = str(name)

    def fail(self, message: str) -> NoReturn:
        frappe.local.response["message"] = message
        raise AuthenticationError

    def post_login(self) -> None:
        self.get_user_info()
        self.make_session()
        self.set_user_info()

    def get_user_info(self) -> None:
        fields = ["user_type", "full_name", "user_image"]
        self.info = frappe.get_cached_value("User", self.user, fields, as_dict=True) or frappe._dict()
        self.full_name = self.info.full_name or self.user

    def make_session(self) -> None:
        frappe.local.session_obj = Session(
            self.user, full_name=self.full_name, user_type=self.info.user_type or ""
        )
        frappe.local.role_permissions = {}
        if self.user == GUEST:
            return
        seen = {"last_login": now(), "last_active": now(), "last_ip": frappe.local.request_ip}
        frappe.db.set_value("User", self.user, seen, update_modified=False)
        clear_sessions(self.user, keep_current=True)

    def set_user_info(self, resume: bool = False) -> None:
        cookies = frappe.local.cookie_manager
        if self.user != GUEST:
            cookies.set_cookie("sid", frappe.session.sid, max_age=seconds_of(), httponly=True)
        is_system = self.info.user_type == "System User"
        if not resume:
            frappe.local.response.update(
                message="Logged In" if is_system else "No App",
                home_page=home_page_of(is_system),
                full_name=self.full_name,
            )
        for key, value in (
            ("system_user", "yes" if is_system else "no"),
            ("full_name", self.full_name),
            ("user_id", self.user),
            ("user_image", self.info.user_image or ""),
            ("user_lang", frappe.local.lang or ""),
        ):
            cookies.set_cookie(key, value, deduplicate=True)

    def logout(self) -> None:
        """Ends this session."""
        if frappe.session.user != GUEST:
            delete_session(frappe.session.sid, reason="Logged out")
        self.user = GUEST
        self.get_user_info()
        self.full_name = GUEST
        self._start_as_guest()
        clear_cookies()
        frappe.local.response.update(message="No App", home_page=home_page_of(False), full_name=GUEST)


def is_login_request() -> bool:
    """By POST only: a password has no place in an address."""
    asked = frappe.local.request.path in LOGIN_PATHS or frappe.local.form_dict.get("cmd") == "login"
    return bool(asked and frappe.local.request.method == "POST")


def find_user(login: str) -> str | None:
    """The user's name from what was typed: a name, or an e-mail address."""
    name = frappe.db.get_value("User", login) or frappe.db.get_value("User", {"email": login})
    return str(name) if name and name != GUEST else None


def home_page_of(is_system: bool) -> str:
    """Where the browser goes after a log-in: the only app's own page, else the desk or the home page."""
    routes = [app["route"] for app in frappe.get_hooks("add_to_apps_screen") if _may_open(app)]
    if len(routes) == 1:
        return str(routes[0])
    return "/app" if is_system else "/" + get_home_page()


def _may_open(app: dict[str, Any]) -> bool:
    check = app.get("has_permission")
    return bool(app.get("route")) and (not check or bool(frappe.call(check)))


class LoginAttemptTracker:
    """Counts failed attempts under a key; after too many in a row the key is locked for a while."""

    def __init__(self, key: str) -> None:
        self.allowed = cint(get_system_setting("allow_consecutive_login_attempts")) or 10
        self.lock_seconds = cint(get_system_setting("allow_login_after_fail")) or 60
        self.window = Window(f"login:{frappe.local.site_folder}:{key.casefold()}", self.lock_seconds)

    def refuse_if_locked(self) -> None:
        if self.window.count() > self.allowed:
            frappe.throw(
                _("Too many failed attempts to log in. Try again in {0} seconds.").format(self.lock_seconds),
                AccountLockedError,
            )

    def add_failure_attempt(self) -> None:
        self.window.hit()

    def add_success_attempt(self) -> None:
        self.window.reset()


def set_request_ip() -> None:
    """The caller's address; behind a proxy, only where the site says that it stands behind one."""
    request = frappe.local.request
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and cint(frappe.conf.get("behind_proxy")):
        frappe.local.request_ip = forwarded.split(",", 1)[0].strip()
    else:
        frappe.local.request_ip = request.remote_addr or "127.0.0.1"


def set_language() -> None:
    """The user's language, else the one asked for by cookie or header, else the site's."""
    frappe.local.lang = get_language()


def validate_csrf_token() -> None:
    """Unsafe requests by cookie must carry the session's token, once a page has been given one."""
    saved = frappe.session.data.csrf_token
    sent = get_request_header("X-Frappe-CSRF-Token") or frappe.local.form_dict.pop("csrf_token", None)
    if not saved or not is_unsafe() or frappe.conf.get("ignore_csrf"):
        return
    if isinstance(sent, str) and hmac.compare_digest(sent, saved):
        return
    frappe.local.flags.disable_traceback = True
    frappe.throw(_("This page has expired. Load it again and repeat what you did."), CSRFTokenError)


def validate_auth() -> None:
    """The Authorization header (`token key:secret` or Basic).

    A header that is there but names nobody is refused, also where a guest could have gone on.
    """
    header = (get_request_header("Authorization") or "").split(" ")
    if len(header) == 2:
        validate_auth_via_api_keys(*header)
        if frappe.session.user in ("", GUEST):
            raise AuthenticationError


def validate_auth_via_api_keys(scheme: str, token: str) -> None:
    if scheme.lower() == "basic":
        token = _decode_basic(token)
    elif scheme.lower() != "token":
        return
    key, colon, secret = token.partition(":")
    if colon and ":" not in secret:
        validate_api_key_secret(key, secret)


def _decode_basic(token: str) -> str:
    try:
        return base64.b64decode(token).decode()
    except UnicodeDecodeError:
        return ""
    except binascii.Error:
        frappe.throw(_("The Authorization header is not valid base64."), InvalidAuthorizationToken)


def validate_api_key_secret(api_key: str, api_secret: str) -> None:
    user = frappe.db.get_value("User", {"api_key": api_key, "enabled": 1}, "name") if api_key else None
    if not user:
        raise AuthenticationError
    stored = get_decrypted_password("User", user, fieldname="api_secret", raise_exception=False)
    if not stored or not hmac.compare_digest(api_secret.encode(), str(stored).encode()):
        raise AuthenticationError
    if frappe.session.user in ("", GUEST):
        form = frappe.local.form_dict
        frappe.set_user(user)
        frappe.local.form_dict = form
        frappe.local.login_manager.user = user
        set_language()


@frappe.whitelist()
def get_logged_user() -> str:
    return str(frappe.session.user)

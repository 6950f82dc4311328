"""Logging in and out, by whom and how often."""

from __future__ import annotations

import re

from callers import MANAGER, NOBODY, REP, USERS

import frappe


def test_a_user_logs_in_and_is_known_by_the_cookie(caller):
    browser = caller()
    answer = browser.log_in(MANAGER)
    assert (answer.status, answer.body) == (
        200,
        {"message": "Logged In", "home_page": "/app", "full_name": "Gm"},
    )
    assert browser.get("/api/method/frappe.auth.get_logged_user").message == MANAGER


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(caller):
    cookies = caller().log_in(MANAGER).headers.getlist("Set-Cookie")
    sid = next(cookie for cookie in cookies if cookie.startswith("sid="))
    assert "HttpOnly" in sid
    assert "SameSite=Lax" in sid
    assert {cookie.split("=")[0] for cookie in cookies} >= {"sid", "full_name", "user_id", "system_user"}


def test_a_wrong_password_and_an_unknown_user_are_told_the_same(caller):
    wrong = caller().log_in(MANAGER, "wrong")
    unknown = caller().post("/api/method/login", data={"usr": "nobody@golden.test", "pwd": "wrong"})
    assert wrong.status == unknown.status == 401
    assert wrong.message == unknown.message
    assert wrong.body["exc_type"] == "AuthenticationError"


def test_a_password_in_an_address_logs_nobody_in(caller):
    browser = caller()
    password = USERS[MANAGER]["password"]
    browser.get(f"/api/method/login?usr={MANAGER}&pwd={password}")
    assert browser.get("/api/method/frappe.auth.get_logged_user").status == 403


def test_a_user_without_desk_roles_is_a_website_user(caller):
    answer = caller().log_in(NOBODY)
    assert answer.message == "No App"
    assert "system_user=no" in " ".join(answer.headers.getlist("Set-Cookie"))


def test_many_failures_lock_the_user_and_the_address_for_a_while(caller):
    for _ in range(11):
        assert caller(address="10.0.0.1").log_in(REP, "wrong").status == 401
    locked = caller(address="10.0.0.1").log_in(REP)
    assert locked.status == 429
    assert "60" in locked.said
    assert caller(address="10.0.0.2").log_in(REP).status == 429
    assert caller(address="10.0.0.2").log_in(MANAGER).status == 200


def test_success_forgives_earlier_failures(caller):
    for _ in range(3):
        for _ in range(8):
            assert caller().log_in(REP, "wrong").status == 401
        assert caller().log_in(REP).status == 200


def test_after_logging_out_the_old_cookie_opens_nothing(caller):
    browser, thief = caller(), caller()
    browser.log_in(MANAGER)
    sid = browser.client.get_cookie("sid").value
    answer = browser.post("/api/method/logout")
    assert answer.body == {"message": "No App", "home_page": "/login", "full_name": "Guest"}
    thief.client.set_cookie("sid", sid)
    stolen = thief.get("/api/method/frappe.auth.get_logged_user")
    assert (stolen.status, stolen.body["session_expired"]) == (403, 1)


def test_a_user_who_is_switched_off_loses_his_session_at_once(caller, on_site):
    browser = caller()
    browser.log_in(NOBODY)
    with on_site():
        frappe.get_doc("User", NOBODY).update({"enabled": 0}).save()
    try:
        assert browser.get("/api/method/frappe.auth.get_logged_user").status == 403
        assert caller().log_in(NOBODY).status == 401
    finally:
        with on_site():
            frappe.get_doc("User", NOBODY).update({"enabled": 1}).save()


def test_a_session_not_used_for_longer_than_the_setting_has_ended(caller, on_site):
    browser = caller()
    browser.log_in(MANAGER)
    sid = browser.client.get_cookie("sid").value
    with on_site():
        sessions = frappe.qb.Table("tabSessions")
        frappe.qb.update(sessions).set("lastupdate", "2001-01-01 00:00:00.000000").where(
            sessions.sid == sid
        ).run()
    assert browser.get("/api/method/frappe.auth.get_logged_user").status == 403


def test_a_user_has_no_more_sessions_than_he_may(caller):
    browsers = [caller() for _ in range(4)]
    for browser in browsers:
        browser.log_in(REP)
    alive = [browser.get("/api/method/frappe.auth.get_logged_user").status == 200 for browser in browsers]
    assert alive == [False, False, True, True]


def test_an_api_key_works_as_token_and_as_basic(caller):
    user = USERS[MANAGER]
    pair = (user["api_key"], user["api_secret"])
    assert caller(MANAGER).get("/api/method/frappe.auth.get_logged_user").message == MANAGER
    basic = caller().get("/api/method/frappe.auth.get_logged_user", auth=pair)
    assert basic.message == MANAGER


def test_a_wrong_key_is_refused_even_where_a_guest_may_go(caller):
    for header in ("token nokey:nope", f"token {USERS[MANAGER]['api_key']}:nope", "Bearer abc", "token abc"):
        answer = caller().get("/api/method/ping", headers={"Authorization": header})
        assert answer.status == 401, header
    assert caller().get("/api/method/ping", headers={"Authorization": "garbage"}).status == 200


def test_undecodable_basic_credentials_are_a_bad_request(caller):
    answer = caller().get("/api/method/ping", headers={"Authorization": "Basic abc"})
    assert (answer.status, answer.body["exc_type"]) == (400, "InvalidAuthorizationToken")


def test_the_login_page_never_leads_to_another_site(caller):
    for target in ("//evil.example", "https://evil.example", "/\\evil.example"):
        page = caller().get("/login", query_string={"redirect-to": target}, headers={"Accept": "text/html"})
        assert page.status == 200
        assert "evil.example" not in re.search(r"const target = (.*);", page.text)[1]
    page = caller().get("/login", query_string={"redirect-to": "/oasis/firms"})
    assert '"/oasis/firms"' in page.text

"""A page of another site cannot act in the name of who is logged in here."""

from __future__ import annotations

import re

import pytest
from callers import MANAGER


@pytest.fixture
def browser(caller):
    one = caller()
    one.log_in(MANAGER)
    return one


@pytest.fixture
def token(browser):
    return re.search(r'csrf_token = "([^"]+)"', browser.get("/app").text)[1]


def create(browser, **options):
    return browser.post("/api/resource/Golden City", json={"city_name": options.pop("name")}, **options)


def test_no_token_is_asked_for_before_a_page_has_shown_one(browser):
    assert create(browser, name="Before any page").status == 200


def test_without_the_token_nothing_is_changed(browser, token):
    answer = create(browser, name="Forged")
    assert (answer.status, answer.body["exc_type"]) == (400, "CSRFTokenError")
    assert "exc" not in answer.body
    assert browser.get("/api/resource/Golden City/Forged").status == 404


def test_a_wrong_token_is_refused(browser, token):
    assert create(browser, name="Forged", headers={"X-Frappe-CSRF-Token": token[::-1]}).status == 400


def test_the_token_is_taken_from_the_header_or_the_form(browser, token):
    assert create(browser, name="By header", headers={"X-Frappe-CSRF-Token": token}).status == 200
    form = {"doctype": "Golden City", "name": "By header", "fieldname": "region", "value": "x"}
    assert browser.post("/api/method/frappe.client.set_value", data=form).status == 400
    assert (
        browser.post("/api/method/frappe.client.set_value", data={**form, "csrf_token": token}).status == 200
    )


def test_every_changing_method_needs_it_and_reading_does_not(browser, token):
    assert browser.put("/api/resource/Golden City/Ankara", json={"region": "x"}).status == 400
    assert browser.delete("/api/resource/Golden City/Ankara").status == 400
    assert browser.get("/api/resource/Golden City/Ankara").status == 200


def test_the_token_stays_the_same_for_the_session(browser, token):
    assert re.search(r'csrf_token = "([^"]+)"', browser.get("/app").text)[1] == token


def test_a_program_with_a_key_needs_no_token(caller):
    assert create(caller(MANAGER), name="By a program").status == 200

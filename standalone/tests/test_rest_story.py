"""A rep's day over HTTP: what a person with a browser, or an integrator with a token, would see."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

import frappe
from frappe.app import make_application
from frappe.tests.binding import bound
from oasis_crm.domain.scheduling import WorkRules, closed
from oasis_crm.tests.builders import make_office, make_rep, make_team

PASSWORD = "a-long-enough-word"
REP, STRANGER, FOLLOWER, OFFICE = (f"{name}@oasis.test" for name in ("rep1", "rep2", "rep5", "office"))
METHOD = "/api/method/oasis_crm.api."
EVERYWHERE = [
    ("GET", "/api/resource/Firm/{firm}", {}),
    ("GET", "/api/resource/Firm Visit/{visit}", {}),
    ("GET", METHOD + "firms.timeline?firm={firm}", {}),
    ("GET", METHOD + "visits.propose_next?firm={firm}&outcome=Interested", {}),
    ("POST", METHOD + "visits.record", {"firm": "{firm}", "outcome": "Interested"}),
    ("POST", METHOD + "visits.reschedule", {"visit": "{visit}", "planned_start": "2030-01-07 10:00:00"}),
    ("PUT", "/api/resource/Firm/{firm}", {"city": "Konya"}),
    ("DELETE", "/api/resource/Firm/{firm}", {}),
    ("GET", "/api/method/frappe.client.get?doctype=Firm&name={firm}", {}),
]
LISTS = [
    "/api/resource/Firm?limit_page_length=0",
    "/api/resource/Firm Visit?limit_page_length=0",
    METHOD + "visits.calendar?start=2026-01-01&end=2031-01-01",
    METHOD + "dashboard.instant_info",
    METHOD + "offline.pull",
    METHOD + "boot.get",
    METHOD + "firms.find_duplicates?firm_name=Z%C3%BCmr%C3%BCtova Lojistik",
]


class Person:
    """Somebody with a session; `answers` keeps the body of the last answer."""

    def __init__(self, application: Any, user: str) -> None:
        self.client = Client(application)
        self.user = user
        status, _ = self.call("POST", "/api/method/login", usr=user, pwd=PASSWORD)
        assert status == 200, user

    def call(self, verb: str, path: str, /, **values: Any) -> tuple[int, Any]:
        answer = self.client.open(path, method=verb, json=values or None)
        return answer.status_code, json.loads(answer.get_data(as_text=True) or "{}")

    def ask(self, method: str, **values: Any) -> Any:
        status, body = self.call("POST", METHOD + method, **values)
        assert status == 200, body
        return body["message"]


@pytest.fixture
def people(site: Path) -> Callable[[str], Person]:
    with bound(site):
        for user in (REP, STRANGER, FOLLOWER):
            make_rep(email=user, new_password=PASSWORD)
        make_office(email=OFFICE, new_password=PASSWORD)
        make_team(members=[REP, STRANGER])
        make_team(members=[FOLLOWER])
        frappe.db.commit()
    application = make_application(site.name, site.parent)
    return lambda user: Person(application, user)


def is_free_working_hour(moment: datetime) -> bool:
    rules = WorkRules()
    return closed(moment.date(), rules) is None and rules.start <= moment.time() < rules.end


def filled(value: Any, **names: str) -> Any:
    return json.loads(json.dumps(value).replace("{firm}", names["firm"]).replace("{visit}", names["visit"]))


def test_a_reps_day_from_a_duplicate_to_the_next_visit(people: Callable[[str], Person]) -> None:
    people(FOLLOWER).ask("firms.quick_entry", firm_name="Gökkuşağı Nakliyat Ltd. Şti.", city="Bursa")
    rep = people(REP)

    told = rep.ask("firms.find_duplicates", firm_name="GOKKUSAGI NAK.", city="Bursa")
    assert told[0]["followed_by"]
    assert told[0]["firm"] is None
    assert not told[0]["can_open"]
    status, body = rep.call(
        "POST", METHOD + "firms.quick_entry", firm_name="Gökkuşağı Nakliyat", city="Bursa"
    )
    assert (status, body["exc_type"]) == (409, "DuplicateFirmError")
    assert json.loads(json.loads(body["_server_messages"])[0])["candidates"][0]["followed_by"]

    firm = rep.ask("firms.quick_entry", firm_name="Zümrütova Lojistik", phone="0532 111 22 33", city="Ankara")
    recorded = rep.ask("visits.record", firm=firm["name"], outcome="Interested", notes="Wants an offer")
    start = datetime.fromisoformat(recorded["next_visit"]["planned_start"])
    assert is_free_working_hour(start)
    assert start.date() >= date.today() + timedelta(days=14)

    day = datetime.combine(start.date(), time.min)
    calendar = rep.ask("visits.calendar", start=str(day), end=str(day + timedelta(days=1)))
    assert [entry["name"] for entry in calendar] == [recorded["next_visit"]["name"]]

    office = people(OFFICE)
    assert office.call("GET", f"/api/resource/Firm Visit/{recorded['name']}")[0] == 200
    assert_hidden(people(STRANGER), firm["name"], recorded["name"])


def assert_hidden(stranger: Person, firm: str, visit: str) -> None:
    """No endpoint gives another rep the firm or its visit, nor lets him change them."""
    for verb, path, values in EVERYWHERE:
        status, body = stranger.call(
            verb, filled(path, firm=firm, visit=visit), **filled(values, firm=firm, visit=visit)
        )
        assert status in (403, 404), (verb, path, status)
        assert "Zümrütova" not in json.dumps(body, ensure_ascii=False), path
    for path in LISTS:
        status, body = stranger.call("GET", path)
        told = json.dumps(body)
        assert status == 200, path
        assert not [name for name in (firm, visit) if name in told], path


def test_bad_input_is_refused_in_words_and_changes_nothing(people: Callable[[str], Person]) -> None:
    rep = people(REP)
    firm = rep.ask("firms.quick_entry", firm_name="Zümrütova Lojistik")["name"]
    refused = [
        ("firms.quick_entry", {}),
        ("firms.quick_entry", {"firm_name": "   "}),
        ("firms.quick_entry", {"firm_name": "Akasyalı Petrol", "tax_id": "4540536921"}),
        ("firms.quick_entry", {"firm_name": "Akasyalı Petrol", "phone": "call me"}),
        ("firms.quick_entry", {"firm_name": "x" * 300}),
        ("visits.record", {"firm": firm}),
        ("visits.record", {"firm": firm, "outcome": "Enchanted"}),
        ("visits.record", {"firm": "FIRM-99999", "outcome": "Interested"}),
        ("visits.record", {"firm": firm, "outcome": "Interested", "done_on": "yesterday-ish"}),
        ("visits.record", {"firm": firm, "outcome": "Interested", "next_start": "2001-01-01 10:00:00"}),
        ("visits.record", {"firm": firm, "outcome": "Interested", "check_in": "[1, 2]"}),
        (
            "visits.record",
            {"firm": firm, "outcome": "Interested", "check_in": {"latitude": 95, "longitude": 3}},
        ),
        ("visits.calendar", {"start": "soon", "end": "later"}),
        ("offline.push", {"device": "phone", "changes": [{"doctype": "Firm"}]}),
        ("preferences.save", {"values": {"favourite_colour": "blue"}}),
        ("work_orders.step", {"work_order": "WO-99999", "action": "Accept"}),
    ]
    for method, values in refused:
        status, body = rep.call("POST", METHOD + method, **values)
        assert 400 <= status < 500, (method, values, status, body)
    assert rep.call("GET", "/api/resource/Firm?limit_page_length=0")[1]["data"] == [{"name": firm}]
    assert rep.call("GET", "/api/resource/Firm Visit?limit_page_length=0")[1]["data"] == []


def test_reading_by_get_and_changing_by_post_only(people: Callable[[str], Person]) -> None:
    rep = people(REP)
    assert rep.call("GET", METHOD + "boot.get")[0] == 200
    assert rep.call("GET", METHOD + "firms.quick_entry?firm_name=Akasyal%C4%B1")[0] == 403

"""What comes in over HTTP, good and bad: a clear answer, and nothing changed by what is refused."""

import json
import sys
import types
from pathlib import Path

import pytest
from callers import MANAGER, NOBODY, REP

import frappe

FIRMS = "/api/resource/Golden Firm"


@pytest.fixture
def manager(caller):
    return caller(MANAGER)


@pytest.fixture
def firm(manager):
    return manager.post(FIRMS, json={"firm_name": "Requests Ltd. Şti."}).data["name"]


@pytest.fixture
def endpoints(monkeypatch):
    """A module of endpoints that belongs to an installed app."""
    module = types.ModuleType("frappe.endpoints_of_tests")
    monkeypatch.setitem(sys.modules, module.__name__, module)

    def add(function, **options):
        setattr(module, function.__name__, frappe.whitelist(**options)(function))
        return f"/api/method/{module.__name__}.{function.__name__}"

    return add


@pytest.mark.parametrize("body", ["{", '{"firm_name": ', "not json", '"text"', "12"])
def test_a_body_that_is_no_json_object_is_refused(manager, body):
    answer = manager.post(FIRMS, data=body, content_type="application/json")
    assert 400 <= answer.status < 500
    assert answer.said


def test_broken_json_in_an_argument_is_named(manager):
    for key in ("filters", "fields", "or_filters"):
        answer = manager.get(FIRMS, query_string={key: "[name"})
        assert answer.status == 417
        assert key in answer.said


def test_a_list_as_body_is_no_document(manager, firm):
    assert manager.put(f"{FIRMS}/{firm}", json=[1, 2]).status == 417


def test_unknown_fields_of_a_document_are_ignored(manager):
    answer = manager.post(FIRMS, json={"firm_name": "Unknown", "nonsense": 1, "flags": {"ignore_links": 1}})
    assert answer.status == 200
    assert "nonsense" not in answer.data


@pytest.mark.parametrize(
    "query",
    [
        {"fields": '["nope"]'},
        {"fields": '["sleep(1)"]'},
        {"fields": "[1]"},
        {"filters": '[["nope", "=", 1]]'},
        {"filters": '[["stage", "~", "x"]]'},
        {"filters": "[5]"},
        {"filters": "7"},
        {"order_by": "name; drop table x"},
        {"order_by": "nope asc"},
        {"limit_start": "x; drop"},
    ],
)
def test_unknown_fields_operators_and_orders_are_refused(manager, query):
    answer = manager.get(FIRMS, query_string=query)
    assert answer.status == 417 if query != {"limit_start": "x; drop"} else answer.status in (200, 417)


def test_a_stale_document_is_not_written_over(manager, firm):
    before = manager.get(f"{FIRMS}/{firm}").data
    manager.put(f"{FIRMS}/{firm}", json={"notes": "newer"})
    stale = manager.put(f"{FIRMS}/{firm}", json={"modified": before["modified"], "notes": "older"})
    assert (stale.status, stale.body["exc_type"]) == (417, "TimestampMismatchError")
    assert manager.get(f"{FIRMS}/{firm}").data["notes"] == "newer"


def test_the_same_submit_twice_makes_one_document(manager):
    first = manager.post("/api/resource/Golden City", json={"city_name": "Twice"})
    second = manager.post("/api/resource/Golden City", json={"city_name": "Twice"})
    assert (first.status, second.status) == (200, 409)
    names = manager.get("/api/resource/Golden City", query_string={"filters": '{"city_name": "Twice"}'}).data
    assert len(names) == 1


def test_a_refused_insert_gives_its_number_back(manager):
    first = manager.post(FIRMS, json={"firm_name": "Counted"}).data["name"]
    assert manager.post(FIRMS, json={"stage": "Lead"}).status == 417
    second = manager.post(FIRMS, json={"firm_name": "Counted"}).data["name"]
    assert int(second[3:]) == int(first[3:]) + 1


def test_an_error_undoes_all_that_the_request_wrote(manager):
    docs = [{"doctype": "Golden Firm", "firm_name": "Half"}, {"doctype": "Golden Firm"}]
    assert manager.post("/api/method/frappe.client.insert_many", json={"docs": docs}).status == 417
    assert manager.get(FIRMS, query_string={"filters": '{"firm_name": "Half"}'}).data == []


def test_what_a_get_request_writes_is_undone(manager, endpoints):
    def write_by_get():
        frappe.get_doc({"doctype": "Golden City", "city_name": "By GET"}).insert()
        return "written"

    path = endpoints(write_by_get)
    assert manager.get(path).message == "written"
    assert manager.get("/api/resource/Golden City/By GET").status == 404
    assert manager.post(path).message == "written"
    assert manager.get("/api/resource/Golden City/By GET").status == 200


def test_arguments_come_in_the_types_that_were_declared(manager, endpoints):
    def typed(number: int, names: list | None = None, flag: bool = False):
        return [number, names, flag]

    path = endpoints(typed)
    assert manager.post(path, json={"number": "5", "names": ["a"], "flag": 1}).message == [5, ["a"], 1]
    refused = manager.post(path, json={"number": "five"})
    assert (refused.status, refused.body["exc_type"]) == (417, "FrappeTypeError")
    assert manager.post(path, json={"number": 1, "names": "a"}).status == 417


def test_a_missing_argument_is_a_clear_refusal(manager, endpoints):
    def needs(something):
        return something

    answer = manager.get(endpoints(needs))
    assert (answer.status, answer.body["exc_type"]) == (417, "FrappeTypeError")


def test_surplus_arguments_and_switches_for_checks_are_dropped(manager, endpoints):
    def takes_all(**kwargs):
        return sorted(kwargs)

    sent = {"a": 1, "ignore_permissions": 1, "flags": {}}
    assert manager.post(endpoints(takes_all), json=sent).message == ["a", "cmd"]


def test_only_the_declared_http_methods_call_a_function(manager, endpoints):
    def only_post():
        return 1

    path = endpoints(only_post, methods=["POST"])
    assert manager.get(path).status == 403
    assert manager.post(path).message == 1


def test_a_guest_calls_only_what_is_open_to_guests_and_his_markup_is_cleaned(caller, endpoints):
    def closed():
        return 1

    def open_to_guests(text):
        return text

    assert caller().get(endpoints(closed)).status == 403
    path = endpoints(open_to_guests, allow_guest=True)
    assert "<script" not in caller().post(path, data={"text": "<b>x</b><script>1</script>"}).message


def test_what_is_not_exposed_cannot_be_called(manager):
    assert manager.get("/api/method/frappe.utils.now").status == 403
    for name in ("frappe.db.sql", "os.system", "nosuch", "frappe.no.such", "builtins.eval"):
        answer = manager.get(f"/api/method/{name}")
        assert (answer.status, answer.body["exc_type"]) == (417, "ValidationError"), name


def test_unknown_types_documents_and_addresses_are_not_found(manager):
    for path in (
        "/api/resource/No Such Type",
        f"{FIRMS}/GF-9999",
        "/api/nothing/here",
        "/api/v2/document/User",
    ):
        assert manager.get(path).status == 404, path


def test_the_row_limit_is_20_and_can_be_lifted(manager):
    docs = [{"doctype": "Golden Firm", "firm_name": f"Many {number}"} for number in range(25)]
    manager.post("/api/method/frappe.client.insert_many", json={"docs": docs})
    assert len(manager.get(FIRMS).data) == 20
    assert len(manager.get(FIRMS, query_string={"limit_page_length": 3}).data) == 3
    assert len(manager.get(FIRMS, query_string={"limit_page_length": 0}).data) > 25


def test_a_program_gets_json_and_a_person_gets_a_page(manager, caller):
    page = caller().get("/api/resource/Golden Firm/GF-9999", headers={"Accept": "text/html"})
    assert page.headers["Content-Type"].startswith("text/html")
    assert manager.get(f"{FIRMS}/GF-9999").body["exc_type"] == "DoesNotExistError"
    missing = caller().get("/no/such/page", headers={"Accept": "text/html"})
    assert (missing.status, missing.headers["Content-Type"][:9]) == (404, "text/html")


def test_an_unexpected_error_is_logged_without_anybodys_data(manager, endpoints, site: Path):
    def fails(secret):
        raise RuntimeError(f"about {secret}")

    answer = manager.post(endpoints(fails), json={"secret": "tax id 1234567890"})
    assert (answer.status, answer.body["exc_type"]) == (500, "RuntimeError")
    log = (site / "logs" / "error.log").read_text(encoding="utf-8")
    assert "RuntimeError" in log
    assert "in fails" in log
    assert "1234567890" not in log


def test_tracebacks_are_shown_only_where_the_site_allows_it(manager, on_site):
    assert "exc" in manager.post(FIRMS, json={}).body
    with on_site():
        frappe.db.set_single_value("System Settings", "allow_error_traceback", 0)
    try:
        assert "exc" not in manager.post(FIRMS, json={}).body
    finally:
        with on_site():
            frappe.db.set_single_value("System Settings", "allow_error_traceback", 1)


def test_a_user_without_roles_sees_no_list(caller):
    assert caller(NOBODY).get(FIRMS).status == 403
    assert caller().get(FIRMS).status == 403


def test_permission_levels_hide_fields_from_lists_and_values(caller):
    rep = caller(REP)
    name = rep.post(FIRMS, json={"firm_name": "Levels"}).data["name"]
    caller(MANAGER).put(f"{FIRMS}/{name}", json={"secret_note": "hidden"})
    fields = json.dumps(["name", "secret_note"])
    filters = json.dumps({"name": name})
    assert rep.get(FIRMS, query_string={"fields": fields, "filters": filters}).data == [{"name": name}]
    assert "secret_note" not in rep.get(f"{FIRMS}/{name}").data


def test_long_answers_are_compressed_for_who_takes_it(manager):
    plain = manager.get(f"{FIRMS}?limit_page_length=0&fields=[%22*%22]")
    packed = manager.get(f"{FIRMS}?limit_page_length=0&fields=[%22*%22]", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"]) / 3


def test_answers_are_not_kept_by_caches(manager):
    headers = manager.get(FIRMS).headers
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"

"""Hostile values in every place that takes one: refused or taken, but never a crash."""

import json

import pytest
from callers import MANAGER

FIRM = "/api/resource/Golden Firm"
CLIENT = "/api/method/frappe.client."
# As JSON text, for some of it no Python value would give.
VALUES = (
    *(
        "null",
        '""',
        "-1",
        "1.5",
        "NaN",
        "Infinity",
        "1e400",
        "1" + "0" * 30,
        "true",
        "[]",
        "{}",
        "[1]",
        "[[]]",
    ),
    *('{"a": 1}', '"\\u0000"', '"\\ud800"', '"İ"', '"%"', '"\'"', '"`"', '"--"', '"{\\"a\\":1}"', '"[1]"'),
    *(
        '"2025-13-45"',
        '"25:61:61"',
        '"../../etc"',
        '["=", 1]',
        '["between", 1]',
        '["in", null]',
        '["is", "x"]',
    ),
    json.dumps("x" * 5000),
)
FIELDS = (
    *(
        "firm_name",
        "stage",
        "city",
        "opened_on",
        "next_call",
        "call_time",
        "is_key",
        "staff",
        "litres",
        "email",
    ),
    *("notes", "contacts", "docstatus", "modified", "owner", "creation", "idx", "name", "doctype", "flags"),
    *("save", "insert", "validate", "_doc_before_save", "__islocal", "parent"),
)
ENDPOINTS = {
    "get_list": ("doctype", "fields", "filters", "order_by", "group_by", "parent"),
    "get_count": ("doctype", "filters"),
    "get": ("doctype", "name", "filters"),
    "get_value": ("doctype", "fieldname", "filters"),
    "set_value": ("doctype", "name", "fieldname", "value"),
    "insert": ("doc",),
    "insert_many": ("docs",),
    "save": ("doc",),
    "submit": ("doc",),
    "cancel": ("doctype", "name"),
    "bulk_update": ("docs",),
    "has_permission": ("doctype", "docname", "perm_type"),
    "validate_link": ("doctype", "docname", "fields"),
}
OTHER_ENDPOINTS = {
    "frappe.desk.search.search_link": ("doctype", "txt", "filters", "page_length"),
    "frappe.desk.query_report.run": ("report_name", "filters"),
    "frappe.model.workflow.apply_workflow": ("doc", "action"),
    "run_doc_method": ("dt", "dn", "method", "args", "docs"),
    "upload_file": ("doctype", "docname", "file_url", "folder", "method"),
    "frappe.realtime.has_permission": ("doctype", "name"),
    "login": ("usr", "pwd"),
}


@pytest.fixture
def manager(caller):
    return caller(MANAGER)


@pytest.fixture
def firm(manager):
    return manager.post(FIRM, json={"firm_name": "Hardy", "contacts": [{"contact_name": "A"}]}).data["name"]


def send(caller, method, path, body):
    answer = caller.call(method, path, data=body, content_type="application/json")
    assert answer.status < 500, f"{method} {path} {body[:200]}: {answer.text[:500]}"
    return answer


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_takes_or_refuses_any_value(manager, firm, field):
    for value in VALUES:
        send(manager, "PUT", f"{FIRM}/{firm}", f'{{"{field}": {value}}}')
    for value in VALUES[::3]:
        send(manager, "POST", FIRM, f'{{"firm_name": "Z", "{field}": {value}}}')


def test_a_body_or_a_child_row_of_any_shape_is_answered(manager, firm):
    for value in VALUES:
        send(manager, "POST", FIRM, value)
        send(manager, "PUT", f"{FIRM}/{firm}", value)
        send(manager, "PUT", f"{FIRM}/{firm}", f'{{"contacts": [{value}]}}')
        send(manager, "PUT", f"{FIRM}/{firm}", f'{{"contacts": [{{"contact_name": {value}}}]}}')


def test_a_list_takes_or_refuses_any_filter(manager):
    for value in VALUES[::3]:
        for field in (
            "firm_name",
            "city",
            "opened_on",
            "litres",
            "contacts.contact_name",
            "city.region",
            "no.x",
        ):
            for operator in ("=", "!=", ">", "like", "in", "not in", "between", "is", "timespan"):
                filters = f'[["{field}", "{operator}", {value}]]'
                answer = manager.get(FIRM, query_string={"filters": filters})
                assert answer.status < 500, f"{filters[:200]}: {answer.text[:500]}"


def test_a_list_takes_or_refuses_any_option(manager):
    for value in VALUES:
        for key in (
            "fields",
            "filters",
            "or_filters",
            "order_by",
            "group_by",
            "limit",
            "limit_start",
            "parent",
        ):
            answer = manager.get(FIRM, query_string={key: value})
            assert answer.status < 500, f"{key}={value[:200]}: {answer.text[:500]}"


@pytest.mark.parametrize("endpoint", [*ENDPOINTS, *OTHER_ENDPOINTS])
def test_an_endpoint_takes_or_refuses_any_argument(manager, firm, endpoint):
    path = CLIENT + endpoint if endpoint in ENDPOINTS else f"/api/method/{endpoint}"
    rest = {"doctype": "Golden Firm", "dt": "Golden Firm", "dn": firm, "name": firm, "docname": firm}
    rest |= {"txt": "a", "method": "add_comment", "fieldname": "notes", "usr": "a", "pwd": "b"}
    for argument in (ENDPOINTS | OTHER_ENDPOINTS)[endpoint]:
        others = json.dumps({key: value for key, value in rest.items() if key != argument})[1:-1]
        for value in VALUES[::2]:
            send(manager, "POST", path, f'{{{others}, "{argument}": {value}}}')


def test_no_address_is_too_odd(caller):
    for name in ("x" * 5000, "%00", "%2e%2e%2fetc", "..%5c", "%FF%FE", "a%0d%0ab", "'", '"', "`"):
        for place in (
            "/%s",
            "/assets/%s",
            "/assets/oasis_crm/%s",
            "/files/%s",
            "/private/files/%s",
            "/app/%s",
        ):
            assert caller().get(place % name).status < 500, place % name[:50]
        for place in ("/api/resource/%s", f"{FIRM}/%s", "/api/method/%s"):
            assert caller(MANAGER).get(place % name).status < 500, place % name[:50]


def test_json_without_end_is_no_danger(manager):
    assert send(manager, "POST", FIRM, "[" * 100_000).status == 400
    assert manager.get(FIRM, query_string={"filters": "[" * 3000}).status == 417


def test_methods_and_inner_state_of_a_document_are_out_of_reach(manager, firm):
    values = {"notes": "kept", "save": None, "has_permission": 1, "_doc_before_save": {}, "flags": {"a": 1}}
    answer = manager.put(f"{FIRM}/{firm}", json=values)
    assert (answer.status, answer.data["notes"]) == (200, "kept")

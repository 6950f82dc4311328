"""Script Reports and link search: whose rows, and in what form."""

import json
import sys
import types

import pytest
from callers import MANAGER, NOBODY, REP, VIEWER

import frappe

RUN = "/api/method/frappe.desk.query_report.run"
SEARCH = "/api/method/frappe.desk.search.search_link"
COLUMNS = [
    "Firm:Link/Golden Firm:120",
    {"label": "City", "fieldname": "city", "fieldtype": "Link", "options": "Golden City"},
    {"label": "Litres", "fieldname": "litres", "fieldtype": "Float"},
    {"label": "Secret", "fieldname": "secret", "fieldtype": "Data", "hidden": 1},
]


@pytest.fixture
def report(on_site, monkeypatch, request):
    """Makes a Script Report whose module answers `parts`; gives its name."""

    def make(*parts, **values):
        name = f"Report of {request.node.name} {len(made)}"[:140]
        module = f"frappe.core.report.{frappe.scrub(name)}.{frappe.scrub(name)}"
        code = types.ModuleType(module)
        code.execute = lambda filters: parts or (COLUMNS, [{"filters": filters}])
        monkeypatch.setitem(sys.modules, module, code)
        with on_site():
            frappe.get_doc(
                {
                    "doctype": "Report",
                    "report_name": name,
                    "ref_doctype": "Golden Firm",
                    "report_type": "Script Report",
                    "is_standard": "Yes",
                    "module": "Core",
                    "roles": [{"role": "Golden Manager"}, {"role": "Golden Viewer"}],
                    **values,
                }
            ).insert()
        made.append(name)
        return name

    made: list[str] = []
    return make


def rows(*cities):
    return [{"firm": f"F{n}", "city": city, "litres": 1.5 * n} for n, city in enumerate(cities, 1)]


def test_it_answers_columns_and_rows_in_the_frameworks_form(caller, report):
    name = report(COLUMNS, [["F1", "Ankara", 2.5, "s"]], "a message", {"type": "bar"}, [{"value": 1}])
    answer = caller(MANAGER).post(RUN, json={"report_name": name, "filters": {}}).message
    first = {
        "label": "Firm",
        "fieldname": "firm",
        "fieldtype": "Link",
        "options": "Golden Firm",
        "width": "120",
    }
    assert answer["columns"][0] == first
    assert answer["result"] == [{"firm": "F1", "city": "Ankara", "litres": 2.5, "secret": "s"}]
    assert (answer["message"], answer["chart"]) == ("a message", {"type": "bar"})
    assert (answer["report_summary"], answer["skip_total_row"]) == ([{"value": 1}], 0)


def test_filters_arrive_as_an_object_from_json_text_too(caller, report):
    name = report()
    for filters in ({"from_date": "2025-01-01"}, '{"from_date": "2025-01-01"}'):
        answer = caller(MANAGER).post(RUN, json={"report_name": name, "filters": filters}).message
        assert answer["result"] == [{"filters": {"from_date": "2025-01-01"}}]
    for bad in ("{", "[1]", "7"):
        assert caller(MANAGER).post(RUN, json={"report_name": name, "filters": bad}).status == 417


def test_it_takes_the_reports_role_and_the_right_to_report(caller, report):
    for_managers = report(COLUMNS, rows("Van"), roles=[{"role": "Golden Manager"}])
    assert caller(MANAGER).post(RUN, json={"report_name": for_managers}).status == 200
    assert caller(VIEWER).post(RUN, json={"report_name": for_managers}).status == 403
    for_reps = report(COLUMNS, rows("Van"), roles=[{"role": "Golden Rep"}])
    assert caller(REP).post(RUN, json={"report_name": for_reps}).status == 403  # no right to report on firms
    assert caller().post(RUN, json={"report_name": for_reps}).status == 403


def test_rows_are_kept_back_by_user_permissions_and_empty_links_pass(caller, report):
    name = report(COLUMNS, rows("Ankara", "Van", None))
    seen = caller(VIEWER).post(RUN, json={"report_name": name}).message["result"]
    assert [row["city"] for row in seen] == ["Ankara", None]


def test_nobody_runs_a_report_as_somebody_else(caller, report):
    name = report(COLUMNS, rows("Ankara", "Van"))
    seen = caller(VIEWER).post(RUN, json={"report_name": name, "user": MANAGER}).message["result"]
    assert [row["city"] for row in seen] == ["Ankara"]


def test_the_total_row_sums_numbers(caller, report):
    name = report(COLUMNS, rows("Ankara", "Van"), add_total_row=1)
    answer = caller(MANAGER).post(RUN, json={"report_name": name}).message
    assert answer["result"][-1] == ["Total", "", 4.5, ""]
    assert answer["add_total_row"]


def test_a_switched_off_and_an_unknown_report_are_refused(caller, report):
    name = report(COLUMNS, [], disabled=1)
    assert caller(MANAGER).post(RUN, json={"report_name": name}).status == 417
    assert caller(MANAGER).post(RUN, json={"report_name": "No Such"}).status == 404


def test_reports_in_sql_are_outside_of_the_slice(caller, report):
    name = report(COLUMNS, [], report_type="Query Report", query="select 1", is_standard="No")
    answer = caller(MANAGER).post(RUN, json={"report_name": name})
    assert (answer.status, answer.body["exc_type"]) == (501, "NotImplementedError")


def test_link_search_finds_by_name_title_and_search_fields(caller):
    manager = caller(MANAGER)
    name = manager.post(
        "/api/resource/Golden Firm", json={"firm_name": "Işık Şeker Ltd.", "tax_no": "S-77"}
    ).data["name"]
    for text in ("şeker", "SEKER", "S-77", name):
        found = manager.post(SEARCH, data={"doctype": "Golden Firm", "txt": text}).message
        assert {"value": name, "description": "Işık Şeker Ltd., S-77"} in found, text


def test_link_search_shows_only_what_may_be_read(caller):
    hidden = caller(MANAGER).post("/api/resource/Golden Firm", json={"firm_name": "Hidden from reps"}).data
    assert caller(REP).post(SEARCH, data={"doctype": "Golden Firm", "txt": hidden["name"]}).message == []
    assert caller(VIEWER).post(SEARCH, data={"doctype": "Golden City", "txt": ""}).message == [
        {"value": "Ankara", "description": ""}
    ]
    assert caller(NOBODY).post(SEARCH, data={"doctype": "Golden Firm", "txt": ""}).status == 403


def test_link_search_ignores_a_wish_to_see_past_user_permissions(caller):
    form = {"doctype": "Golden City", "txt": "", "ignore_user_permissions": 1}
    assert [row["value"] for row in caller(VIEWER).post(SEARCH, data=form).message] == ["Ankara"]


def test_link_search_takes_filters_and_puts_what_begins_with_the_text_first(caller):
    manager = caller(MANAGER)
    for name in ("Yeni Bolu", "Bolu"):
        manager.post("/api/resource/Golden City", json={"city_name": name, "region": "North"})
    form = {"doctype": "Golden City", "txt": "bolu", "filters": json.dumps({"region": "North"})}
    assert [row["value"] for row in manager.post(SEARCH, data=form).message] == ["Bolu", "Yeni Bolu"]
    listed = {**form, "filters": json.dumps([["region", "=", "South"]])}
    assert manager.post(SEARCH, data=listed).message == []

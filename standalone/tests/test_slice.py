"""The app uses nothing that this engine lacks, and nothing that only one database understands."""

import ast
from pathlib import Path

import pytest
from slice import findings, findings_in, sources


@pytest.mark.parametrize("file", list(sources()), ids=lambda file: str(file.name))
def test_a_module_of_the_app_uses_the_slice_only(file: Path):
    assert [str(finding) for finding in findings(file)] == []


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("import frappe\nfrappe.db.sql('select 1')", "frappe.db.sql"),
        ("import frappe\nfrappe.db.commit()", "frappe.db.commit outside"),
        ("import frappe\nfrappe.db.no_such_call()", "no frappe.db.no_such_call"),
        ("import frappe\nfrappe.no_such_call()", "no frappe.no_such_call"),
        ("import frappe\nfrappe.utils.no_such_call()", "no frappe.utils.no_such_call"),
        ("from frappe.utils import no_such_call", "no frappe.utils.no_such_call"),
        ("from frappe.no_such_module import thing", "no frappe.no_such_module"),
        ("from pypika.functions import Extract", "Extract works on one database"),
        ("import redis", "redis is the bench's"),
        ("from rq import Queue", "rq is the bench's"),
        ("frappe.get_all('Firm', fields=['count(name) as n'])", "an SQL function"),
        ("query = 'select `name` from x'", "backticks"),
    ],
)
def test_what_is_not_allowed_is_found(code: str, problem: str):
    assert any(problem in str(finding) for finding in findings_in(ast.parse(code), "api/example.py"))


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("import frappe\nfrappe.db.commit()", "patches/v1/example.py"),
        ("import frappe\nfrappe.db.commit()", "notifications/jobs.py"),
        ("import frappe\nfrappe.session.user", "api/example.py"),
        ("import frappe\nfrappe.db.exists('Firm', 'x')", "api/example.py"),
        ("from frappe.utils import cint, now_datetime", "api/example.py"),
        ("from frappe.model.document import Document", "api/example.py"),
        ("frappe.get_all('Firm', fields=['name', 'account'])", "api/example.py"),
    ],
)
def test_what_is_allowed_passes(code: str, place: str):
    assert list(findings_in(ast.parse(code), place)) == []

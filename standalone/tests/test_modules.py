"""What apps ship as files comes into the site: fixtures, patches, documents."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import frappe
from frappe.modules import import_file, patch_handler
from frappe.modules.patch_handler import PatchType
from frappe.tests.binding import bound
from frappe.utils import fixtures

PATCHES = """[pre_model_sync]
frappe.made_up_patches.first

# a comment
[post_model_sync]
frappe.made_up_patches.second
frappe.made_up_patches.second # once more
"""


@pytest.fixture(autouse=True)
def _site(site: Path) -> Iterator[None]:
    with bound(site):
        yield


@pytest.fixture
def app_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of an app, in the place of the installed ones."""

    def path(_app: str, *parts: str) -> str:
        return str(tmp_path.joinpath(*parts))

    for module in (fixtures, patch_handler):
        monkeypatch.setattr(module, "get_app_path", path)
    monkeypatch.setattr(frappe, "get_installed_apps", lambda: ["frappe"])
    return tmp_path


@pytest.fixture
def ran(app_folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which patches ran, in order."""
    calls: list[str] = []
    for name in ("first", "second"):
        module = ModuleType(f"frappe.made_up_patches.{name}")
        module.execute = lambda name=name: calls.append(name)
        monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(sys.modules, "frappe.made_up_patches", ModuleType("frappe.made_up_patches"))
    (app_folder / "patches.txt").write_text(PATCHES)
    return calls


def write_fixture(folder: Path, *documents: dict[str, object]) -> None:
    (folder / "fixtures").mkdir(exist_ok=True)
    (folder / "fixtures" / "documents.json").write_text(json.dumps(documents))


def test_a_fixture_replaces_what_the_site_has(app_folder: Path):
    role = {"doctype": "Role", "name": "Shipped", "role_name": "Shipped", "desk_access": 0}
    write_fixture(app_folder, role)
    fixtures.sync_fixtures("frappe")
    frappe.db.set_value("Role", "Shipped", "desk_access", 1)
    fixtures.sync_fixtures("frappe")
    assert frappe.db.get_value("Role", "Shipped", "desk_access") == 0


def test_a_fixture_of_an_unknown_doctype_is_told_and_the_rest_comes(app_folder: Path):
    role = {"doctype": "Role", "name": "Shipped", "role_name": "Shipped"}
    write_fixture(app_folder, {"doctype": "Client Script", "name": "x"}, role)
    assert fixtures.sync_fixtures("frappe") == {"Client Script"}
    assert frappe.db.exists("Role", "Shipped")


def test_a_fixture_that_is_no_json_is_named(app_folder: Path):
    write_fixture(app_folder)
    (app_folder / "fixtures" / "documents.json").write_text("{")
    with pytest.raises(frappe.ValidationError, match=r"documents\.json"):
        fixtures.sync_fixtures("frappe")


def test_patches_run_once_in_their_section(ran: list[str]):
    patch_handler.run_all(patch_type=PatchType.pre_model_sync)
    assert ran == ["first"]
    patch_handler.run_all()
    assert ran == ["first", "second", "second"]
    patch_handler.run_all()
    assert ran == ["first", "second", "second"]


def test_a_failing_patch_stops_and_is_tried_again(ran: list[str], monkeypatch: pytest.MonkeyPatch):
    def fail() -> None:
        frappe.get_doc(doctype="Role", role_name="Half").insert()
        raise ZeroDivisionError

    monkeypatch.setattr(sys.modules["frappe.made_up_patches.first"], "execute", fail)
    with pytest.raises(ZeroDivisionError):
        patch_handler.run_all()
    assert not frappe.db.exists("Role", "Half")
    assert ran == []
    assert "frappe.made_up_patches.first" not in patch_handler.executed_patches()


def test_a_newly_installed_app_has_its_patches_behind_it(ran: list[str]):
    patch_handler.set_all_patches_as_completed("frappe")
    patch_handler.run_all()
    assert ran == []


def test_a_shipped_document_keeps_what_the_site_decided(tmp_path: Path):
    report = {
        "doctype": "Report",
        "name": "Shipped Report",
        "report_name": "Shipped Report",
        "ref_doctype": "Role",
        "report_type": "Script Report",
        "is_standard": "Yes",
        "module": "Core",
        "modified": "2026-01-01 00:00:00",
    }
    import_file.import_doc(report)
    frappe.db.set_value("Report", "Shipped Report", "disabled", 1)
    import_file.import_doc({**report, "letter_head": "", "modified": "2026-02-01 00:00:00"})
    assert frappe.db.get_value("Report", "Shipped Report", "disabled") == 1

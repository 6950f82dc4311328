"""Making and migrating a site: all of it or nothing of it."""

from pathlib import Path

import pytest

import frappe
from frappe.tests.binding import bound
from launcher import making, sites
from launcher.language import Refusal


def fail_after_writing(*_: object, **__: object) -> None:
    frappe.get_doc(doctype="Role", role_name="Half Made").insert()
    frappe.db.commit()
    raise ZeroDivisionError


def test_a_migration_of_an_unchanged_site_changes_nothing(site: Path):
    with bound(site):
        before = frappe.get_all("DocType", fields=["name", "creation"], order_by="name asc")
    for _ in range(2):
        making.migrate(site)
    with bound(site):
        assert frappe.get_all("DocType", fields=["name", "creation"], order_by="name asc") == before
    assert sites.require(site)


def test_a_migration_that_fails_leaves_the_site_as_it_was(site: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("frappe.migrate.sync_all", fail_after_writing)
    with pytest.raises(ZeroDivisionError):
        making.migrate(site)
    with bound(site):
        assert not frappe.db.exists("Role", "Half Made")
    assert not (site / making.BEFORE).exists()


def test_a_migration_that_was_killed_is_undone_by_the_next_start(site: Path):
    from frappe.utils.backups import copy_database

    copy_database(site / "site.db", site / making.BEFORE)
    with bound(site):
        frappe.get_doc(doctype="Role", role_name="Half Made").insert()
        frappe.db.commit()
    making.migrate_if_outdated(site)
    with bound(site):
        assert not frappe.db.exists("Role", "Half Made")


def test_a_site_in_use_is_not_migrated(site: Path):
    with sites.lock(site), pytest.raises(Refusal, match="in use"):
        making.migrate(site)


def test_a_failed_installation_leaves_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("frappe.installer.sync_for", fail_after_writing)
    with pytest.raises(ZeroDivisionError):
        making.new_site(tmp_path / "site", "admin", demo=False)
    assert list(tmp_path.iterdir()) == []


def test_a_new_site_has_its_users_its_roles_and_the_app(site: Path):
    with bound(site):
        assert frappe.db.get_value("User", "Administrator", "enabled") == 1
        assert frappe.db.exists("Role", "Oasis Field")
        assert frappe.get_installed_apps() == ["frappe", "oasis_crm"]
        assert frappe.db.get_single_value("System Settings", "time_zone") == "Europe/Istanbul"

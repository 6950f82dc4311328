"""Several at once on one site: nobody loses a write, nobody reads what is undone."""

import sqlite3
import subprocess
import sys
import textwrap
import threading

import pytest

import frappe
from frappe.database.database import savepoint
from frappe.tests.binding import bound

WRITERS, EACH = 6, 15


def write(site, made, problems):
    try:
        for _ in range(EACH):
            with bound(site):
                doc = frappe.get_doc({"doctype": "Series Thing", "code": "x"}).insert()
                frappe.db.commit()
                made.append(doc.name)
    except Exception as error:
        problems.append(error)


def test_writers_of_one_series_all_get_a_name_of_their_own(site):
    with bound(site):
        fields = [{"fieldname": "code", "fieldtype": "Data"}]
        doc = {
            "doctype": "DocType",
            "name": "Series Thing",
            "module": "Custom",
            "custom": 1,
            "autoname": "S-.#####",
        }
        frappe.get_doc({**doc, "custom": 1, "fields": fields, "permissions": []}).insert()
        frappe.db.commit()
    made, problems = [], []
    threads = [threading.Thread(target=write, args=(site, made, problems)) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert sorted(made) == [f"S-{number:05}" for number in range(1, WRITERS * EACH + 1)]


def test_a_reader_sees_what_was_committed_before_it_began(site):
    seen = []

    def read():
        with bound(site):
            seen.append(frappe.db.exists("Role", "Half Made"))

    with bound(site):
        frappe.get_doc({"doctype": "Role", "role_name": "Half Made"}).insert()
        reader = threading.Thread(target=read)
        reader.start()
        reader.join()
        frappe.db.rollback()
    assert seen == [None]


def test_callbacks_run_once_after_their_end(site):
    ran = []
    with bound(site):
        frappe.db.after_commit.add(lambda: ran.append("committed"))
        frappe.db.after_rollback.add(lambda: ran.append("undone"))
        frappe.db.rollback()
        frappe.db.after_commit.add(lambda: ran.append("committed"))
        frappe.db.commit()
        frappe.db.commit()
    assert ran == ["undone", "committed"]


def test_a_savepoint_catches_only_what_it_is_told_to(site):
    with bound(site):
        with savepoint(catch=frappe.ValidationError):
            frappe.get_doc({"doctype": "Role", "role_name": "Gone"}).insert()
            frappe.throw("no")
        assert not frappe.db.exists("Role", "Gone")
        with pytest.raises(KeyError), savepoint(catch=frappe.ValidationError):
            raise KeyError


def test_another_process_forgets_what_this_one_changed(site):
    script = """
        import sys, frappe
        frappe.init(sys.argv[1]); frappe.connect()
        print(frappe.get_roles("Administrator").count("Fresh Role"), flush=True)
        sys.stdin.readline()
        frappe.destroy(); frappe.init(sys.argv[1]); frappe.connect()
        print(frappe.get_roles("Administrator").count("Fresh Role"), flush=True)
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(site)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "0\n"
        with bound(site):
            frappe.get_doc({"doctype": "Role", "role_name": "Fresh Role"}).insert()
            frappe.db.commit()
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline() == "1\n"


def test_a_name_outside_the_slice_says_so(site):
    with bound(site):
        for ask in (
            lambda: frappe.no_such_thing,
            lambda: frappe.db.no_such_thing,
            lambda: frappe.cache.no_such_thing,
        ):
            with pytest.raises(
                NotImplementedError, match="no_such_thing is not part of the standalone engine"
            ):
                ask()


def test_without_a_site_the_database_says_what_is_missing():
    with pytest.raises(RuntimeError, match=r"frappe\.init"):
        frappe.db.get_value("User", "Guest")


def test_a_query_of_an_unknown_column_is_a_data_error(site):
    with bound(site):
        with pytest.raises(frappe.DataError):
            frappe.db.execute("select nope from tabUser")
        with pytest.raises(sqlite3.OperationalError):
            frappe.db.execute("selekt")

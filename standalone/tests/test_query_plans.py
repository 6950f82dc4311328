"""What people do all day reads no large table from end to end."""

import pytest

import frappe
from frappe.database.database import Database
from frappe.tests.binding import bound
from oasis_crm.api import dashboard, offline, visits
from oasis_crm.offline import log
from oasis_crm.offline.cursor import Cursor, scope_mark
from oasis_crm.permissions.scope import scope_of
from oasis_crm.services import firm_search
from oasis_crm.tests.builders import make_firm, make_manager, make_rep, make_team, make_visit

LARGE = ("tabFirm", "tabFirm Visit", "tabFuel Sale", "tabFirm Key", "tabSync Change", "tabVersion")
SCREENS = {
    "instant info": dashboard.instant_info,
    "own firms by name": lambda: frappe.get_list("Firm", fields=["*"], order_by="firm_name asc", limit=20),
    "own firms as changed": lambda: frappe.get_list("Firm", fields=["*"], limit=20),
    "calendar": lambda: visits.calendar("2026-11-02", "2026-11-30", [frappe.session.user]),
    "what changed": lambda: offline.pull(Cursor(scope_mark(scope_of()), log.latest()).encode()),
    "recording": lambda: visits.record(frappe.get_list("Firm", pluck="name", limit=1)[0], "Interested"),
}


@pytest.fixture
def people(site):
    with bound(site):
        rep, manager = make_rep(), make_manager()
        leader = make_rep()
        make_team(leader=leader, members=[rep])
        make_visit(make_firm(sales_rep=rep).name, rep)
        yield {"rep": rep, "leader": leader, "manager": manager}


@pytest.fixture
def statements(monkeypatch):
    """What the database is asked, in order."""
    asked, run = [], Database._raw

    def noted(self, query, values=()):
        asked.append((query, values))
        return run(self, query, values)

    monkeypatch.setattr(Database, "_raw", noted)
    return asked


def scans(asked):
    """The statements that go through a large table, with the step of their plan that does."""
    found = []
    for query, values in asked:
        if query.split(None, 1)[0] in ("SELECT", "UPDATE", "DELETE"):
            plan = frappe.db.connection.execute(f"EXPLAIN QUERY PLAN {query}", values).fetchall()
            steps = [step[3] for step in plan]
            whole = [step for step in steps if step in {f"SCAN {table}" for table in LARGE}]
            found += [(query, step) for step in whole]
    return found


@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_goes_through_a_whole_table(people, statements, screen):
    for user in people.values():
        frappe.set_user(user)
        del statements[:]
        SCREENS[screen]()
        assert scans(list(statements)) == []


def test_who_shares_two_words_is_asked_firm_by_firm_of_one_index(people, statements):
    firm_search._bearing(["turkuaz"], frozenset(["coban"]), False)
    query, values = next((q, v) for q, v in reversed(statements) if "IN (SELECT" in q)
    steps = [step[3] for step in frappe.db.connection.execute(f"EXPLAIN QUERY PLAN {query}", values)]
    assert any("other" in step and "(firm=? AND mark=?)" in step for step in steps), steps


def test_the_planner_learns_of_large_tables_alone(site):
    with bound(site):
        rows = [(f"{number:06}", "Firm", "FIRM-1", "*") for number in range(12_000)]
        frappe.db.bulk_insert("Sync Change", ["name", "ref_doctype", "ref_name", "audience"], rows)
        frappe.db.optimize()
        frappe.db.commit()
    with bound(site):
        assert {row[0] for row in frappe.db.execute("select tbl from sqlite_stat1")} == {"tabSync Change"}

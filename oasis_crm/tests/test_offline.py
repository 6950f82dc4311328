"""What a device pulls and pushes."""

import base64
import hashlib
import uuid

import frappe
from frappe.utils import add_days, nowdate
from oasis_crm import errors
from oasis_crm.api import offline
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_firm, make_manager, make_rep, make_team, make_visit


def change(doctype, action, values=None, **over):
    return {"id": str(uuid.uuid4()), "doctype": doctype, "action": action, "values": values or {}, **over}


class Device(OasisTestCase):
    """A rep's device: keeps what it pulled, as the web app does."""

    def setUp(self):
        super().setUp()
        self.rep = make_rep()
        self.cursor, self.store = None, {}

    def pull(self, limit=500, user=None):
        with self.as_user(user or self.rep):
            while True:
                page = offline.pull(self.cursor, limit)
                if page["reset"]:
                    self.store = {}
                for item in page["changes"]:
                    key = (item["doctype"], item["name"])
                    if item.get("removed"):
                        self.store.pop(key, None)
                    else:
                        self.store[key] = item["doc"]
                self.cursor = page["cursor"]
                if page["done"]:
                    return self.store

    def push(self, *changes, user=None):
        with self.as_user(user or self.rep):
            return offline.push("phone", list(changes))["results"]

    def names(self, doctype):
        return {name for kind, name in self.store if kind == doctype}


class Pull(Device):
    def test_the_first_copy_holds_what_the_rep_may_see_and_nothing_else(self):
        mine, other = make_firm(sales_rep=self.rep), make_firm(sales_rep=make_rep())
        self.pull()
        self.assertIn(mine.name, self.names("Firm"))
        self.assertNotIn(other.name, self.names("Firm"))
        self.assertIn("Interested", self.names("Visit Outcome"))

    def test_pages_of_any_size_give_the_same_copy(self):
        for _ in range(4):
            make_visit(sales_rep=self.rep)
        whole = dict(self.pull())
        self.cursor, self.store = None, {}
        self.assertEqual(self.pull(limit=3), whole)

    def test_contacts_travel_inside_their_firm(self):
        firm = make_firm(sales_rep=self.rep, contacts=[{"contact_name": "Ayşe", "phone": "05321112233"}])
        self.assertEqual(self.pull()["Firm", firm.name]["contacts"][0]["contact_name"], "Ayşe")

    def test_afterwards_only_changes_come(self):
        firm = make_firm(sales_rep=self.rep)
        self.pull()
        with self.as_user(self.rep):
            self.assertEqual(offline.pull(self.cursor)["changes"], [])
            firm.reload().update({"city": "Konya"}).save()
            changes = offline.pull(self.cursor)["changes"]
        self.assertEqual([(item["name"], item["doc"]["city"]) for item in changes], [(firm.name, "Konya")])

    def test_another_reps_changes_are_not_even_named(self):
        self.pull()
        other = make_firm(sales_rep=make_rep())
        make_visit(other.name, other.sales_rep)
        with self.as_user(self.rep):
            self.assertEqual(offline.pull(self.cursor)["changes"], [])

    def test_a_firm_that_changes_hands_leaves_with_its_visits_and_comes_with_them_to_the_new_rep(self):
        firm = make_firm(sales_rep=self.rep)
        visit = make_visit(firm.name, self.rep)
        self.pull()
        receiver = make_rep()
        firm.reload().update({"sales_rep": receiver}).save()
        visit.reload().update({"sales_rep": receiver}).save()
        self.pull()
        self.assertNotIn(firm.name, self.names("Firm"))
        self.assertNotIn(visit.name, self.names("Firm Visit"))
        with self.as_user(receiver):
            seen = {item["name"] for item in offline.pull()["changes"]}
        self.assertLessEqual({firm.name, visit.name}, seen)

    def test_a_deleted_document_arrives_as_removed(self):
        visit = make_visit(sales_rep=self.rep)
        self.pull()
        visit.delete()
        self.pull()
        self.assertNotIn(visit.name, self.names("Firm Visit"))

    def test_who_comes_to_lead_a_team_starts_afresh_with_its_firms(self):
        member = make_rep()
        firm = make_firm(sales_rep=member)
        self.pull()
        self.assertNotIn(firm.name, self.names("Firm"))
        make_team(leader=self.rep, members=[member])
        frappe.local.oasis_scopes = None
        with self.as_user(self.rep):
            self.assertTrue(offline.pull(self.cursor)["reset"])
        self.pull()
        self.assertIn(firm.name, self.names("Firm"))

    def test_a_cursor_of_somebody_else_or_of_nobody_starts_afresh(self):
        self.pull()
        with self.as_user(make_rep()):
            self.assertTrue(offline.pull(self.cursor)["reset"])
            self.assertTrue(offline.pull("rubbish")["reset"])

    def test_a_cursor_older_than_the_log_starts_afresh(self):
        make_firm(sales_rep=self.rep)
        self.pull()
        for _ in range(2):
            make_firm(sales_rep=self.rep)
            frappe.get_attr("oasis_crm.offline.log.flush")()
        frappe.db.delete(
            "Sync Change", {"name": ["<", frappe.get_last_doc("Sync Change", order_by="name desc").name]}
        )
        with self.as_user(self.rep):
            self.assertTrue(offline.pull(self.cursor)["reset"])

    def test_a_managers_device_keeps_the_newest_only(self):
        frappe.db.set_single_value("Oasis Settings", "working_set_size", 2)
        frappe.clear_document_cache("Oasis Settings", "Oasis Settings")
        firms = [make_firm().name for _ in range(4)]
        self.pull(user=make_manager())
        self.assertLessEqual(len(self.names("Firm").intersection(firms)), 2)


class Push(Device):
    def test_a_change_sent_twice_happens_once_and_answers_the_same(self):
        sent = change("Firm", "quick_entry", {"firm_name": "Mercanköşk Gıda", "client_id": "f-1"})
        first, second = self.push(sent), self.push(sent)
        self.assertEqual(first, second)
        self.assertEqual(frappe.db.count("Firm", {"client_id": "f-1"}), 1)

    def test_a_days_work_made_with_no_network_arrives_in_one_push(self):
        results = self.push(
            change("Firm", "quick_entry", {"firm_name": "Mercanköşk Gıda", "client_id": "f-2"}, name="f-2"),
            change("Firm Visit", "record", {"firm": "f-2", "outcome": "Interested", "client_id": "v-2"}),
            change(
                "Personal Reminder",
                "insert",
                {"subject": "Call", "remind_at": add_days(nowdate(), 2)},
                name="r-2",
            ),
        )
        self.assertEqual([result["status"] for result in results], ["applied"] * 3, results)
        self.assertTrue(results[1]["answer"]["next_visit"]["planned_start"])
        self.pull()
        self.assertIn("v-2", {doc.get("client_id") for doc in self.store.values()})

    def test_a_refused_change_blocks_what_depends_on_it_and_nothing_else(self):
        make_firm(firm_name="Mercanköşk Gıda", sales_rep=make_rep())
        refused = change("Firm", "quick_entry", {"firm_name": "Mercanköşk Gıda", "client_id": "f-3"})
        dependent = change(
            "Firm Visit", "record", {"firm": "f-3", "outcome": "Interested"}, depends_on=[refused["id"]]
        )
        free = change("Personal Reminder", "insert", {"subject": "Call", "remind_at": add_days(nowdate(), 2)})
        results = self.push(refused, dependent, free)
        self.assertEqual([result["status"] for result in results], ["refused", "blocked", "applied"])
        self.assertEqual(results[0]["error"]["type"], "DuplicateFirmError")
        self.assertIsNone(results[0]["error"]["candidates"][0]["firm"])
        self.assertEqual(frappe.db.count("Firm", {"client_id": "f-3"}), 0)

    def test_fields_changed_on_both_sides_are_merged_and_the_same_field_keeps_the_servers_value(self):
        firm = make_firm(sales_rep=self.rep, city="Ankara", district="Çankaya")
        firm.reload().update({"city": "Konya"}).save()
        result = self.push(
            change(
                "Firm",
                "update",
                {"city": "Bursa", "district": "Nilüfer"},
                name=firm.name,
                base={"city": "Ankara", "district": "Çankaya"},
            )
        )[0]
        self.assertEqual(result["status"], "merged")
        self.assertEqual(result["conflicts"], {"city": {"mine": "Bursa", "theirs": "Konya"}})
        firm.reload()
        self.assertEqual((firm.city, firm.district), ("Konya", "Nilüfer"))

    def test_nobody_pushes_into_another_reps_firm(self):
        firm = make_firm(sales_rep=make_rep(), city="Ankara")
        results = self.push(
            change("Firm", "update", {"city": "Bursa"}, name=firm.name),
            change("Firm Visit", "record", {"firm": firm.name, "outcome": "Interested"}),
            change("Firm", "delete", name=firm.name),
        )
        self.assertEqual({result["status"] for result in results}, {"refused"})
        self.assertEqual(firm.reload().city, "Ankara")

    def test_a_stored_result_is_told_to_nobody_else(self):
        sent = change("Firm", "quick_entry", {"firm_name": "Mercanköşk Gıda"})
        self.push(sent)
        result = self.push(sent, user=make_rep())[0]
        self.assertEqual(result["status"], "refused")
        self.assertNotIn("name", result)

    def test_what_devices_do_not_keep_they_do_not_change(self):
        results = self.push(
            change("Oasis Settings", "update", {"claim_after_days": 1}, name="Oasis Settings"),
            change("User", "insert", {"email": "x@oasis.test"}),
            change("Firm", "explode"),
        )
        self.assertEqual([result["status"] for result in results], ["refused"] * 3)

    def test_a_change_without_an_id_is_refused_as_a_whole(self):
        with self.as_user(self.rep):
            self.assert_refused(errors.OfflineChangeError, offline.push, "phone", [{"doctype": "Firm"}])


class Upload(Device):
    CONTENT = b"a photograph, as far as this test is concerned" * 50

    def send(self, offset, content, **over):
        values = {
            "upload_id": "0f8b2c1e-test",
            "sha256": hashlib.sha256(self.CONTENT).hexdigest(),
            "offset": offset,
            "total": len(self.CONTENT),
            "content": base64.b64encode(content).decode(),
            "filename": "page.txt",
        }
        with self.as_user(self.rep):
            return offline.upload_chunk(**{**values, **over})

    def test_a_file_sent_in_pieces_is_whole_at_the_end_and_stored_once(self):
        self.assertEqual(self.send(0, self.CONTENT[:1000]), {"received": 1000})
        self.assertEqual(self.send(0, b"")["received"], 1000)
        self.assertEqual(self.send(0, self.CONTENT[:1000]), {"received": 1000})
        done = self.send(1000, self.CONTENT[1000:])
        self.assertEqual(done["received"], len(self.CONTENT))
        self.assertTrue(done["file_url"].startswith("/private/files/"))
        self.assertEqual(self.send(1000, self.CONTENT[1000:])["name"], done["name"])

    def test_a_damaged_file_is_refused(self):
        self.send(0, self.CONTENT[:1000])
        self.assert_refused(errors.UploadError, self.send, 1000, b"x" * (len(self.CONTENT) - 1000))

    def test_a_file_cannot_be_hung_on_another_reps_firm(self):
        firm = make_firm(sales_rep=make_rep())
        self.assert_refused(
            frappe.PermissionError, self.send, 0, self.CONTENT, doctype="Firm", docname=firm.name
        )

    def test_a_name_that_leads_out_of_the_folder_is_refused(self):
        self.assert_refused(errors.UploadError, self.send, 0, b"x", upload_id="../../site_config")


class Guard(Device):
    def test_a_device_learns_that_somebody_follows_a_firm_and_nothing_of_it(self):
        make_firm(firm_name="Leylakdere Hafriyat Ltd. Şti.", tax_id="4540536920", sales_rep=make_rep())
        with self.as_user(self.rep):
            told = offline.duplicate_guard()
        for kind, value in (("t", "4540536920"), ("n", "leylakdere")):
            mark = hashlib.sha256(f"{told['salt']}:{kind}:{value}".encode()).hexdigest()[:12]
            self.assertIn(mark, told["entries"])
        self.assertNotIn("leylak", str(told).lower())

    def test_it_comes_in_pages(self):
        for _ in range(3):
            make_firm()
        entries, cursor, done = set(), None, False
        with self.as_user(self.rep):
            whole = offline.duplicate_guard()
            while not done:
                page = offline.duplicate_guard(cursor, 2)
                entries, cursor, done = entries | set(page["entries"]), page["cursor"], page["done"]
        self.assertEqual(entries, set(whole["entries"]))

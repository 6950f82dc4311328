import frappe
from frappe.utils import add_days, get_datetime, today
from oasis_crm import errors
from oasis_crm.api import firms
from oasis_crm.firms import links
from oasis_crm.offline import log
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make_contract,
    make_document,
    make_firm,
    make_manager,
    make_office,
    make_rep,
    make_sale,
    make_visit,
    make_work_order,
)

VKN = "4540536920"


class TestMerge(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.manager, self.rep, self.other = make_manager(), make_rep(), make_rep()
        self.kept = make_firm(firm_name="Öz Işık Nakliyat", sales_rep=self.rep, city="Ankara")
        self.gone = make_firm(
            firm_name="Kardelen Petrol",
            sales_rep=self.other,
            city="Bursa",
            tax_id=VKN,
            phone="0312 418 00 00",
            contacts=[{"contact_name": "Ayşe", "phone": "0532 123 45 67", "is_primary": 1}],
        )
        self.hanging = [
            make_visit(firm=self.gone.name, sales_rep=self.other),
            make_document(self.gone.name),
            make_work_order(self.other, firm=self.gone.name),
            make_contract(self.gone.name),
            make_sale(firm=self.gone.name),
        ]
        self.comment = self.gone.add_comment("Comment", "Kapıdan dönüldü")

    def merge(self):
        with self.as_user(self.manager):
            return firms.merge(self.kept.name, self.gone.name, "Aynı firma")

    def homes(self):
        """The firm that each hanging document names now."""
        return {frappe.db.get_value(doc.doctype, doc.name, "firm") for doc in self.hanging}

    def test_everything_moves_and_the_other_firm_goes(self):
        answer = self.merge()
        self.assertFalse(frappe.db.exists("Firm", self.gone.name))
        self.assertEqual(self.homes(), {self.kept.name})
        self.assertEqual(links.linked([self.gone.name]), {})
        self.assertEqual(frappe.db.get_value("Comment", self.comment.name, "reference_name"), self.kept.name)
        self.assertEqual(answer["moved"]["Firm Visit"], 1)

    def test_what_the_firm_lacked_is_filled_in_and_what_it_had_stays(self):
        self.merge()
        self.kept.reload()
        kept = self.kept
        self.assertEqual(
            (kept.tax_id, kept.phone, kept.city, kept.sales_rep), (VKN, "+903124180000", "Ankara", self.rep)
        )
        self.assertEqual([row.contact_name for row in kept.contacts], ["Ayşe"])
        self.assertEqual((kept.stage, kept.relationship), ("Order", "Customer"))
        self.assertIn(VKN, kept.search_key)
        kept.save()

    def test_the_duplicate_check_finds_the_firm_by_what_it_took_over(self):
        self.merge()
        self.assertEqual([row["firm"] for row in firms.find_duplicates(tax_id=VKN)], [self.kept.name])

    def test_devices_learn_of_it(self):
        self.merge()
        log.flush()
        told = frappe.get_all("Sync Change", fields=["ref_name", "audience"], order_by="name asc")
        told = {(row.ref_name, row.audience) for row in told}
        self.assertIn((self.gone.name, f"rep:{self.other}"), told)
        self.assertIn((self.hanging[1].name, f"rep:{self.other}"), told)
        self.assertIn((self.hanging[1].name, f"rep:{self.rep}"), told)

    def test_taking_it_back_restores_both_firms(self):
        before = self.gone.as_dict()
        answer = self.merge()
        with self.as_user(self.manager):
            back = firms.unmerge(answer["name"])
        self.assertEqual((back["merged_firm"], back["left"]), (self.gone.name, 0))
        self.assertEqual(self.homes(), {self.gone.name})
        gone, kept = frappe.get_doc("Firm", self.gone.name), frappe.get_doc("Firm", self.kept.name)
        for field in ("firm_name", "tax_id", "phone", "city", "sales_rep", "owner", "stage", "search_key"):
            self.assertEqual(gone.get(field), frappe.get_doc("Firm", gone.name).get(field), field)
        self.assertEqual((gone.firm_name, gone.tax_id, gone.sales_rep), (before.firm_name, VKN, self.other))
        self.assertEqual(get_datetime(gone.creation), get_datetime(before.creation))
        self.assertEqual([row.contact_name for row in gone.contacts], ["Ayşe"])
        self.assertEqual((kept.tax_id, kept.phone, kept.stage, kept.contacts), (None, None, "Suspect", []))
        self.assertEqual([row["firm"] for row in firms.find_duplicates(tax_id=VKN)], [gone.name])
        gone.save()
        kept.save()

    def test_what_was_changed_after_the_merge_stays_so(self):
        answer = self.merge()
        self.kept.reload()
        self.kept.phone = "0312 999 00 00"
        self.kept.save()
        with self.as_user(self.manager):
            firms.unmerge(answer["name"])
        self.assertEqual(frappe.db.get_value("Firm", self.kept.name, "phone"), "+903129990000")

    def test_a_merge_is_taken_back_once_and_within_its_time(self):
        answer = self.merge()
        with self.as_user(self.manager):
            frappe.db.set_value("Firm Merge", answer["name"], "undo_until", add_days(today(), -1))
            self.assert_refused(errors.MergeError, firms.unmerge, answer["name"])
            frappe.db.set_value("Firm Merge", answer["name"], "undo_until", today())
            firms.unmerge(answer["name"])
            self.assert_refused(errors.MergeError, firms.unmerge, answer["name"])

    def test_only_managers_merge_and_only_two_firms_with_a_reason(self):
        for user in (make_office(), self.rep):
            with self.as_user(user):
                call = (firms.merge, self.kept.name, self.gone.name, "x")
                self.assert_refused(frappe.PermissionError, *call)
        with self.as_user(self.manager):
            self.assert_refused(errors.MergeError, firms.merge, self.kept.name, self.kept.name, "x")
            self.assert_refused(errors.MergeError, firms.merge, self.kept.name, self.gone.name, " ")
            self.assert_refused(frappe.DoesNotExistError, firms.merge, self.kept.name, "FIRM-X", "x")

    def test_a_rep_does_not_read_what_was_merged(self):
        name = self.merge()["name"]
        with self.as_user(self.rep):
            self.assertFalse(frappe.has_permission("Firm Merge", "read", doc=name))


class TestBulkAssign(OasisTestCase):
    def test_firms_change_hands_with_their_open_visits_and_a_transfer_each(self):
        old, new = make_rep(), make_rep()
        names = [make_firm(sales_rep=old).name, make_firm().name]
        visit = make_visit(firm=names[0], sales_rep=old)
        with self.as_user(make_office()):
            answer = firms.bulk_assign(names, new, "Bölge değişti")
        self.assertEqual(answer, {"assigned": names, "skipped": []})
        followers = frappe.get_all(
            "Firm", filters={"name": ["in", names]}, pluck="sales_rep", order_by="name asc"
        )
        self.assertEqual(followers, [new, new])
        self.assertEqual(frappe.db.get_value("Firm Visit", visit.name, "sales_rep"), new)
        transfer = frappe.get_doc("Firm Transfer", {"firm": names[0]})
        self.assertEqual((transfer.status, transfer.from_rep, transfer.to_rep), ("Approved", old, new))

    def test_what_cannot_be_handed_over_is_named_and_the_rest_goes_on(self):
        new = make_rep()
        mine, other = make_firm(sales_rep=new).name, make_firm().name
        with self.as_user(make_office()):
            answer = firms.bulk_assign([mine, "FIRM-X", other], new)
        self.assertEqual(answer["assigned"], [other])
        self.assertEqual([row["firm"] for row in answer["skipped"]], [mine, "FIRM-X"])

    def test_nobody_is_assigned_to_who_is_no_rep_and_no_rep_assigns(self):
        firm, office = make_firm().name, make_office()
        with self.as_user(office):
            self.assertEqual(firms.bulk_assign([firm], office)["assigned"], [])
            self.assert_refused(errors.TransferError, firms.bulk_assign, ["x"] * 201, office)
        rep = make_rep()
        with self.as_user(rep):
            self.assert_refused(frappe.PermissionError, firms.bulk_assign, [firm], rep)


class TestReviews(OasisTestCase):
    def test_a_firm_entered_beside_a_similar_one_waits_for_a_manager(self):
        first = make_firm(firm_name="Öz Zeytindalı Nakliyat", city="İzmir")
        second = make_firm(
            firm_name="Öz Zeytindalı Nak. Ltd.", city="İzmir", duplicate_reason="Kardeşinin ayrı firması"
        )
        with self.as_user(make_manager()):
            rows = {row["firm"]: row for row in firms.duplicate_reviews()["rows"]}
            self.assertEqual(rows[second.name]["similar_firm"], first.name)
            firms.review_duplicate(second.name)
            self.assertNotIn(second.name, [row["firm"] for row in firms.duplicate_reviews()["rows"]])
        with self.as_user(make_office()):
            self.assert_refused(frappe.PermissionError, firms.duplicate_reviews)

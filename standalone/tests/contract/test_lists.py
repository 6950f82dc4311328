"""The whole grammar of filters, fields and orders."""

import frappe
from frappe.tests import IntegrationTestCase
from frappe.utils import add_days, today

from .doctypes import firm, make_firm_types, make_town


class TestLists(IntegrationTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make_town()
        make_firm_types()
        people = [{"person_name": "Ayşe", "share": 60}, {"person_name": "Bora"}]
        cls.alfa = (
            firm(
                firm_name="Alfa Yağ",
                tax_no="100",
                stage="Active",
                town="Ankara",
                opened_on=add_days(today(), -3),
                next_call=f"{today()} 10:00:00",
                staff=5,
                litres=12.5,
                is_key=1,
                people=people,
            )
            .insert()
            .name
        )
        cls.beta = firm(firm_name="Beta").insert().name
        cls.gama = firm(firm_name="Gama Şti", stage="Lost", town="İzmir", staff=12, litres=1.5).insert().name

    def names(self, filters=None, **over):
        return frappe.get_all("Contract Firm", filters=filters, pluck="name", order_by="name asc", **over)

    def test_filters_come_in_four_shapes(self):
        for filters in (
            {"stage": "Active"},
            {"stage": ["=", "Active"]},
            [["stage", "=", "Active"]],
            [["Contract Firm", "stage", "=", "Active"]],
        ):
            self.assertEqual(self.names(filters), [self.alfa])

    def test_rows_that_hold_nothing_differ_from_every_value(self):
        self.assertEqual(self.names([["town", "!=", "Ankara"]]), [self.beta, self.gama])
        self.assertEqual(self.names([["town", "not in", ["Ankara"]]]), [self.beta, self.gama])
        self.assertEqual(self.names([["tax_no", "not like", "1%"]]), [self.beta, self.gama])
        self.assertEqual(self.names([["opened_on", "<", today()]]), [self.alfa, self.beta, self.gama])
        self.assertEqual(self.names([["opened_on", ">", "2000-01-01"]]), [self.alfa])

    def test_but_not_where_the_database_is_asked_directly(self):
        self.assertEqual(frappe.db.count("Contract Firm", {"town": ["!=", "Ankara"]}), 1)
        self.assertEqual(frappe.db.exists("Contract Firm", {"town": ["!=", "Ankara"]}), self.gama)

    def test_numbers_compare_as_numbers(self):
        self.assertEqual(self.names([["staff", ">", "3"]]), [self.alfa, self.gama])
        self.assertEqual(self.names([["staff", ">=", 5], ["staff", "<=", 5]]), [self.alfa])
        self.assertEqual(self.names({"is_key": 1}), [self.alfa])

    def test_text_is_found_without_regard_to_case_and_marks(self):
        self.assertEqual(self.names([["firm_name", "like", "%ALFA%"]]), [self.alfa])
        self.assertEqual(self.names([["firm_name", "like", "%sti%"]]), [self.gama])
        self.assertEqual(self.names([["firm_name", "like", "gama%"]]), [self.gama])
        self.assertEqual(self.names([["firm_name", "like", "ama"]]), [])
        self.assertEqual(self.names({"firm_name": "alfa yag"}), [self.alfa])

    def test_in_takes_a_list_or_words_between_commas(self):
        self.assertEqual(self.names([["stage", "in", ["Lost", "Active"]]]), [self.alfa, self.gama])
        self.assertEqual(self.names([["stage", "in", "Lost,Active"]]), [self.alfa, self.gama])
        self.assertEqual(self.names([["stage", "in", []]]), [])
        self.assertEqual(self.names([["town", "not in", []]]), [self.alfa, self.gama])

    def test_between_reaches_to_the_end_of_the_last_day(self):
        self.assertEqual(self.names([["next_call", "between", [today(), today()]]]), [self.alfa])
        moments = {"next_call": ["between", [today(), today()]]}
        self.assertEqual(frappe.db.count("Contract Firm", moments), 0)
        edges = [add_days(today(), -5), add_days(today(), -1)]
        self.assertEqual(self.names([["opened_on", "between", edges]]), [self.alfa])

    def test_set_and_not_set(self):
        self.assertEqual(self.names([["town", "is", "set"]]), [self.alfa, self.gama])
        self.assertEqual(self.names([["town", "is", "not set"]]), [self.beta])
        self.assertEqual(self.names([["staff", "is", "set"]]), [self.alfa, self.gama])

    def test_spans_of_time_by_their_words(self):
        self.assertEqual(self.names([["next_call", "timespan", "today"]]), [self.alfa])
        self.assertEqual(self.names([["next_call", "timespan", "last year"]]), [])

    def test_alternatives_are_joined_to_the_other_filters(self):
        either = [["town", "=", "Ankara"], ["stage", "=", "Lost"]]
        self.assertEqual(self.names(or_filters=either), [self.alfa, self.gama])
        self.assertEqual(self.names({"staff": 12}, or_filters=either), [self.gama])

    def test_rows_of_tables_and_what_links_lead_to(self):
        self.assertEqual(self.names([["Contract Person", "person_name", "=", "Ayşe"]]), [self.alfa])
        for dotted in ({"people.share": [">", 50]}, {"town.region": "Aegean"}):
            self.assertRaises(Exception, self.names, dotted)  # noqa: B017 - the framework's is its driver's
        rows = frappe.get_all(
            "Contract Firm",
            fields=["name", "people.person_name", "town.region as region"],
            filters={"name": self.alfa},
            order_by="`tabContract Person`.`idx` asc",
        )
        self.assertEqual(
            [(row.person_name, row.region) for row in rows], [("Ayşe", "Central"), ("Bora", "Central")]
        )

    def test_orders_by_several_fields_and_limits(self):
        rows = frappe.get_all("Contract Firm", fields=["name"], order_by="stage asc, name desc", as_list=True)
        self.assertEqual([row[0] for row in rows], [self.alfa, self.beta, self.gama])
        page = frappe.get_all(
            "Contract Firm", pluck="name", order_by="name asc", limit_start=1, limit_page_length=1
        )
        self.assertEqual(page, [self.beta])

    def test_dates_and_times_come_as_such(self):
        row = frappe.get_all("Contract Firm", fields=["opened_on", "next_call"], filters={"name": self.alfa})[
            0
        ]
        self.assertEqual(str(row.opened_on), add_days(today(), -3))
        self.assertEqual(row.next_call, frappe.utils.get_datetime(f"{today()} 10:00:00"))

    def test_what_would_reach_beyond_the_list_is_refused(self):
        with self.assertRaises(frappe.DataError):
            frappe.get_list("Contract Firm", fields=["(select 1)"])
        with self.assertRaises(frappe.ValidationError):
            frappe.get_list("Contract Firm", order_by="name; drop table x")
        with self.assertRaises(frappe.DoesNotExistError):
            frappe.get_list("No Such Type")

    def test_the_query_builder_binds_its_values(self):
        table = frappe.qb.DocType("Contract Firm")
        functions = frappe.query_builder.functions
        query = frappe.qb.from_(table).select(
            functions.Max(table.next_call).as_("latest"), functions.Sum(table.staff)
        )
        row = query.where(table.firm_name != "O'Neil").run(as_dict=True)[0]
        self.assertEqual(row.latest, frappe.utils.get_datetime(f"{today()} 10:00:00"))
        frappe.qb.update(table).set(table.notes, "it's").where(table.name == self.beta).run()
        self.assertEqual(frappe.db.get_value("Contract Firm", self.beta, "notes"), "it's")

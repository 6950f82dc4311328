import frappe
from frappe.utils import add_days, cstr, getdate, now_datetime
from oasis_crm import errors, install
from oasis_crm.setup import workflows
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make,
    make_distributor,
    make_firm,
    make_reminder,
    make_rep,
    make_report,
    make_sale,
    make_target,
    make_team,
)


class TestSettings(OasisTestCase):
    def save(self, **values):
        settings = frappe.get_doc("Oasis Settings")
        settings.update(values)
        return settings.save()

    def test_what_ships_is_valid_and_stored(self):
        self.save()
        self.assertEqual(frappe.db.get_single_value("Oasis Settings", "contract_end_days"), 60)
        self.assertEqual(frappe.db.get_single_value("Oasis Settings", "restrict_reps_to_own_data"), 1)
        self.assertEqual(
            cstr(frappe.db.get_single_value("Oasis Settings", "work_start"))[:5].zfill(5), "9:00:".zfill(5)
        )

    def test_values_no_rule_could_work_with_are_refused(self):
        bad = (
            {"work_start": "19:00:00"},
            {"break_start": "12:00:00"},
            {f"work_{day}": 0 for day in ("monday", "tuesday", "wednesday", "thursday", "friday")},
            {"slot_minutes": 0},
            {"daily_visit_cap": 0},
            {"low_limit_percent": 120},
            {"duplicate_suggest_percent": 95},
            {"rating_a_from": 50},
            {
                f"weight_{part}": 0
                for part in ("potential", "consumption", "trend", "stage", "contract", "engagement", "limit")
            },
        )
        for values in bad:
            self.assert_refused(errors.SettingsError, self.save, **values)


class TestInstall(OasisTestCase):
    def test_setting_up_again_leaves_what_admins_changed(self):
        frappe.db.set_value("Visit Outcome", "Interested", "days", 99)
        frappe.db.set_single_value("Oasis Settings", "contract_end_days", 10)
        install.after_install()
        self.assertEqual(frappe.db.get_value("Visit Outcome", "Interested", "days"), 99)
        self.assertEqual(frappe.db.get_single_value("Oasis Settings", "contract_end_days"), 10)

    def test_a_migration_does_not_bring_back_what_admins_removed(self):
        frappe.delete_doc("Visit Outcome", "Not Interested")
        install.after_migrate()
        self.assertFalse(frappe.db.exists("Visit Outcome", "Not Interested"))

    def test_a_setting_of_a_new_version_gets_its_default(self):
        frappe.db.delete("Singles", {"doctype": "Oasis Settings", "field": "no_fuel_days"})
        install.after_migrate()
        self.assertEqual(frappe.db.get_single_value("Oasis Settings", "no_fuel_days"), 15)

    def test_the_shipped_outcomes_are_there(self):
        days = {
            row.outcome: row.days
            for row in frappe.get_all("Visit Outcome", fields=["outcome", "days"], order_by="outcome asc")
        }
        self.assertEqual(
            days,
            {
                "Very Interested": 7,
                "Offer Made": 5,
                "Interested": 15,
                "Call Later": 30,
                "Contracted Elsewhere": 30,
                "Not Interested": 180,
                "Contract Signed": 30,
                "Routine": 0,
                "Lost": 0,
            },
        )

    def test_the_workflows_are_active_on_their_doctypes(self):
        for doctype in workflows.STATES:
            workflow = frappe.get_doc("Workflow", doctype)
            self.assertTrue(workflow.is_active)
            self.assertEqual(workflow.workflow_state_field, "status")


class TestOutcome(OasisTestCase):
    def test_an_outcome_that_loses_a_firm_asks_why(self):
        outcome = make(
            "Visit Outcome", outcome="Closed Down", next_stage="Lost", next_visit_rule="None", days=5
        )
        self.assertEqual((outcome.asks_lost_reason, outcome.days), (1, 0))

    def test_before_a_contract_end_means_some_days_before(self):
        self.assert_refused(
            errors.SettingsError,
            make,
            "Visit Outcome",
            outcome="Later",
            next_visit_rule="Before Supplier Contract End",
        )


class TestReminder(OasisTestCase):
    def test_a_reminder_is_its_makers(self):
        rep = make_rep()
        with self.as_user(rep):
            self.assertEqual(make_reminder().user, rep)

    def test_a_reminder_for_yesterday_is_refused_unless_a_device_brings_it_late(self):
        yesterday = add_days(now_datetime(), -1)
        self.assert_refused(errors.PastDateError, make_reminder, remind_at=yesterday)
        self.assertTrue(make_reminder(remind_at=yesterday, client_id="9b2c").name)

    def test_a_new_moment_rings_again(self):
        reminder = make_reminder()
        reminder.db_set("notified_on", now_datetime())
        reminder.remind_at = add_days(now_datetime(), 3)
        self.assertIsNone(reminder.save().notified_on)

    def test_nobody_makes_a_reminder_for_another(self):
        other = make_rep()
        with self.as_user(make_rep()):
            self.assert_refused(frappe.PermissionError, make_reminder, user=other)


class TestTargets(OasisTestCase):
    def test_the_period_is_whole(self):
        target = make_target(make_rep(), period_type="Quarter", period_start="2025-05-17")
        self.assertEqual(getdate(target.period_start), getdate("2025-04-01"))
        self.assertEqual(getdate(target.period_end), getdate("2025-06-30"))

    def test_a_target_is_a_reps_or_a_teams(self):
        rep = make_rep()
        team = make_team(members=[rep])
        self.assert_refused(errors.TargetLineError, make_target, rep, sales_team=team.name)
        self.assert_refused(errors.TargetLineError, make_target, None)

    def test_a_figure_stands_once_and_a_period_has_one_target(self):
        rep = make_rep()
        twice = [
            {"metric": "Visits", "target": 5, "product_group": "Diesel"},
            {"metric": "Visits", "target": 6},
        ]
        self.assert_refused(errors.DuplicateRowError, make_target, rep, lines=twice)
        make_target(rep)
        self.assert_refused(errors.TargetLineError, make_target, rep)


class TestTeams(OasisTestCase):
    def test_the_firms_of_a_rep_join_his_team(self):
        rep = make_rep()
        firm = make_firm(sales_rep=rep)
        team = make_team(members=[rep])
        self.assertEqual(frappe.db.get_value("Firm", firm.name, "sales_team"), team.name)

    def test_a_member_stands_in_a_team_once(self):
        rep = make_rep()
        self.assert_refused(errors.DuplicateRowError, make_team, members=[rep, rep])


class TestSale(OasisTestCase):
    def test_a_sale_finds_its_firm_by_customer_code(self):
        distributor, rep = make_distributor().name, make_rep()
        firm = make_firm(distributor=distributor, customer_code="C-77", sales_rep=rep)
        sale = make_sale(distributor=distributor, customer_code="C-77")
        self.assertEqual((sale.firm, sale.match_status, sale.sales_rep), (firm.name, "Matched", rep))

    def test_a_sale_of_an_unknown_customer_waits_unmatched(self):
        self.assertEqual(make_sale(customer_code="nobody").match_status, "Unmatched")

    def test_the_name_of_a_sale_is_its_distributors_key(self):
        sale = make_sale(external_id="S1")
        self.assertEqual(sale.name, f"{sale.distributor}-S1")
        self.assert_refused(
            frappe.DuplicateEntryError, make_sale, distributor=sale.distributor, external_id="S1"
        )


class TestDistributor(OasisTestCase):
    def test_it_gets_a_secret_of_its_own(self):
        self.assertGreaterEqual(len(make_distributor().get_password("webhook_secret")), 32)

    def test_a_schedule_needs_an_address(self):
        self.assert_refused(errors.SettingsError, make_distributor, schedule_minutes=15)

    def test_a_mapping_maps_fields_by_kind(self):
        self.assert_refused(errors.SettingsError, make_distributor, field_mapping='["litres"]')


class TestSubscription(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.report = make_report().name

    def subscribe(self, *users, **over):
        values = {"report": self.report, "recipients": [{"user": user} for user in users]}
        return make("Report Subscription", **{**values, **over})

    def test_a_rep_subscribes_himself_and_nobody_else(self):
        rep = make_rep()
        with self.as_user(rep):
            self.assertTrue(self.subscribe(rep).name)
            self.assert_refused(frappe.PermissionError, self.subscribe, rep, make_rep())

    def test_it_goes_out_at_eight_unless_told_otherwise(self):
        self.assertIn("8:00:00", cstr(self.subscribe("Administrator").send_at))
        self.assertIn("17:30:00", cstr(self.subscribe("Administrator", send_at="17:30:00").send_at))

    def test_filters_are_names_and_values(self):
        self.assert_refused(errors.SettingsError, self.subscribe, "Administrator", filters="[1, 2]")

    def test_a_month_has_no_day_forty(self):
        self.assert_refused(errors.SettingsError, self.subscribe, "Administrator", day_of_month=40)

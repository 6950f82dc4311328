"""A work order for several people: one each, all or none, and never to somebody who cannot do it."""

import uuid

import frappe
from oasis_crm import errors
from oasis_crm.api import offline, work_orders
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import (
    make_firm,
    make_manager,
    make_office,
    make_rep,
    make_team,
    make_work_order,
)

ORDER = "Field Work Order"


class GivingOrders(OasisTestCase):
    def setUp(self):
        super().setUp()
        self.leader, self.reps = make_rep(), [make_rep() for _ in range(3)]
        make_team(leader=self.leader, members=self.reps)

    def give(self, *people, user=None, **over):
        with self.as_user(user or self.leader):
            return work_orders.give(**{"subject": "Fiyat levhasını değiştir", "people": list(people), **over})

    def orders(self):
        return frappe.db.count(ORDER)

    def test_each_of_several_gets_an_order_of_his_own_in_one_group(self):
        given = self.give(*self.reps)
        self.assertEqual([order["assigned_to"] for order in given["orders"]], self.reps)
        groups = {frappe.db.get_value(ORDER, order["name"], "order_group") for order in given["orders"]}
        self.assertEqual(groups, {given["order_group"]})
        first, second = (order["name"] for order in given["orders"][:2])
        with self.as_user(self.reps[0]):
            work_orders.step(first, "Accept")
        self.assertTrue(frappe.db.get_value(ORDER, first, "accepted_on"))
        self.assertEqual(frappe.db.get_value(ORDER, second, "status"), "Open")

    def test_one_person_makes_no_group_and_a_name_said_twice_is_one_person(self):
        self.assertIsNone(self.give(self.reps[0], self.reps[0])["order_group"])

    def test_each_of_them_is_told_once_and_sees_only_his_own(self):
        given = self.give(*self.reps)
        for rep in self.reps:
            self.assertEqual(frappe.db.count("Notification Log", {"for_user": rep}), 1)
            with self.as_user(rep):
                seen = frappe.get_list(ORDER, filters={"order_group": given["order_group"]}, pluck="name")
            self.assertEqual(len(seen), 1)

    def test_all_or_none(self):
        before = self.orders()
        gone = make_rep()
        frappe.db.set_value("User", gone, "enabled", 0)
        manager = make_manager()
        message = self.assert_refused(
            errors.WorkOrderAssigneeError, self.give, self.reps[0], gone, user=manager
        )
        self.assertIn(frappe.db.get_value("User", gone, "full_name"), message)
        self.assert_refused(frappe.PermissionError, self.give, self.reps[0], make_rep())
        self.assertEqual(self.orders(), before)

    def test_who_is_no_rep_gets_no_order(self):
        manager = make_manager()
        for user in (make_office(), make_manager()):
            self.assert_refused(errors.WorkOrderAssigneeError, self.give, user, user=manager)

    def test_nor_is_an_order_handed_on_to_one(self):
        order = make_work_order(self.reps[0])
        order.assigned_to = make_office()
        self.assert_refused(errors.WorkOrderAssigneeError, order.save)

    def test_an_order_of_somebody_who_left_can_still_be_cancelled(self):
        order = make_work_order(self.reps[0])
        frappe.db.set_value("User", self.reps[0], "enabled", 0)
        with self.as_user(make_manager()):
            self.assertEqual(work_orders.step(order.name, "Cancel")["status"], "Cancelled")

    def test_nobody_is_named_nobody_gets_it(self):
        self.assert_refused(errors.WorkOrderAssigneeError, self.give)

    def test_a_rep_gives_orders_to_nobody(self):
        self.assert_refused(frappe.PermissionError, self.give, self.reps[1], user=self.reps[0])

    def test_the_same_call_again_gives_nothing_new(self):
        name = str(uuid.uuid4())
        first = self.give(*self.reps, client_id=name)
        self.assertEqual(self.give(*self.reps, client_id=name), first)
        alone = str(uuid.uuid4())
        self.assertEqual(self.give(self.reps[0], client_id=alone), self.give(self.reps[0], client_id=alone))

    def test_given_without_a_network_and_cancelled_before_it_returned(self):
        name = str(uuid.uuid4())
        give = {"subject": "Numune al", "people": self.reps, "client_id": name}
        cancel = {"work_order": f"{name}.2", "action": "Cancel"}
        with self.as_user(self.leader):
            results = offline.push(
                "laptop",
                [
                    {
                        "id": str(uuid.uuid4()),
                        "doctype": ORDER,
                        "name": name,
                        "action": "give",
                        "values": give,
                    },
                    {"id": str(uuid.uuid4()), "doctype": ORDER, "action": "step", "values": cancel},
                ],
            )["results"]
        self.assertEqual([result["status"] for result in results], ["applied", "applied"])
        states = frappe.get_all(
            ORDER, filters={"order_group": name}, pluck="status", order_by="client_id asc"
        )
        self.assertEqual(states, ["Open", "Cancelled", "Open"])

    def test_about_a_firm_that_one_of_them_may_not_see_nobody_gets_it(self):
        firm = make_firm(sales_rep=make_rep())
        before = self.orders()
        self.assert_refused(frappe.PermissionError, self.give, *self.reps, firm=firm.name)
        self.assertEqual(self.orders(), before)

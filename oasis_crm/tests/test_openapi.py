"""The API's description of itself."""

import json

from oasis_crm.api import openapi
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.builders import make_manager, make_rep


def references(value):
    if isinstance(value, dict):
        found = [value["$ref"]] if "$ref" in value else []
        return found + [ref for part in value.values() for ref in references(part)]
    return [ref for part in value for ref in references(part)] if isinstance(value, list) else []


class OpenAPI(OasisTestCase):
    def spec(self, user):
        with self.as_user(user):
            return openapi.spec()

    def test_it_describes_our_endpoints_with_their_arguments_and_roles(self):
        told = self.spec(make_rep())["paths"]["/api/method/oasis_crm.api.visits.record"]
        self.assertEqual(list(told), ["post"])
        body = told["post"]["requestBody"]["content"]["application/json"]["schema"]
        self.assertEqual(body["required"], ["firm", "outcome"])
        self.assertIn("Oasis Field", told["post"]["x-roles"])

    def test_it_describes_the_doctypes_one_may_read(self):
        rep, manager = self.spec(make_rep())["paths"], self.spec(make_manager())["paths"]
        self.assertIn("/api/resource/Firm%20Visit/{name}", rep)
        self.assertLess(len(rep), len(manager))

    def test_every_reference_leads_somewhere_and_all_of_it_is_json(self):
        told = json.loads(json.dumps(self.spec(make_manager())))
        known = {f"#/components/schemas/{name}" for name in told["components"]["schemas"]}
        self.assertLessEqual(set(references(told)), known)

    def test_no_password_field_is_named(self):
        schemas = self.spec(make_manager())["components"]["schemas"]
        self.assertNotIn("webhook_secret", schemas["Distributor"]["properties"])

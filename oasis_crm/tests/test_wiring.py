"""Hooks, patches, workflows and whitelisted functions, walked: each path leads somewhere and is guarded."""

import ast
import csv
import inspect
import pkgutil
from collections import Counter
from importlib import import_module

import frappe
import oasis_crm
from oasis_crm import hooks
from oasis_crm.permissions import roles
from oasis_crm.setup import records, workflows
from oasis_crm.tests import OasisTestCase
from oasis_crm.tests.shape import APP, fields_of, modules, strings, translations

#: They take the place of the framework's own functions and are as open as those.
_STAND_INS = APP / "permissions" / "client.py"


def paths_in(value):
    """The dotted paths into the app inside a hook's value."""
    if isinstance(value, str):
        return [value] if value.startswith("oasis_crm.") else []
    if isinstance(value, dict):
        value = [*value.values()]
    return [path for part in value for path in paths_in(part)] if isinstance(value, (list, tuple)) else []


def endpoints():
    """Every whitelisted function of oasis_crm.api, with its module."""
    package = import_module("oasis_crm.api")
    for info in pkgutil.iter_modules(package.__path__, "oasis_crm.api."):
        if info.name.rsplit(".", 1)[1].startswith("test"):
            continue
        module = import_module(info.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if hasattr(function, "oasis_roles") and inspect.unwrap(function).__module__ == module.__name__:
                yield f"{info.name}.{name}", function


class TestHooks(OasisTestCase):
    def test_every_path_in_hooks_leads_to_something(self):
        named = {name: value for name, value in vars(hooks).items() if not name.startswith("_")}
        for path in paths_in(named):
            self.assertTrue(callable(frappe.get_attr(path)), path)

    def test_every_patch_can_be_run(self):
        for line in (APP / "patches.txt").read_text(encoding="utf-8").splitlines():
            path = line.split("#")[0].strip()
            if path and not path.startswith("["):
                self.assertTrue(callable(import_module(path).execute), path)

    def test_lists_and_documents_are_guarded_by_the_same_doctypes(self):
        self.assertEqual(set(hooks.permission_query_conditions), set(hooks.has_permission))


class TestWorkflows(OasisTestCase):
    def test_states_are_the_options_of_the_field_and_the_first_is_its_default(self):
        for doctype, states in workflows.STATES.items():
            status = fields_of(doctype)["status"]
            names = [state for state, _style in states]
            self.assertEqual(names, status["options"].split("\n"), doctype)
            self.assertEqual(names[0], status["default"], doctype)

    def test_transitions_name_real_states_and_reach_all_of_them(self):
        for doctype, rows in workflows.TRANSITIONS.items():
            names = [state for state, _style in workflows.STATES[doctype]]
            reached = {names[0]} | {to_state for _from, _action, to_state, *_rest in rows}
            self.assertEqual(reached, set(names), doctype)
            for from_states, *_rest in rows:
                self.assertLessEqual(set(from_states), set(names), doctype)

    def test_transitions_are_for_known_roles_only(self):
        for rows in workflows.TRANSITIONS.values():
            for _from, _action, _to, allowed, _condition in rows:
                self.assertLessEqual(set(allowed), set(roles.EVERYONE))

    def test_shipped_records_are_recognised_by_a_real_field(self):
        for doctype, key in records.KEYS.items():
            if frappe.db.exists("DocType", doctype):
                self.assertTrue(frappe.get_meta(doctype).has_field(key), doctype)


class TestEndpoints(OasisTestCase):
    def test_whitelisting_goes_through_the_decorator_that_states_who_may_call(self):
        for path, tree in modules():
            if path in (_STAND_INS, APP / "permissions" / "roles.py"):
                continue
            for node in ast.walk(tree):
                bare = isinstance(node, ast.Attribute) and node.attr == "whitelist"
                self.assertFalse(bare, f"{path.relative_to(APP)}:{getattr(node, 'lineno', 0)}")

    def test_every_endpoint_is_typed_and_documented(self):
        for path, function in endpoints():
            signature = inspect.signature(function)
            untyped = [p.name for p in signature.parameters.values() if p.annotation is p.empty]
            self.assertEqual(untyped, [], path)
            self.assertIsNot(signature.return_annotation, signature.empty, path)
            self.assertTrue(inspect.getdoc(function), path)

    def test_every_endpoint_is_for_known_roles(self):
        for path, function in endpoints():
            self.assertLessEqual(set(function.oasis_roles), set(roles.EVERYONE), path)

    def test_a_user_without_a_role_is_refused_before_anything_is_looked_at(self):
        user = frappe.get_doc(
            {"doctype": "User", "email": "nobody@oasis.test", "first_name": "N", "send_welcome_email": 0}
        ).insert()
        for path, function in endpoints():
            if not function.oasis_roles:
                continue
            with self.as_user(user.name), self.subTest(path):
                self.assert_refused(frappe.PermissionError, function)


class TestCode(OasisTestCase):
    def test_permissions_are_skipped_only_with_a_reason_beside(self):
        for path in sorted(APP.rglob("*.py")):
            if "tests" in path.parts:
                continue
            lines = path.read_text(encoding="utf-8").splitlines()
            for number, line in enumerate(lines):
                if "ignore_permissions=True" in line or "ignore_permissions = True" in line:
                    near = lines[max(number - 6, 0) : number + 1]
                    self.assertTrue(
                        any("#" in other for other in near), f"{path.relative_to(APP)}:{number + 1}"
                    )

    def test_the_app_has_a_version(self):
        self.assertRegex(oasis_crm.__version__, r"^\d+\.\d+\.\d+$")


class TestTranslations(OasisTestCase):
    def test_every_visible_string_has_its_turkish(self):
        turkish = translations("tr")
        missing = [f"{text!r} ({source})" for text, source in strings().items() if not turkish.get(text)]
        self.assertEqual(missing, [])

    def test_a_string_is_translated_once(self):
        with (APP / "translations" / "tr.csv").open(encoding="utf-8", newline="") as file:
            sources = [row[0] for row in csv.reader(file)]
        self.assertEqual([source for source, times in Counter(sources).items() if times > 1], [])

    def test_placeholders_survive_translation(self):
        for source, target in translations("tr").items():
            for part in ("{0}", "{1}", "{2}", "{3}"):
                self.assertEqual(part in source, part in target, source)

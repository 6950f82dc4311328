"""Pages, assets and what is said where there is none."""

from __future__ import annotations

import gzip
from uuid import uuid4

import pytest
from callers import MANAGER, NOBODY


@pytest.fixture
def app_files(tmp_path, monkeypatch):
    """An installed app's `www` and `public` folders, under a name that no other test uses."""
    package = tmp_path / f"pages_{uuid4().hex}"
    for folder in ("www", "public/frontend/assets"):
        (package / folder).mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "hooks.py").write_text(
        'website_route_rules = [{"from_route": "/shop/<path:app_path>", "to_route": "shop"}]\n'
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("frappe.hooks_registry.get_installed_apps", lambda: ["frappe", package.name])
    monkeypatch.setattr("frappe.get_installed_apps", lambda: ["frappe", package.name])
    monkeypatch.setattr("frappe.utils.jinja.get_installed_apps", lambda: ["frappe", package.name])
    return package


def test_a_page_is_filled_by_its_module(app_files, caller):
    (app_files / "www" / "shop.html").write_text("<p>{{ greeting }} {{ user }} {{ app_path }}</p>")
    (app_files / "www" / "shop.py").write_text(
        "import frappe\n"
        "def get_context(context):\n"
        "    context.greeting = 'hello'\n"
        "    context.app_path = frappe.form_dict.app_path\n"
    )
    assert caller().get("/shop/a/b").text == "<p>hello Guest a/b</p>"
    assert caller().get("/shop").text == "<p>hello Guest None</p>"


def test_a_script_page_is_served_as_a_script(app_files, caller):
    (app_files / "www" / "shop-sw.js").write_text("importScripts('/assets/x.js')")
    answer = caller().get("/shop-sw.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.text == "importScripts('/assets/x.js')"


def test_a_pages_module_is_not_shown(app_files, caller):
    (app_files / "www" / "secret.py").write_text("x = 1")
    for path in ("/secret.py", "/secret", "/../hooks.py", "/%2e%2e/hooks.py"):
        assert caller().get(path).status == 404, path


def test_an_asset_is_sent_compressed_and_only_when_it_changed(app_files, caller):
    content = "let x = 1;\n" * 1000
    (app_files / "public" / "frontend" / "assets" / "index-abc.js").write_text(content)
    path = f"/assets/{app_files.name}/frontend/assets/index-abc.js"
    first = caller().client.get(path, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(first.data).decode() == content
    assert "max-age" in first.headers["Cache-Control"]
    again = caller().get(path, headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})
    assert again.status == 304
    plain = caller().get(path)
    assert plain.text == content
    assert caller().get(path, headers={"If-None-Match": plain.headers["ETag"]}).status == 304


def test_no_asset_lies_outside_of_a_public_folder(app_files, caller):
    for path in ("../hooks.py", "..%2fhooks.py", "%2e%2e/hooks.py", "none.js", ""):
        assert caller().get(f"/assets/{app_files.name}/{path}").status == 404, path
    for app in ("os", "no_such_app", "..", ""):
        assert caller().get(f"/assets/{app}/x.js").status == 404, app


def test_the_desks_address_asks_to_log_in(caller):
    answer = caller().get("/app")
    assert (answer.status, answer.headers["Location"]) == (302, "/login?redirect-to=%2Fapp")


def test_the_desks_address_is_for_system_users(caller):
    browser = caller()
    browser.log_in(NOBODY)
    assert browser.get("/app", headers={"Accept": "text/html"}).status == 403


def test_who_is_logged_in_does_not_see_the_login_page(caller):
    browser = caller()
    browser.log_in(MANAGER)
    answer = browser.get("/login?redirect-to=/app")
    assert (answer.status, answer.headers["Location"]) == (302, "/app")


def test_the_first_page_is_the_login_for_guests(caller):
    assert 'name="pwd"' in caller().get("/").text


def test_pages_speak_the_browsers_language(caller):
    turkish = caller().get("/login", headers={"Accept-Language": "tr"})
    assert "Parola" in turkish.text
    assert '<html lang="tr">' in turkish.text

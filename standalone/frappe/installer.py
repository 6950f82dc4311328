"""Makes a site and installs apps on it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frappe
from frappe.migrate import Report, tell_unknown
from frappe.model.sync import sync_for
from frappe.modules.patch_handler import set_all_patches_as_completed
from frappe.utils.fixtures import sync_fixtures
from frappe.utils.scheduler import sync_jobs


def install_app(name: str, report: Report = print, set_as_patched: bool = True) -> None:
    """Install an app on the connected site, from its files: DocTypes, hooks, jobs, fixtures.

    `report` is told of what the app ships and this engine has no DocType for.
    """
    if name in frappe.local.conf.get("installed_apps", []):
        frappe.throw(frappe._("{0} is installed already").format(name))
    add_to_installed_apps(name)
    frappe.flags.in_install = name
    try:
        unknown = install(name, set_as_patched)
    except Exception:
        frappe.db.rollback()
        update_installed_apps(lambda apps: [app for app in apps if app != name])
        raise
    finally:
        frappe.flags.in_install = None
    tell_unknown(unknown, report)


def install(name: str, set_as_patched: bool) -> set[str]:
    run(name, "before_install")
    unknown = sync_for(name)
    if set_as_patched:
        set_all_patches_as_completed(name)
    run(name, "after_install")
    sync_jobs()
    unknown |= sync_fixtures(name)
    run(name, "after_sync")
    frappe.db.commit()
    frappe.clear_cache()
    return unknown


def run(app: str, hook: str) -> None:
    for path in frappe.get_hooks(hook, app_name=app):
        frappe.get_attr(path)()


def add_to_installed_apps(name: str) -> None:
    update_installed_apps(lambda apps: [*apps, name] if name not in apps else apps)


def update_installed_apps(change: Callable[[list[str]], list[str]]) -> None:
    apps = change(list(frappe.local.conf.get("installed_apps") or ["frappe"]))
    update_site_config("installed_apps", apps)
    frappe.clear_cache()


def update_site_config(key: str, value: Any) -> None:
    """Change one key of site_config.json, on the disk at once and for this context; None removes it."""
    file = Path(frappe.get_site_path("site_config.json"))
    config = json.loads(file.read_text(encoding="utf-8"))
    config[key] = value
    kept = {name: setting for name, setting in config.items() if setting is not None}
    half = file.with_suffix(".part")
    half.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    half.chmod(0o600)
    os.replace(half, file)
    frappe.local.conf[key] = value

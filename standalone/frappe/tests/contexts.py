"""What a test changes for the length of a block."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import frappe
from frappe import hooks_registry


@contextmanager
def set_user(user: str) -> Iterator[None]:
    """Act as somebody else."""
    before = frappe.session.user
    frappe.set_user(user)
    try:
        yield
    finally:
        frappe.set_user(before)


@contextmanager
def change_settings(
    doctype: str, settings_dict: Mapping[str, Any] | None = None, /, commit: bool = False, **settings: Any
) -> Iterator[None]:
    """Give a Single other values, and its own back afterwards."""
    wanted = dict(settings_dict or settings)
    before = store(doctype, wanted, commit)
    try:
        yield
    finally:
        store(doctype, before, commit)


def store(doctype: str, values: Mapping[str, Any], commit: bool) -> dict[str, Any]:
    """Set a Single's values; answers those it had."""
    doc = frappe.get_doc(doctype)
    before = {fieldname: doc.get(fieldname) for fieldname in values}
    doc.update(dict(values))
    doc.save(ignore_permissions=True)  # a test prepares its ground as nobody in particular
    if commit:
        frappe.db.commit()
    return before


@contextmanager
def freeze_time(time_to_freeze: Any, is_utc: bool = False, *args: Any, **kwargs: Any) -> Iterator[None]:
    """Stop the clock at a moment of the site's time zone."""
    from freezegun import freeze_time as stop_clock

    moment = time_to_freeze
    if not is_utc:
        zone = ZoneInfo(frappe.utils.get_system_timezone())
        local = datetime.datetime.fromisoformat(str(frappe.utils.get_datetime(moment)))
        moment = local.replace(tzinfo=zone).astimezone(datetime.timezone.utc)
    with stop_clock(moment, *args, **kwargs):
        yield


@contextmanager
def patch_hooks(overridden_hooks: Mapping[str, Any]) -> Iterator[None]:
    """Let some hooks be others."""
    original, installed = hooks_registry.hooks_of, set(hooks_registry.get_installed_apps())

    def patched(apps: tuple[str, ...]) -> dict[str, Any]:
        return {**original(tuple(app for app in apps if app in installed)), **overridden_hooks}

    with patch.object(hooks_registry, "hooks_of", patched):
        yield

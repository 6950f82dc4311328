"""Installed apps, their hooks and modules."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from frappe.context import local
from frappe.exceptions import AppNotInstalledError
from frappe.messages import throw
from frappe.types import _dict

NO_EVENTS: dict[str, Any] = {}
_module_apps: dict[tuple[str, ...], dict[str, str]] = {}
_merged: dict[tuple[str, ...], dict[str, Any]] = {}


def get_installed_apps() -> list[str]:
    """The site's apps in the order of their installation, `frappe` first."""
    return ["frappe", *(app for app in local.conf.get("installed_apps") or [] if app != "frappe")]


def get_hooks(hook: str | None = None, default: Any = None, app_name: str | None = None) -> Any:
    """Merged hooks of the installed apps: lists for plain values, dicts of lists for dicts."""
    hooks = hooks_of((app_name,) if app_name else tuple(get_installed_apps()))
    if hook is None:
        return _dict(hooks)
    if hook in hooks:
        return hooks[hook]
    return [] if default is None else default


def hooks_of(apps: tuple[str, ...]) -> dict[str, Any]:
    """The hooks of these apps merged in their order; kept."""
    if apps not in _merged:
        merged: dict[str, Any] = {}
        for app in apps:
            for key, value in vars(importlib.import_module(f"{app}.hooks")).items():
                if not key.startswith("_") and not isinstance(value, ModuleType) and not callable(value):
                    append_hook(merged, key, value)
        _merged[apps] = merged
    return _merged[apps]


def append_hook(target: dict[str, Any], key: str, value: Any) -> None:
    if isinstance(value, dict):
        inner = target.setdefault(key, {})
        for name, item in value.items():
            append_hook(inner, name, item)
    else:
        target.setdefault(key, []).extend(value if isinstance(value, list) else [value])


def clear_hooks() -> None:
    """Forgets what was read of hooks and modules; the next question reads again."""
    _merged.clear()
    _module_apps.clear()


def get_doc_hooks() -> dict[str, Any]:
    hooks: dict[str, Any] = get_hooks("doc_events", NO_EVENTS)
    return hooks


def get_attr(path: str) -> Any:
    """The object at a dotted path, such as `oasis_crm.api.firms.claim`."""
    from frappe.translate import _

    module, _dot, name = path.rpartition(".")
    if module.split(".")[0] not in get_installed_apps():
        throw(_("App {0} is not installed").format(module.split(".")[0]), AppNotInstalledError)
    return getattr(importlib.import_module(module), name)


def scrub(text: str) -> str:
    """Firm Visit → firm_visit"""
    return str(text or "").replace(" ", "_").replace("-", "_").lower()


def get_module_list(app: str) -> list[str]:
    origin = importlib.import_module(app).__file__ or ""
    listed = Path(origin).parent / "modules.txt"
    return [line.strip() for line in listed.read_text(encoding="utf-8").splitlines() if line.strip()]


def module_app(module: str) -> str | None:
    """The installed app that owns a module; None for modules of no app, such as Custom."""
    apps = tuple(get_installed_apps())
    if apps not in _module_apps:
        _module_apps[apps] = {scrub(name): app for app in apps for name in get_module_list(app)}
    return _module_apps[apps].get(scrub(module))


class DocEvents:
    """The functions of `doc_events` by DocType and method, made when first asked for."""

    def __init__(self) -> None:
        self.events: Any = None
        self.functions: dict[tuple[str, str], tuple[Callable[..., Any], ...]] = {}

    def of(self, doctype: str, method: str) -> tuple[Callable[..., Any], ...]:
        events = get_doc_hooks()
        if events is not self.events:
            self.events, self.functions = events, {}
        key = (doctype, method)
        found = self.functions.get(key)
        if found is None:
            paths = [*events.get(doctype, {}).get(method, []), *events.get("*", {}).get(method, [])]
            found = self.functions[key] = tuple(get_attr(path) for path in paths)
        return found


doc_events = DocEvents()

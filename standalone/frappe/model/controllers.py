"""The class of a DocType's documents."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from frappe.hooks_registry import get_attr, get_hooks, get_installed_apps, module_app, scrub
from frappe.model.meta import get_meta

if TYPE_CHECKING:
    from frappe.model.base_document import BaseDocument

_controllers: dict[tuple[str, ...], dict[str, type[BaseDocument]]] = {}


def get_controller(doctype: str) -> type[BaseDocument]:
    """The class of a DocType's documents: its module's, or plain Document for custom ones."""
    known = _controllers.setdefault(tuple(get_installed_apps()), {})
    found = known.get(doctype)
    if found is None:
        found = import_controller(doctype)
        if not get_meta(doctype).custom:
            known[doctype] = found
    return found


def import_controller(doctype: str) -> type[BaseDocument]:
    """From `<app>.<module>.doctype.<name>.<name>`, or from the hook override_doctype_class."""
    from frappe.model.base_document import BaseDocument
    from frappe.model.document import Document

    meta = get_meta(doctype)
    app = None if meta.custom else module_app(meta.module or "")
    if app is None:
        return Document
    path = f"{app}.{scrub(meta.module)}.doctype.{scrub(doctype)}.{scrub(doctype)}"
    try:
        module = importlib.import_module(path)
    except ModuleNotFoundError as error:
        if error.name is None or not path.startswith(error.name):
            raise
        return Document
    overrides = get_hooks("override_doctype_class", {}).get(doctype)
    name = doctype.replace(" ", "").replace("-", "")
    found = get_attr(overrides[-1]) if overrides else getattr(module, name, None)
    if not (isinstance(found, type) and issubclass(found, BaseDocument)):
        raise ImportError(f"{path} has no class for {doctype}")
    return found

"""How scheduled jobs go through what is due."""

from collections.abc import Callable, Iterable

import frappe


def one_by_one(doctype: str, names: Iterable[str], act: Callable[[str], None], title: str) -> None:
    """Act on each document in a transaction of its own.

    One that fails is logged under `title` and must not keep the others from their turn.
    """
    for name in names:
        try:
            act(name)
            frappe.db.commit()
        except Exception:
            frappe.db.rollback()
            frappe.log_error(title=title, reference_doctype=doctype, reference_name=name)

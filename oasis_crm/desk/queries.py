"""What link fields suggest."""

from typing import Any

import frappe
from oasis_crm.domain import text
from oasis_crm.permissions.roles import EVERYONE, endpoint


@endpoint(roles=EVERYONE, methods=["GET", "POST"])
def firms(
    doctype: str,
    txt: str,
    searchfield: str | None = None,
    start: int = 0,
    page_len: int = 10,
    filters: str | list | dict | None = None,
    **_more: Any,
) -> list[tuple[str, ...]]:
    """Firms for a link field: (name, firm_name, city, tax_id), by the start of any of their words.

    Folded, so that "isik" and "IŞIK" find Işık whatever the database makes of Turkish letters.
    """
    words = text.words(txt)
    matching = [["Firm", "search_key", "like", f"%{word}%"] for word in words]
    wanted = frappe.parse_json(filters) or []
    if isinstance(wanted, dict):
        wanted = [["Firm", *_condition(field, value)] for field, value in wanted.items()]
    by_name = [["Firm", "name", "like", f"%{txt.strip()}%"]]
    rows: list[tuple[str, ...]] = []
    for found_by in (matching, by_name):
        found = _list([*wanted, *found_by], start, page_len)
        rows += [row for row in found if row not in rows]
    return rows[: int(page_len)]


def _list(filters: list, start: int, page_len: int) -> list[tuple[str, ...]]:
    rows = frappe.get_list(
        "Firm",
        filters=filters,
        fields=["name", "firm_name", "city", "tax_id"],
        order_by="firm_name asc",
        limit_start=int(start),
        limit_page_length=int(page_len),
        as_list=True,
    )
    return [tuple(row) for row in rows]


def _condition(field: str, value: Any) -> list[Any]:
    return [field, *value] if isinstance(value, (list, tuple)) else [field, "=", value]

"""The rows by which duplicates are found: `Firm Key` (a firm's words and numbers) and `Word Slip`
(mistyped words).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import frappe
from frappe.utils import now
from oasis_crm.domain.blocking import slips
from oasis_crm.domain.duplicates import FirmData, Keyed, keyed
from oasis_crm.services import row_names

#: The fields of a firm that its keys are made of.
FIELDS = ("firm_name", "city", "tax_id", "phone", "mobile", "email")
_STAMPS = ("name", "creation", "modified", "owner", "modified_by")
_KEY_COLUMNS = [*_STAMPS, "firm", "kind", "mark", "sketch", "city"]
_SLIP_COLUMNS = [*_STAMPS, "slip", "word"]
_LONGEST = 140
_BATCH = 2000


def data_of(firm: Mapping[str, Any] | Any) -> FirmData:
    """The values of a firm (document, row or form) that identify it."""
    contacts = firm.get("contacts") or []
    phones = [firm.get("phone"), firm.get("mobile"), *(row.get("phone") for row in contacts)]
    emails = [firm.get("email"), *(row.get("email") for row in contacts)]
    return FirmData(
        firm.get("firm_name") or "",
        firm.get("city"),
        firm.get("tax_id"),
        tuple(phone for phone in phones if phone),
        tuple(email for email in emails if email),
    )


def refresh(firm: Any) -> None:
    """Write a firm's keys anew if what they are made of has changed."""
    before = firm.get_doc_before_save()
    if before and data_of(before) == data_of(firm):
        return
    if before:
        forget(firm.name)
    add([(firm.name, data_of(firm))])


def forget(firm: str) -> None:
    """Drop a firm's keys. Words stay: they are nobody's."""
    frappe.db.delete("Firm Key", {"firm": firm})


def add(firms: Iterable[tuple[str, FirmData]]) -> None:
    """Write the keys of firms that have none yet."""
    add_keyed((name, keyed(data)) for name, data in firms)


def add_keyed(firms: Iterable[tuple[str, Keyed]]) -> None:
    """The same, where the keys are known."""
    keys: list[tuple[str, str, str, str, str | None]] = []
    words: set[str] = set()
    for name, own in firms:
        sketch = own.sketch[:_LONGEST]
        words.update(own.words)
        keys += [(name, "Word", word, sketch, own.city) for word in own.words]
        keys += [(name, kind, key[:_LONGEST], sketch, own.city) for kind, key in own.numbers]
    _insert("Firm Key", _KEY_COLUMNS, row_names.fresh(len(keys)), keys)
    _add_words(words)


def rebuild() -> None:
    """Make all keys again; for data that was loaded past the firms' life cycle."""
    for doctype in ("Firm Key", "Word Slip"):
        frappe.db.delete(doctype)
    firm = frappe.qb.DocType("Firm")
    rows = frappe.qb.from_(firm).select(firm.name, *(firm[field] for field in FIELDS)).run(as_dict=True)
    contacts = _contacts()
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        add([(row.name, data_of({**row, "contacts": contacts.get(row.name)})) for row in batch])


def _contacts() -> dict[str, list[Any]]:
    """The contacts of each firm that can be reached somehow."""
    contact = frappe.qb.DocType("Firm Contact")
    query = frappe.qb.from_(contact).select(contact.parent, contact.phone, contact.email)
    found: dict[str, list[Any]] = {}
    for row in query.where(contact.phone.isnotnull() | contact.email.isnotnull()).run(as_dict=True):
        found.setdefault(row.parent, []).append(row)
    return found


def _add_words(words: Iterable[str]) -> None:
    new = sorted(set(words) - _known(words))
    # The name makes a pair unique: two requests that meet the same new word write it once.
    pairs = [(slip, word) for word in new for slip in slips(word)]
    _insert("Word Slip", _SLIP_COLUMNS, [f"{slip}~{word}" for slip, word in pairs], pairs, True)


def _known(words: Iterable[str]) -> set[str]:
    wanted = list(words)
    if not wanted:
        return set()
    table = frappe.qb.DocType("Word Slip")
    return {
        word
        for (word,) in frappe.qb.from_(table)
        .select(table.word)
        .distinct()
        .where(table.word.isin(wanted))
        .run()
    }


def _insert(
    doctype: str,
    columns: list[str],
    names: Iterable[str],
    rows: Sequence[tuple[Any, ...]],
    ignore_duplicates: bool = False,
) -> None:
    moment, user = now(), frappe.session.user
    values = [(name, moment, moment, user, user, *row) for name, row in zip(names, rows, strict=True)]
    if values:
        frappe.db.bulk_insert(doctype, columns, values, ignore_duplicates=ignore_duplicates)

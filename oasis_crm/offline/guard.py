"""Salted hashes for the duplicate guard with no network.

A device learns whether somebody follows a firm with this tax number, telephone or name, and nothing else:
a hash tells
nothing to whoever does not know the value already. Slow to guess it is not, so the salt is the site's own
secret,
handed out only to its users.
"""

import hashlib
from typing import Any

import frappe
from oasis_crm.services import settings

_LENGTH = 12
_MOST = 20_000
_KINDS = {"Tax ID": "t", "Phone": "p", "Email": "e"}


def page(cursor: str | None, limit: int) -> dict[str, Any]:
    """`{salt, entries, cursor, done}`: hashes of the keys of firms, in the order of the keys' names."""
    key = frappe.qb.DocType("Firm Key")
    query = frappe.qb.from_(key).select(key.name, key.kind, key.mark, key.sketch)
    rows = query.where(key.name > (cursor or "")).orderby(key.name).limit(max(1, min(limit, _MOST))).run()
    salt = site_salt()
    entries = [
        hashed(salt, _KINDS.get(kind, "n"), value if kind in _KINDS else name_of(sketch))
        for _, kind, value, sketch in rows
    ]
    return {
        "salt": salt,
        "entries": sorted(set(entries)),
        "cursor": rows[-1][0] if rows else cursor,
        "done": len(rows) < limit,
    }


def name_of(sketch: str) -> str:
    """The words of a firm's name proper in alphabetical order: what two spellings of it have in common."""
    return " ".join(sorted(sketch.partition("|")[0].split()))


def hashed(salt: str, kind: str, value: str) -> str:
    """The first hexadecimal digits of SHA-256 over `salt:kind:value`."""
    return hashlib.sha256(f"{salt}:{kind}:{value}".encode()).hexdigest()[:_LENGTH]


def site_salt() -> str:
    """The site's salt, drawn when it is first needed."""
    document = settings.document()
    salt = document.get_password("guard_salt", raise_exception=False)
    if not salt:
        salt = frappe.generate_hash(length=32)
        fresh = frappe.get_doc(settings.DOCTYPE)
        fresh.guard_salt = salt
        # Drawn by the first device that asks, whoever holds it.
        fresh.save(ignore_permissions=True)
    return salt

"""Mentions in the framework's own comments.

The framework tells whoever is mentioned, with the document's title, whether he may see the document or not.
"""

import re
from typing import Any

import frappe
from oasis_crm.permissions.rules import GUARDED

_TAG = re.compile(r'<[^<>]*\bclass="[^"]*\bmention\b[^<>]*>')
_USER = re.compile(r'data-id="([^"]+)"')


def keep_to_readers(comment: Any, method: str | None = None) -> None:
    """Event of Comment: who may not see the document stays named in the text and is not told."""
    if comment.reference_doctype not in GUARDED or not comment.content:
        return

    def keep(tag: "re.Match[str]") -> str:
        user = _USER.search(tag[0])
        sees = user and frappe.has_permission(
            comment.reference_doctype, "read", doc=comment.reference_name, user=user[1]
        )
        return tag[0] if sees else tag[0].replace("mention", "")

    comment.content = _TAG.sub(keep, comment.content)

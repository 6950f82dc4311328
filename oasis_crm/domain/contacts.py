"""E-mail addresses in the one form in which they are compared."""

from __future__ import annotations


def email(text: str | None) -> str | None:
    """An address in lower case without blanks; None for what has no @ and dot."""
    folded = "".join((text or "").split()).lower()
    local, _, domain = folded.partition("@")
    return folded if local and "." in domain else None

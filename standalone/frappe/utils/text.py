"""Text: cleaning, escaping, joining, checking."""

from __future__ import annotations

import html
import json
import re
import secrets
from typing import Any

from frappe.types import _dict

TAG = re.compile(r"<[^>]*?>")
HTML = re.compile(r"<[a-zA-Z/!][^>]*>")


def cstr(s: Any, encoding: str = "utf-8") -> str:
    return as_unicode(s, encoding)


def as_unicode(text: Any, encoding: str = "utf-8") -> str:
    if isinstance(text, str):
        return text
    if text is None:
        return ""
    return text.decode(encoding, errors="replace") if isinstance(text, bytes) else str(text)


def sbool(x: Any) -> Any:
    """True or False for the words that mean so; anything else as it came."""
    word = str(x).strip().lower()
    return {"true": True, "1": True, "false": False, "0": False}.get(word, x)


def strip_html(text: str) -> str:
    return TAG.sub("", text)


strip_html_tags = strip_html


def escape_html(text: Any) -> Any:
    return html.escape(text).replace("&#x27;", "&#39;") if isinstance(text, str) else text


def unescape_html(text: str) -> str:
    return html.unescape(text)


def is_html(text: str) -> bool:
    return bool(HTML.search(text or ""))


def bold(text: Any) -> str:
    return f"<strong>{text}</strong>"


def strip(val: str, chars: str | None = None) -> str:
    return (val or "").replace("﻿", "").replace("​", "").strip(chars)


def generate_hash(txt: str | None = None, length: int = 56) -> str:
    """Random lowercase hexadecimal digits."""
    return secrets.token_hex((length + 1) // 2)[:length]


def parse_json(val: Any) -> Any:
    """JSON text as its value (objects as _dict); anything else as it came."""
    if isinstance(val, str):
        val = json.loads(val)
    return _dict(val) if isinstance(val, dict) else val


def split_emails(txt: str) -> list[str]:
    parts = re.split(r"""[,\n](?=(?:[^"]|"[^"]*")*$)""", txt or "")
    return [part.strip() for part in parts if part.strip()]

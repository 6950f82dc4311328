"""HTML from users, with what could harm others made harmless."""

from __future__ import annotations

import html as entities
import json
import re
from typing import Any

import nh3

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>")
TAGS = nh3.ALLOWED_TAGS | {
    "html",
    "head",
    "body",
    "font",
    "section",
    "button",
    "label",
    "video",
    "audio",
    "source",
}
COMMON = {
    "class",
    "style",
    "title",
    "id",
    "align",
    "bgcolor",
    "border",
    "color",
    "width",
    "height",
    "colspan",
    "rowspan",
}
ATTRIBUTES = {**nh3.ALLOWED_ATTRIBUTES, "*": COMMON | nh3.ALLOWED_ATTRIBUTES.get("*", set())}
SCHEMES = {"cid", "http", "https", "mailto", "tel"}


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def sanitize_html(html: Any, linkify: bool = False, always_sanitize: bool = False) -> Any:
    """HTML with unknown tags shown as text and dangerous attributes dropped; text without tags as it came."""
    if not isinstance(html, str):
        return html
    if not always_sanitize and (is_json(html) or not TAG.search(html)):
        return html
    shown = TAG.sub(_escape_unknown, html)
    return nh3.clean(
        shown,
        tags=TAGS,
        clean_content_tags=set(),
        attributes=ATTRIBUTES,
        generic_attribute_prefixes={"data-"},
        strip_comments=False,
        link_rel=None,
        url_schemes=SCHEMES,
    )


def _escape_unknown(tag: re.Match[str]) -> str:
    return tag[0] if tag[2].lower() in TAGS else entities.escape(tag[0], quote=False)

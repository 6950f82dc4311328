"""HTML from users, with what could harm others made harmless."""

from __future__ import annotations

import html as entities
import json
import re
from typing import Any

import nh3

from frappe.utils.text import escape_html, unescape_html

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>")
# what nh3 drops whole with its content even where a tag list is given
CONTENT_TAGS: set[str] = set()
EXTRA_TAGS = {
    "html",
    "head",
    "body",
    "font",
    "big",
    "section",
    "button",
    "label",
    "fieldset",
    "legend",
    "form",
}
EXTRA_TAGS |= {
    "input",
    "select",
    "option",
    "textarea",
    "video",
    "audio",
    "source",
    "svg",
    "path",
    "g",
    "circle",
}
TAGS = (nh3.ALLOWED_TAGS | EXTRA_TAGS) - {"script", "style"}
ATTRIBUTES = set(
    [
        "abbr",
        "accept",
        "align",
        "alt",
        "bgcolor",
        "border",
        "cellpadding",
        "cellspacing",
        "checked",
        "cite",
        "class",
        "color",
        "cols",
        "colspan",
        "controls",
        "coords",
        "datetime",
        "dir",
        "disabled",
        "face",
        "for",
        "frame",
        "headers",
        "height",
        "href",
        "hreflang",
        "hspace",
        "id",
        "ismap",
        "label",
        "lang",
        "list",
        "loop",
        "max",
        "maxlength",
        "media",
        "method",
        "min",
        "multiple",
        "name",
        "noshade",
        "nowrap",
        "open",
        "placeholder",
        "poster",
        "preload",
        "readonly",
        "rel",
        "rev",
        "rows",
        "rowspan",
        "rules",
        "scope",
        "selected",
        "shape",
        "size",
        "span",
        "spellcheck",
        "src",
        "start",
        "style",
        "summary",
        "tabindex",
        "target",
        "title",
        "type",
        "usemap",
        "valign",
        "value",
        "vspace",
        "width",
        "wrap",
        "viewbox",
        "d",
        "fill",
        "stroke",
        "stroke-width",
        "cx",
        "cy",
        "r",
        "x",
        "y",
    ]
)
SCHEMES = {"cid", "http", "https", "mailto", "tel", "data"}


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
        clean_content_tags=CONTENT_TAGS,
        attributes={"*": ATTRIBUTES},
        generic_attribute_prefixes={"data-"},
        strip_comments=False,
        link_rel=None,
        url_schemes=SCHEMES - {"data"},
    )


def _escape_unknown(tag: re.Match[str]) -> str:
    return tag[0] if tag[2].lower() in TAGS else entities.escape(tag[0], quote=False)


def clean_html(html: Any) -> Any:
    """HTML with only the plainest formatting left."""
    if not isinstance(html, str):
        return html
    return nh3.clean(
        html, tags={"div", "p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "u", "a", "table"}
    )


__all__ = ["clean_html", "escape_html", "is_json", "sanitize_html", "unescape_html"]

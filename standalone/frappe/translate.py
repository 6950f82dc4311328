"""Translations: the apps' csv and po files, then the site's own `Translation` documents."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from frappe.context import get_app_path, local
from frappe.hooks_registry import get_installed_apps
from frappe.utils.caching import cache as kept

USER_TRANSLATIONS = "translations_of_site"
FALLBACK = "en"


def _(msg: Any, lang: str | None = None, context: str | None = None) -> str:
    """The message in the given or the present language; itself where nobody translated it."""
    known = get_all_translations(lang or getattr(local, "lang", None) or FALLBACK)
    key = as_key(msg)
    translated = known.get(f"{key}:{context}") if context else None
    return translated or known.get(key) or ("" if msg is None else str(msg))


def as_key(msg: Any) -> str:
    """Messages in markup are looked up by their bare text."""
    text = "" if msg is None else str(msg)
    if "<" in text:
        from frappe.utils import is_html, strip_html_tags

        text = strip_html_tags(text) if is_html(text) else text
    return text.strip()


def get_all_translations(lang: str) -> dict[str, str]:
    """Every translation of a language: its parent language's, its own, the site's own on top."""
    if not lang or not getattr(local, "initialised", False):
        return {}
    merged: dict[str, dict[str, str]] = getattr(local, "translations", None) or {}
    if lang not in merged:
        of_apps, own = app_translations(lang, tuple(get_installed_apps())), of_site(lang)
        # thousands of entries: not copied for a request where nobody added to them
        merged = {**merged, lang: {**of_apps, **own} if own else of_apps}
        local.translations = merged
    return merged[lang]


def get_parent_language(lang: str) -> str | None:
    """tr for tr-CY"""
    parent = lang.replace("_", "-").partition("-")[0]
    return parent if parent != lang else None


@lru_cache(maxsize=64)
def app_translations(lang: str, apps: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code in filter(None, (get_parent_language(lang), lang)):
        for app in apps:
            found.update(from_csv(Path(get_app_path(app), "translations", f"{code}.csv")))
            found.update(from_po(Path(get_app_path(app), "locale", f"{code}.po")))
    return found


def from_csv(file: Path) -> dict[str, str]:
    """Rows of source, translation and, where the word alone is not clear, context."""
    if not file.exists():
        return {}
    with open(file, encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.reader(lines) if len(row) >= 2]
    return {with_context(row[0], row[2] if len(row) > 2 else None): row[1].strip() for row in rows}


def from_po(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    with open(file, "rb") as lines:
        catalogue = read_po(lines)
    return {
        with_context(str(message.id), message.context): str(message.string)
        for message in catalogue
        if message.id and message.string
    }


def with_context(source: str, context: str | None) -> str:
    return f"{source}:{context}" if context else source


def of_site(lang: str) -> dict[str, str]:
    """What the site's people translated themselves."""
    if getattr(local, "db", None) is None:
        return {}
    cached: dict[str, str] = cache().get_value(f"{USER_TRANSLATIONS}:{lang}", lambda: read_of_site(lang))
    return cached


def cache() -> Any:
    return kept


def read_of_site(lang: str) -> dict[str, str]:
    import frappe

    if not local.db.table_exists("Translation"):
        return {}
    codes = [code for code in (get_parent_language(lang), lang) if code]
    rows = frappe.get_all(
        "Translation",
        filters={"language": ["in", codes]},
        fields=["source_text", "translated_text", "context"],
        order_by="language asc",
    )
    return {with_context(row.source_text, row.context): row.translated_text for row in rows}


def clear_cache() -> None:
    """Read everything again at the next question."""
    app_translations.cache_clear()
    languages_of.cache_clear()
    local.translations = {}
    cache().delete_keys(f"{USER_TRANSLATIONS}:")


def available_languages() -> set[str]:
    """English and every language that an installed app brings translations for."""
    return languages_of(tuple(get_installed_apps()))


@lru_cache(maxsize=8)
def languages_of(apps: tuple[str, ...]) -> set[str]:
    codes = {FALLBACK}
    for app in apps:
        for folder, ending in (("translations", "csv"), ("locale", "po")):
            codes.update(file.stem for file in Path(get_app_path(app), folder).glob(f"*.{ending}"))
    return codes


def get_user_lang(user: str | None = None) -> str:
    """The user's language, else the site's."""
    import frappe

    chosen = frappe.get_cached_value("User", user or local.session.user, "language")
    return chosen or site_language()


def site_language() -> str:
    import frappe

    return frappe.db.get_single_value("System Settings", "language") or local.conf.get("language") or FALLBACK


def get_language() -> str:
    """The language of this request: asked for, the user's, the browser's, the site's."""
    available = available_languages()
    asked = local.form_dict.get("_lang")
    if asked and supported(asked, available):
        return str(supported(asked, available))
    if local.session.user != "Guest" or not local.request:
        return get_user_lang()
    wishes = [local.request.cookies.get("preferred_language"), *local.request.accept_languages.values()]
    return next((code for wish in wishes if wish and (code := supported(wish, available))), site_language())


def supported(lang: str, available: set[str]) -> str | None:
    return next((code for code in (lang, get_parent_language(lang)) if code in available), None)

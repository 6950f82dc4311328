"""Words come from the apps' files, then from the site's own translations."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import frappe
from frappe import translate
from frappe.tests.binding import bound


@pytest.fixture(autouse=True)
def _site(site: Path) -> Iterator[None]:
    with bound(site):
        yield


def translate_hello() -> None:
    entry = {"doctype": "Translation", "language": "tr", "source_text": "Hello", "translated_text": "Merhaba"}
    frappe.get_doc(entry).insert()


def test_a_word_without_translation_stays():
    assert frappe._("No such word here", "tr") == "No such word here"


def test_csv_rows_may_have_a_context(tmp_path: Path):
    file = tmp_path / "tr.csv"
    file.write_text("Open,Açık\nOpen,Aç,Verb\nonly one column\n", encoding="utf-8")
    assert translate.from_csv(file) == {"Open": "Açık", "Open:Verb": "Aç"}


def test_po_files_are_read(tmp_path: Path):
    file = tmp_path / "tr.po"
    file.write_text('msgid ""\nmsgstr ""\n\nmsgctxt "Verb"\nmsgid "Open"\nmsgstr "Aç"\n', encoding="utf-8")
    assert translate.from_po(file) == {"Open:Verb": "Aç"}


def test_the_sites_own_translation_wins_at_once():
    entry = {"doctype": "Translation", "language": "tr", "source_text": "Firm", "translated_text": "Cari"}
    doc = frappe.get_doc(entry).insert()
    assert frappe._("Firm", "tr") == "Cari"
    doc.delete()
    assert frappe._("Firm", "tr") != "Cari"


def test_a_variant_falls_back_to_its_language():
    translated = translate.get_all_translations("tr")
    assert translated
    assert translate.get_all_translations("tr-CY") == translated


def test_markup_is_looked_up_by_its_text():
    translate_hello()
    assert frappe._("<b>Hello</b>", "tr") == "Merhaba"


def test_turkish_is_available():
    assert {"en", "tr"} <= translate.available_languages()

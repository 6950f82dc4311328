"""PDF files are made by wkhtmltopdf, and its absence is said in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from frappe.tests.binding import bound
from frappe.utils.pdf import PDFToolMissingError, get_pdf

ECHO = """#!/bin/sh
echo "%PDF $*"
cat
"""


@pytest.fixture(autouse=True)
def _site(site: Path) -> Iterator[None]:
    with bound(site):
        yield


def test_without_the_program_the_message_names_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(PDFToolMissingError, match="wkhtmltopdf"):
        get_pdf("<p>x</p>")


def test_the_page_reaches_the_program_with_our_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program = tmp_path / "wkhtmltopdf"
    program.write_text(ECHO)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    made = get_pdf("<p>Işık Akaryakıt</p>", {"orientation": "Landscape"}).decode()
    assert made.startswith("%PDF")
    assert "--orientation Landscape" in made
    assert "--disable-javascript" in made
    assert "Işık Akaryakıt" in made


def test_what_is_outside_of_the_slice_names_itself():
    with pytest.raises(NotImplementedError, match="output"):
        get_pdf("<p>x</p>", output=object())

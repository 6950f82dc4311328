"""PDF from HTML by wkhtmltopdf, a program of the operating system."""

from __future__ import annotations

import shutil
from typing import Any

import pdfkit

import frappe
from frappe import _

PAGE = {
    "page-size": "A4",
    "margin-top": "15mm",
    "margin-right": "15mm",
    "margin-bottom": "15mm",
    "margin-left": "15mm",
    "encoding": "UTF-8",
    "quiet": "",
    "disable-javascript": "",
    "disable-local-file-access": "",
    "load-error-handling": "ignore",
}


class PDFToolMissingError(frappe.ValidationError):
    """wkhtmltopdf is not installed on this machine."""


def get_pdf(html: str, options: dict[str, Any] | None = None, output: Any = None) -> bytes:
    """The PDF of a page's HTML. `options` are wkhtmltopdf's, over A4 with 15 mm margins.

    Raises PDFToolMissingError where wkhtmltopdf is not installed.
    """
    if output is not None:
        raise NotImplementedError("frappe.utils.pdf.get_pdf: output")
    program = shutil.which("wkhtmltopdf")
    if program is None:
        message = _(
            "PDF files need the program wkhtmltopdf, which is not installed on the server (Debian: {0})"
        )
        frappe.throw(message.format("apt install wkhtmltopdf"), PDFToolMissingError)
    settings = {**PAGE, **(options or {})}
    made: bytes = pdfkit.from_string(
        html, False, options=settings, configuration=pdfkit.configuration(wkhtmltopdf=program)
    )
    return made

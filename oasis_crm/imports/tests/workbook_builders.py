"""Files as people upload them, good and bad."""

import csv
import io
import zipfile

import openpyxl

import frappe

HEADINGS = ("Firma Adı", "Vergi No", "Telefon", "İl")


def workbook(*rows, headings=HEADINGS, change=None):
    """An .xlsx of these rows; `change(sheet)` may do more to it."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (headings, *rows):
        sheet.append(list(row))
    if change:
        change(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def text_table(*rows, encoding="utf-8", delimiter=";", headings=HEADINGS):
    """A delimited text of these rows."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows([headings, *rows])
    return buffer.getvalue().encode(encoding)


def bomb():
    """A workbook of which one part unpacks to a gigabyte."""
    buffer = io.BytesIO(workbook(["A", None, None, None]))
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/x.bin", "w") as part,
    ):
        for _ in range(400):
            part.write(b"\0" * 1024 * 1024)
    return buffer.getvalue()


def upload(content, file_name="firms.xlsx"):
    """Store a private file as the session's user; answers its address."""
    values = {"doctype": "File", "file_name": file_name, "is_private": 1, "content": content}
    return frappe.get_doc(values).insert().file_url

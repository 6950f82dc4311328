"""Problems and verdicts as sentences in the reader's language."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import formatdate
from oasis_crm.domain.import_fields import BY_NAME, FIRM_TYPES
from oasis_crm.domain.import_rows import Problem
from oasis_crm.domain.import_verdicts import Judgement
from oasis_crm.imports.sniffing import FileError


def file_problem(error: FileError) -> str:
    """Why a file cannot be imported, and what to do about it."""
    sentences = {
        "too_large": _("The file is larger than {0} MB. Split it."),
        "empty": _("The file is empty."),
        "unknown_type": _("Firms are imported from .xlsx, .xls and .csv files, not from .{0}."),
        "is_other": _(
            "The file's name says it is a workbook, but it holds {0}. Save it as .xlsx and upload it again."
        ),
        "is_web_page": _("The file holds a web page, not a workbook. Open it in Excel and save it as .xlsx."),
        "is_text": _("The file's name says it is a workbook, but it holds plain text. Name it .csv."),
        "password": _("The workbook is protected by a password. Save it without one and upload it again."),
        "damaged": _("The file is damaged or incomplete. Save it anew and upload it again."),
        "unpacks_too_large": _(
            "The workbook unpacks to more than can be read. Copy the rows with firms into a new workbook."
        ),
        "encoding": _("The letters of the file cannot be read. Save it as “CSV UTF-8” or as .xlsx."),
        "too_many_rows": _("The file has more than {0} rows. Split it."),
        "too_many_columns": _("The file has more than {0} columns. Remove those that are not needed."),
        "too_slow": _("The workbook takes too long to read. Copy the rows with firms into a new workbook."),
        "no_rows": _("The file holds no rows below its headings."),
        "no_reader": _("Workbooks cannot be read on this server now. Try again, or upload a .csv file."),
    }
    return sentences[error.code].format(error.shown)


def column_label(name: str) -> str:
    """What a field is called."""
    labels = {
        "contact_name": _("Contact Name"),
        "contact_title": _("Contact Job Title"),
        "contact_phone": _("Contact Phone"),
        "contact_email": _("Contact E-mail"),
    }
    return labels.get(name) or _(frappe.get_meta("Firm").get_label(name))


def problem(found: Problem) -> str:
    """What is wrong with one value."""
    sentences = {
        "uncalculated": _("the formula has no value; open the file in Excel and save it"),
        "formula_error": _("the formula ends in an error"),
        "scientific": _("{0} has lost digits; format the column as text"),
        "not_phone": _("{0} is not a telephone number"),
        "not_email": _("{0} is not an e-mail address"),
        "not_url": _("{0} is not a web address"),
        "tax_length": _("{0} has neither 10 digits (VKN) nor 11 (TCKN)"),
        "tax_check_digit": _("the check digits of {0} are wrong"),
        "tax_placeholder": _("{0} is not a real tax number"),
        "not_number": _("{0} is not a number"),
        "negative": _("{0} is below zero"),
        "not_whole": _("{0} is not a whole number"),
        "not_coordinate": _("{0} is not a position in degrees"),
        "not_date": _("{0} is not a date"),
        "not_choice": _("{0} is none of: {1}"),
        "too_long": _("the text is longer than {2} letters"),
        "no_name": _("the name is missing"),
        "not_place": _("{0} names no place"),
        "not_rep": _("{0} is not an active field rep"),
    }
    choices = ", ".join(_(firm_type) for firm_type in FIRM_TYPES)
    said = sentences[found.code].format(found.shown, choices, BY_NAME[found.field].limit)
    return f"{column_label(found.field)}: {said}"


def reason(judgement: Judgement, people: dict[str, str]) -> str:
    """Why a line got its verdict; empty for a new firm. `people`: full names by user."""
    if judgement.problems:
        return "; ".join(problem(found) for found in judgement.problems)
    if judgement.line is not None:
        return _("The same firm as in row {0}.").format(judgement.line)
    if judgement.found is None:
        return ""
    return _about(judgement, judgement.found.stored, people)


def _about(judgement: Judgement, stored: dict[str, Any], people: dict[str, str]) -> str:
    since = formatdate(str(stored.get("followed_since") or stored.get("creation"))[:10])
    follower = people.get(stored.get("sales_rep") or "", "")
    sentences = {
        "followed": _("Followed by {0} since {1}."),
        "unfollowed": _("Registered on {1} and followed by nobody. Ask the office for it."),
        "alike": _("Looks like {2}."),
        "nothing_new": _("{2} is there already, with the same values."),
        "read_only": _("Followed by {0}; you may read it only."),
        "fills": _("Fills {3} of {2}."),
    }
    labels = ", ".join(column_label(name) for name in judgement.changed)
    return sentences[judgement.reason].format(follower, since, stored.get("firm_name"), labels)

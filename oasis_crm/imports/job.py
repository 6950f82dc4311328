"""An import's work in the background, in small transactions.

What a batch of lines did and the note that it is done are committed together, so an import that was cut off
goes on with the next line, and nothing is in twice.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, now
from oasis_crm import errors
from oasis_crm.domain.import_matching import Read
from oasis_crm.domain.import_verdicts import Judgement
from oasis_crm.imports import files, judging, remembering, workbooks, writing
from oasis_crm.imports.matching import Importer, Matcher
from oasis_crm.imports.reading import Table
from oasis_crm.imports.remembering import Noted
from oasis_crm.imports.writing import Written
from oasis_crm.notifications import inbox
from oasis_crm.services import locks, row_names, stored_files

DOCTYPE, ROW = "Firm Import", "Firm Import Row"
COUNTS = {
    "New": "new_count",
    "Update": "update_count",
    "Duplicate of mine": "duplicate_count",
    "Followed by another rep": "followed_count",
    "Invalid": "invalid_count",
}
_ROW_COLUMNS = [
    *("name", "owner", "modified_by", "creation", "modified", "docstatus", "idx", "parent", "parenttype"),
    *("parentfield", "row_no", "firm_name", "verdict", "reason", "firm", "row_values"),
]
_FEW = 100


class _Stopped(Exception):
    """Somebody cancelled the import, or another worker carries it on."""


def run(firm_import: str) -> None:
    """Job: carry an import to its end from where it stands."""
    # A job knows no language; what it writes is read by whoever started it.
    frappe.local.lang = inbox.language(frappe.session.user)
    started = frappe.db.get_value(DOCTYPE, firm_import, ["status", "file", "mapping"], as_dict=True)
    if not started or started.status not in ("Draft", "Running"):
        return
    _note(firm_import, status="Running", started_on=now(), error=None)
    # Reading a workbook takes a moment in which nobody should have to wait for this transaction.
    frappe.db.commit()
    try:
        _carry_out(firm_import, started)
    except _Stopped:
        frappe.db.rollback()
    except errors.WorkbookError as error:
        _fail(firm_import, str(error))
    except Exception:
        frappe.db.rollback()
        frappe.log_error(f"Firm Import {firm_import}")
        _fail(firm_import, _("The import broke off. What is in stays in; it can be resumed or undone."))


def _carry_out(firm_import: str, started: Any) -> None:
    table = files.table(started.file)
    mapped = judging.mapping(table, frappe.parse_json(started.mapping), judging.importer().scope)
    judging.require_name(mapped)
    importer, reader, done = judging.importer(), judging.Reader(table, mapped), _done(firm_import)
    note = remembering.kept(remembering.mark_of(table, mapped))
    note = note or remembering.made(reader.slices(), importer.least)
    matcher = Matcher(importer, Noted(note, firm_import))
    frappe.db.commit()
    while done < len(reader):
        # Few at first: somebody is looking, and wants to see something move.
        read = reader.read(done, done + (judging.CHUNK if done else _FEW))
        _batch(firm_import, matcher, importer, read, done, len(reader))
        done += len(read)
    remembering.forget()
    _finish(firm_import, table)


def _batch(
    firm_import: str, matcher: Matcher, importer: Importer, read: Sequence[Read], done: int, total: int
) -> None:
    # What is read from here on must be as it stands once the lock is held, not as it stood while waiting.
    frappe.db.commit()
    locks.hold_firm_entry()
    state = frappe.db.get_value(
        DOCTYPE, firm_import, ["status", *COUNTS.values()], as_dict=True, for_update=True
    )
    if not state or state.status != "Running" or _done(firm_import) != done:
        raise _Stopped
    written = _write(read, matcher.judge(read), importer, firm_import)
    matcher.named.wrote(one.firm for one in written if one.firm and _verdict(one) in ("New", "Update"))
    _store_rows(firm_import, read, written, done)
    counts = Counter({field: cint(state[field]) for field in COUNTS.values()})
    counts.update(COUNTS[_verdict(one)] for one in written)
    progress = 100 * (done + len(read)) / total
    _note(firm_import, **counts, progress=progress, total_rows=total)
    frappe.db.commit()
    _tell(firm_import)


def _write(
    read: Sequence[Read], judged: Sequence[Judgement], importer: Importer, firm_import: str
) -> list[Written]:
    new = [index for index, judgement in enumerate(judged) if judgement.verdict == "New"]
    names = writing.insert([read[index] for index in new], importer, firm_import)
    made = dict(zip(new, names, strict=True))
    return [
        writing.update(judgement)
        if judgement.verdict == "Update"
        else Written(judgement, made.get(index, judgement.firm))
        for index, judgement in enumerate(judged)
    ]


def _verdict(written: Written) -> str:
    return "Invalid" if written.refusal else written.judgement.verdict


def _store_rows(firm_import: str, read: Sequence[Read], written: Sequence[Written], done: int) -> None:
    moment, user, names = now(), frappe.session.user, row_names.fresh(len(read))
    reasons = judging.reasons([one.judgement for one in written])
    frappe.db.bulk_insert(
        ROW,
        _ROW_COLUMNS,
        [
            (
                *(names[index], user, user, moment, moment, 0, done + index + 1),
                *(firm_import, DOCTYPE, "rows", row.number, row.firm_name[:140] or None, _verdict(one)),
                *(one.refusal or reason, one.firm, json.dumps(one.kept) if one.kept else None),
            )
            for index, ((row, _line), one, reason) in enumerate(zip(read, written, reasons, strict=True))
        ],
    )


def _finish(firm_import: str, table: Table) -> None:
    left = frappe.get_all(
        ROW,
        filters={"parent": firm_import, "verdict": ["not in", ["New", "Update"]]},
        fields=["idx", "verdict", "reason"],
        order_by="idx asc",
    )
    values: dict[str, Any] = {"status": "Done", "progress": 100, "finished_on": now()}
    if left:
        content = workbooks.errors(table, {row.idx - 1: (row.verdict, row.reason) for row in left})
        values["error_workbook"] = stored_files.keep_quietly(
            content, f"{firm_import}.xlsx", DOCTYPE, firm_import, "error_workbook"
        )
    if frappe.db.get_value(DOCTYPE, firm_import, "status", for_update=True) == "Running":
        _note(firm_import, **values)
        frappe.db.commit()
        _tell(firm_import)


def _fail(firm_import: str, error: str) -> None:
    frappe.db.rollback()
    _note(firm_import, status="Failed", error=error, finished_on=now())
    frappe.db.commit()
    _tell(firm_import)


def _done(firm_import: str) -> int:
    """Lines whose verdict is stored."""
    return frappe.db.count(ROW, {"parent": firm_import, "parenttype": DOCTYPE})


def _note(firm_import: str, **values: Any) -> None:
    frappe.db.set_value(DOCTYPE, firm_import, values)


def _tell(firm_import: str) -> None:
    fields = ["owner", "status", "progress", "total_rows", "error", "error_workbook", *COUNTS.values()]
    state = frappe.db.get_value(DOCTYPE, firm_import, fields, as_dict=True)
    counts = {verdict: state[field] for verdict, field in COUNTS.items()}
    message = {name: state[name] for name in ("status", "progress", "total_rows", "error", "error_workbook")}
    frappe.publish_realtime(
        "import_progress", {"name": firm_import, **message, "counts": counts}, user=state.owner
    )

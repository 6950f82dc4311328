"""Script Reports: who may run one, and what it answers."""

import time
from typing import Any

import frappe
from frappe import _
from frappe.hooks_registry import module_app
from frappe.permissions import get_user_permissions
from frappe.utils import cint, flt
from frappe.website.request import parse_json_argument

SUMMED = frozenset(("Currency", "Int", "Float", "Percent"))
UNTITLED_TOTAL = frozenset(("Currency", "Int", "Float", "Percent", "Date"))
PARTS = ("columns", "result", "message", "chart", "report_summary", "skip_total_row")


def get_report_doc(report_name: str) -> Any:
    """The Report, where the user has one of its roles and may report on its DocType; else PermissionError."""
    report = frappe.get_doc("Report", report_name)
    roles = {row.role for row in report.roles}
    if roles and roles.isdisjoint(frappe.get_roles()):
        frappe.throw(_("You may not open the report {0}.").format(_(report.name)), frappe.PermissionError)
    if not frappe.has_permission(report.ref_doctype, "report"):
        frappe.throw(
            _("You may not make reports on {0}.").format(_(report.ref_doctype)), frappe.PermissionError
        )
    if report.disabled:
        frappe.throw(_("The report {0} is switched off.").format(_(report_name)))
    if report.report_type != "Script Report":
        raise NotImplementedError(
            f"reports of type {report.report_type} are not part of the standalone engine"
        )
    return report


@frappe.whitelist()
@frappe.read_only()
def run(report_name: str, filters: Any = None) -> dict[str, Any]:
    """The report's columns, rows (dicts), message, chart and summary for the calling user."""
    report = get_report_doc(report_name)
    filters = parse_json_argument("filters", filters) or {}
    if not isinstance(filters, dict):
        frappe.throw(_("{0} must be a JSON object.").format("filters"))
    answer = generate_report_result(report, frappe._dict(filters))
    answer["add_total_row"] = report.add_total_row and not answer["skip_total_row"]
    return answer


def generate_report_result(report: Any, filters: dict[str, Any]) -> dict[str, Any]:
    began = time.perf_counter()
    parts = list(execute(report, filters) or ())
    answer: dict[str, Any] = dict.fromkeys(PARTS)
    answer.update(zip(PARTS, parts, strict=False))
    columns = [get_column_as_dict(column) for column in answer["columns"] or []]
    rows = filter_by_user_permissions(report, columns, as_dicts(answer["result"] or [], columns))
    answer["skip_total_row"] = answer["skip_total_row"] or 0
    if cint(report.add_total_row) and rows and not answer["skip_total_row"]:
        rows.append(total_row(rows, columns))
    answer.update(columns=columns, result=rows, status=None, execution_time=time.perf_counter() - began)
    return answer


def execute(report: Any, filters: dict[str, Any]) -> Any:
    """The report module's `execute(filters)`: `<module>/report/<name>/<name>.py`."""
    app, module, name = module_app(report.module), frappe.scrub(report.module), frappe.scrub(report.name)
    if app is None:
        frappe.throw(_("The module {0} belongs to no installed app.").format(report.module))
    return frappe.get_attr(f"{app}.{module}.report.{name}.{name}.execute")(filters)


def get_column_as_dict(column: Any) -> Any:
    """A column written as a dict, or short as `Label:Fieldtype/Options:Width`."""
    if not isinstance(column, str):
        made = frappe._dict(column)
        made.fieldname = made.fieldname or frappe.scrub(made.label)
        return made
    label, _colon, rest = column.partition(":")
    kind, _colon, width = rest.partition(":")
    fieldtype, _slash, options = kind.partition("/")
    made = frappe._dict(label=label, fieldname=frappe.scrub(label))
    made.update({k: v for k, v in (("fieldtype", fieldtype), ("options", options), ("width", width)) if v})
    return made


def as_dicts(rows: Any, columns: list[Any]) -> list[Any]:
    names = [column.fieldname for column in columns]
    return [row if isinstance(row, dict) else dict(zip(names, row, strict=False)) for row in rows]


def filter_by_user_permissions(report: Any, columns: list[Any], rows: list[Any]) -> list[Any]:
    """Without rows whose Link columns hold what a User Permission keeps from the user; empty links pass."""
    allowed = get_user_permissions(frappe.session.user)
    checked = []
    for column in columns:
        entries = allowed.get(column.get("options")) if column.get("fieldtype") == "Link" else None
        names = {
            entry["doc"]
            for entry in entries or []
            if entry.get("applicable_for") in (None, "", report.ref_doctype)
        }
        if names:
            checked.append((column.fieldname, names))
    if not checked:
        return list(rows)
    return [
        row for row in rows if all(not row.get(field) or row.get(field) in names for field, names in checked)
    ]


def total_row(rows: list[Any], columns: list[Any]) -> list[Any]:
    """Sums of the numeric columns (means of the percentages), as a list in the columns' order."""
    totals: list[Any] = []
    for column in columns:
        total: Any = ""
        if column.get("fieldtype") in SUMMED:
            total = sum(flt(row.get(column.fieldname)) for row in rows)
            if column.fieldtype == "Percent":
                total = total / len(rows)
        totals.append(total)
    if columns and columns[0].get("fieldtype") not in UNTITLED_TOTAL:
        totals[0] = _("Total")
    return totals

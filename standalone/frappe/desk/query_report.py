"""Script Reports: who may run one, what it answers, and its export."""

import csv
import io
import time
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, cstr, flt
from frappe.utils.xlsxutils import make_xlsx
from frappe.website.request import parse_json_argument

SUMMED = frozenset(("Currency", "Int", "Float", "Percent", "Duration"))
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
def run(
    report_name: str,
    filters: Any = None,
    user: str | None = None,
    ignore_prepared_report: Any = False,
    custom_columns: Any = None,
    is_tree: Any = False,
    parent_field: str | None = None,
    are_default_filters: Any = True,
) -> dict[str, Any]:
    """The report's columns, rows (dicts), message, chart and summary for the calling user.

    `user` is only taken from calls within: over HTTP everybody gets his own rows.
    """
    report = get_report_doc(report_name)
    filters = parse_json_argument("filters", filters) or {}
    if not isinstance(filters, dict):
        frappe.throw(_("{0} must be a JSON object.").format("filters"))
    refuse_foreign_filters(report, filters)
    answer = generate_report_result(report, frappe._dict(filters), cint(is_tree), parent_field)
    answer["add_total_row"] = report.add_total_row and not answer["skip_total_row"]
    return answer


def generate_report_result(
    report: Any, filters: dict[str, Any], is_tree: int = 0, parent_field: str | None = None
) -> dict[str, Any]:
    began = time.perf_counter()
    parts = list(execute(report, filters) or ())
    answer: dict[str, Any] = dict.fromkeys(PARTS)
    answer.update(zip(PARTS, parts, strict=False))
    columns = [get_column_as_dict(column) for column in answer["columns"] or []]
    rows = filter_by_user_permissions(report, columns, as_dicts(answer["result"] or [], columns))
    answer["skip_total_row"] = answer["skip_total_row"] or 0
    if cint(report.add_total_row) and rows and not answer["skip_total_row"]:
        rows.append(total_row(rows, columns, is_tree, parent_field))
    answer.update(columns=columns, result=rows, status=None, execution_time=time.perf_counter() - began)
    return answer


def execute(report: Any, filters: dict[str, Any]) -> Any:
    """The report module's `execute(filters)`: `<module>/report/<name>/<name>.py`."""
    app = frappe.db.get_value("Module Def", report.module, "app_name") or module_app(report.module)
    module, name = frappe.scrub(report.module), frappe.scrub(report.name)
    return frappe.get_attr(f"{app}.{module}.report.{name}.{name}.execute")(filters)


def module_app(module: str) -> str:
    from frappe.hooks_registry import module_app as owner

    app = owner(module)
    if not app:
        frappe.throw(_("The module {0} belongs to no installed app.").format(module))
    return str(app)


def refuse_foreign_filters(report: Any, filters: dict[str, Any]) -> None:
    """A Link filter of the report may only name what the user may read."""
    for field in report.get("filters") or []:
        value = filters.get(field.fieldname)
        if field.fieldtype != "Link" or not value:
            continue
        if not any(frappe.has_permission(field.options, right, doc=value) for right in ("read", "select")):
            frappe.throw(
                _("You may not read {0} {1}.").format(_(field.options), value), frappe.PermissionError
            )


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
    from frappe.permissions import get_user_permissions

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


def total_row(
    rows: list[Any], columns: list[Any], is_tree: int = 0, parent_field: str | None = None
) -> list[Any]:
    """Sums of the numeric columns (means of the percentages), as a list in the columns' order."""
    counted = [row for row in rows if not (is_tree and parent_field and row.get(parent_field))]
    totals: list[Any] = []
    for column in columns:
        total: Any = ""
        if column.get("fieldtype") in SUMMED:
            total = sum(flt(row.get(column.fieldname)) for row in counted)
            if column.fieldtype == "Percent":
                total = total / len(rows)
        totals.append(total)
    if columns and columns[0].get("fieldtype") not in UNTITLED_TOTAL:
        totals[0] = _("Total")
    return totals


@frappe.whitelist()
@frappe.read_only()
def export_query() -> None:
    """The report as a workbook (`file_format_type` Excel) or CSV, for who may export its DocType."""
    form = frappe.local.form_dict
    ref_doctype = frappe.db.get_value("Report", form.report_name, "ref_doctype")
    if not ref_doctype:
        frappe.throw(_("There is no report {0}.").format(form.report_name), frappe.DoesNotExistError)
    frappe.has_permission(ref_doctype, "export", throw=True)
    answer = run(form.report_name, form.filters)
    table = build_table(
        answer,
        parse_json_argument("visible_idx", form.visible_idx) if form.visible_idx else None,
        parse_json_argument("applied_filters", form.applied_filters or "{}")
        if cint(form.include_filters)
        else {},
        cint(form.include_indentation),
    )
    if form.file_format_type == "CSV":
        content = to_csv(table, form.get("csv_delimiter") or ",", form.get("csv_decimal_sep") or ".")
        extension = "csv"
    else:
        content = make_xlsx(table, _(form.report_name), column_widths=widths(answer)).getvalue()
        extension = "xlsx"
    frappe.local.response.update(
        type="binary", filename=f"{_(form.report_name)}.{extension}", filecontent=content
    )


def build_table(
    answer: dict[str, Any], visible: list[int] | None, filters: dict[str, Any], indented: int
) -> list[list[Any]]:
    """Rows of cells: the filters that were set, the headings, the rows that are shown."""
    shown = [column for column in answer["columns"] if not column.get("hidden")]
    table: list[list[Any]] = [[cstr(name), _filter_text(value)] for name, value in filters.items() if value]
    if table:
        table.append([])
    table.append([_(column.get("label") or "") for column in shown])
    wanted = set(visible) if visible else None
    for index, row in enumerate(answer["result"]):
        if wanted is None or index in wanted or isinstance(row, list):
            table.append(_cells(row, shown, answer["columns"], indented))
    return table


def _filter_text(value: Any) -> str:
    return ", ".join(cstr(part) for part in value) if isinstance(value, list) else cstr(value)


def _cells(row: Any, shown: list[Any], columns: list[Any], indented: int) -> list[Any]:
    if isinstance(row, list):  # the total row: in the order of all columns
        return [cell for cell, column in zip(row, columns, strict=False) if not column.get("hidden")]
    cells = [row.get(column.fieldname, row.get(column.get("label"), "")) for column in shown]
    if indented and cells and row.get("indent"):
        cells[0] = "    " * cint(row["indent"]) + cstr(cells[0])
    return cells


def widths(answer: dict[str, Any]) -> list[float]:
    """In the workbook's unit, of about a tenth of a pixel column."""
    return [cint(column.get("width")) / 10 for column in answer["columns"] if not column.get("hidden")]


def to_csv(table: list[list[Any]], delimiter: str, decimal_sign: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=cstr(delimiter)[0], quoting=csv.QUOTE_NONNUMERIC)
    for row in table:
        writer.writerow([_number(cell, decimal_sign) for cell in row])
    return out.getvalue().encode()


def _number(cell: Any, decimal_sign: str) -> Any:
    return str(cell).replace(".", decimal_sign) if isinstance(cell, float) and decimal_sign != "." else cell

"""The parts of a report's answer in the shape the framework wants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from frappe import _

Columns = list[dict[str, Any]]
Rows = list[dict[str, Any]]
#: columns, rows, message, chart, summary
Answer = tuple[Columns, Rows, "str | None", "dict[str, Any] | None", list[dict[str, Any]]]

_PALETTE = ("#0b6e63", "#e0912f", "#5b7fbd", "#b1493f", "#7b6ba8", "#8a9a5b")


def chart(labels: Sequence[str], kind: str = "bar", **series: Sequence[float]) -> dict[str, Any] | None:
    """A chart of one or more series by (translated) name; None where there is nothing to draw."""
    if not labels or not any(value for values in series.values() for value in values):
        return None
    datasets = [{"name": name, "values": list(values)} for name, values in series.items()]
    return {
        "data": {"labels": list(labels), "datasets": datasets},
        "type": kind,
        "colors": list(_PALETTE[: max(len(datasets), 1)]),
    }


def counts(found: Iterable[Mapping[str, Any]], field: str, order: Sequence[str] = ()) -> dict[str, int]:
    """How often each value of a field occurs: in the given order, else the most frequent first."""
    counted = Counter(row.get(field) or "" for row in found)
    if order:
        return {value: counted[value] for value in order if counted[value]}
    return dict(counted.most_common())


def chart_of_counts(counted: Mapping[str, int], name: str, kind: str = "bar") -> dict[str, Any] | None:
    """A chart of `counts`, its labels translated."""
    labels = [_(value) if value else _("Not Set") for value in counted]
    return chart(labels, kind, **{name: list(counted.values())})


def figure(label: str, value: Any, datatype: str = "Int", indicator: str = "") -> dict[str, Any]:
    """One number of the summary above a report; `indicator` is the colour it is shown in."""
    made = {"label": label, "value": value, "datatype": datatype}
    return {**made, "indicator": indicator} if indicator else made


def translate(rows: Rows, *fields: str) -> Rows:
    """The rows with the values of Select fields in the reader's language."""
    for row in rows:
        for field in fields:
            row[field] = _(row[field]) if row.get(field) else row.get(field)
    return rows


def share(part: float, whole: float) -> float:
    """Percent, 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0

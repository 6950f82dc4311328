"""Reports as a manager runs them, beside bare SQL that answers the same question."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.served import Served, median, milliseconds
from benchmarks.table import Row, ms, times

SECONDS = 1.0
_TIMES = 3
_MONTH = "strftime('%Y-%m-01', 'now')"
_YEAR = "strftime('%Y-%m-01', 'now', '-11 months')"

#: Report → the bare statements.
BARE: dict[str, tuple[str, ...]] = {
    "SPANCOP": (
        "select sales_team, stage, count(*), sum(potential_litres), min(next_visit_on) from tabFirm"
        " group by sales_team, stage",
        "select sales_rep, from_stage, to_stage, count(*) from `tabStage Change`"
        f" where changed_on >= {_MONTH} group by sales_rep, from_stage, to_stage",
    ),
    "Firm Analysis": (
        "select * from tabFirm order by score desc limit 5000",
        "select rating, count(*), sum(litres_30d), sum(potential_litres) from tabFirm group by rating",
    ),
    "Target Realisation": (
        "select t.*, l.* from `tabSales Target` t join `tabSales Target Line` l on l.parent = t.name"
        " where date('now') between t.period_start and t.period_end",
    ),
    "Rep Activity": (
        "select sales_rep, visit_type, count(*), count(distinct firm) from `tabFirm Visit`"
        f" where status = 'Done' and done_on >= {_MONTH} group by sales_rep, visit_type",
        f"select sales_rep, sum(litres) from `tabFuel Sale` where sold_at >= {_MONTH} group by sales_rep",
    ),
    "Consumption Trend": (
        "select substr(sold_at, 1, 7), product, sum(litres), sum(amount), count(*) from `tabFuel Sale`"
        f" where sold_at >= {_YEAR} group by 1, 2",
    ),
}
#: The reports that the design sets a bound for.
BOUND = ("SPANCOP", "Firm Analysis", "Target Realisation")


def rows(served: Served, site: Path) -> Iterator[Row]:
    manager = served.person("manager@oasis.example")
    for report, statements in BARE.items():
        asked = {"report_name": report, "filters": "{}"}
        spent = milliseconds(
            lambda asked=asked: manager.post("/api/method/frappe.desk.query_report.run", asked), _TIMES, 1
        )
        bare = milliseconds(lambda statements=statements: _run(site, statements), _TIMES, 1)
        took, alone = median(spent), median(bare)
        bound = report in BOUND
        yield Row(
            f"report {report}, over HTTP",
            ms(took),
            f"≤ {SECONDS:g} s" if bound else "",
            f"the bare SQL {ms(alone)}: {times(took, alone)}",
            took <= 1000 * SECONDS if bound else None,
        )


def _run(site: Path, statements: tuple[str, ...]) -> list[Any]:
    """In a process of its own as far as the database is concerned, with the engine's collations."""
    from frappe.database.connection import open_file

    connection: sqlite3.Connection = open_file(site / "site.db")
    try:
        return [connection.execute(statement).fetchall() for statement in statements]
    finally:
        connection.close()

"""The duplicate guard and the Excel import, each on a site of its own with as many firms."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import duplicate_data, duplicate_noise, excel_import
from benchmarks.duplicate_data import HELD_OUT
from benchmarks.making import make_site
from benchmarks.served import Served, median, milliseconds, p95, served
from benchmarks.table import Row, ms, times

FOUND_MS, RECALL, PRECISION = 30, 0.98, 0.95
_ASK = (
    "import json; from benchmarks import duplicates;"
    " print('=', json.dumps(duplicates.run(4000, {firms}, keep=True)))"
)
_OVER_HTTP = 600


def duplicates(folder: Path, firms: int) -> Iterator[Row]:
    site = make_site(folder / "duplicates", demo=False)
    found = json.loads(_on_site(site, _ASK.format(firms=firms)))
    yield Row(
        f"duplicates among {firms:,} firms",
        f"recall {found['recall']:.3f}, precision {found['precision']:.3f}",
        f"≥ {RECALL}, ≥ {PRECISION}",
        "names that were mistyped on purpose, none of them used to write the rules",
        found["recall"] >= RECALL and found["precision"] >= PRECISION,
    )
    with served(site) as running:
        spent, pings = _asked(running, firms)
    yield Row(
        f"find_duplicates among {firms:,} firms",
        f"p95 {ms(p95(spent))}, median {ms(median(spent))}",
        f"p95 ≤ {FOUND_MS} ms",
        f"an empty answer {ms(p95(pings))}; in the process p95 {ms(found['p95_ms'])}",
        p95(spent) <= FOUND_MS,
    )


def _asked(running: Served, firms: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each answer over HTTP, and of empty ones."""
    person = running.person("Administrator", "admin")
    universe = duplicate_data.firms(firms, words=HELD_OUT)
    asked = list(duplicate_noise.queries(universe, 2 * _OVER_HTTP, seed=3, words=HELD_OUT))
    # Those which mean a firm that is there come first in it.
    random.Random(3).shuffle(asked)
    mixed = iter(asked)

    def ask() -> None:
        query = next(mixed)
        person.call(
            "firms.find_duplicates",
            firm_name=query.name,
            city=query.city,
            tax_id=query.tax_id,
            phone=query.phone,
        )

    spent = milliseconds(ask, _OVER_HTTP, warming=20)
    return spent, milliseconds(lambda: person.get("/api/method/ping"), 200)


def importing(firms: int) -> Iterator[Row]:
    found = excel_import.measure(firms)
    yield Row(
        f"Excel import of {found.rows:,} rows into {firms:,} firms, with duplicate check",
        f"{found.rows_a_second:,.0f} rows/s",
        f"≥ {excel_import.TARGET:,} rows/s",
        f"reading the same file alone {found.rows / found.reading:,.0f} rows/s: "
        f"{times(found.importing, found.reading)} the time",
        found.rows_a_second >= excel_import.TARGET,
    )


def _on_site(site: Path, code: str) -> str:
    """What the code prints after a `=` on that site, in a process of its own."""
    bound = "import sys; from pathlib import Path; from launcher.making import connected\n"
    bound += f"with connected(Path(sys.argv[1])):\n    {code}"
    command = [sys.executable, "-c", bound, str(site)]
    answer = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE)
    return next(line[1:] for line in answer.stdout.splitlines() if line.startswith("="))

"""The duplicate guard and the Excel import, each on a site of its own with as many firms."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import excel_import
from benchmarks.making import make_site
from benchmarks.table import Row, ms, times

FOUND_MS, RECALL, PRECISION = 30, 0.98, 0.95
_ASK = "import json; from benchmarks import duplicates; print('=', json.dumps(duplicates.run(2000, {firms})))"


def duplicates(folder: Path, firms: int) -> Iterator[Row]:
    site = make_site(folder / "duplicates", demo=False)
    found = json.loads(_on_site(site, _ASK.format(firms=firms)))
    yield Row(
        f"find_duplicates among {firms:,} firms",
        f"p95 {ms(found['p95_ms'])}; recall {found['recall']:.3f}, precision {found['precision']:.3f}",
        f"p95 ≤ {FOUND_MS} ms; ≥ {RECALL}, ≥ {PRECISION}",
        "names that were mistyped on purpose, none of them used to write the rules",
        found["p95_ms"] <= FOUND_MS and found["recall"] >= RECALL and found["precision"] >= PRECISION,
    )


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

"""`make benchmark`: the table of what Oasis is to reach, measured in one run.

    make benchmark                                      20,000 firms, some ten minutes
    DEMO_FIRMS=100000 DEMO_VISITS=1000000 DEMO_SALES=5000000 make benchmark     full size
    ./oasis benchmark screens reports                   these groups alone

Makes its own sites, in BENCHMARK_SITES where that names a folder (they are kept there for the next run), else
in a temporary folder. Prints the table and writes it to BENCHMARK_FILE (default `benchmarks/result.md`).
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import (
    guarding,
    making,
    offline_pull,
    recording,
    reports,
    resting,
    screens,
    web_app,
)
from benchmarks.served import served
from benchmarks.table import Row, markdown

RESULT = Path(__file__).parent / "result.md"


class Run:
    """The sites of one run, made when they are first needed."""

    def __init__(self, folder: Path, size: making.Size) -> None:
        self.folder, self.size = folder, size

    @property
    def site(self) -> Path:
        return making.make_site(self.folder / f"site-{self.size.firms}", self.size)

    @property
    def small(self) -> Path:
        return making.make_site(self.folder / f"site-{self.size.tenth.firms}", self.size.tenth)

    def groups(self) -> dict[str, Callable[[], Iterable[Row]]]:
        return {
            "start": lambda: resting.rows(self.site),
            "screens": lambda: self.over_http(screens.rows),
            "recording": lambda: self.over_http(recording.rows),
            "pull": lambda: self.over_http(offline_pull.rows),
            "reports": lambda: self.over_http(lambda running: reports.rows(running, self.site)),
            "tenfold": self.tenfold,
            "duplicates": lambda: guarding.duplicates(self.folder, self.size.firms),
            "import": lambda: guarding.importing(self.size.firms),
            "web": web_app.rows,
        }

    def over_http(self, measure: Callable[..., Iterator[Row]]) -> Iterator[Row]:
        with served(self.site) as running:
            yield from measure(running)

    def tenfold(self) -> Iterator[Row]:
        with served(self.site) as large, served(self.small) as small:
            yield from screens.tenfold(large, small)


def main(asked: list[str]) -> int:
    size, began, found = making.Size.asked(), time.monotonic(), []
    with _folder() as folder:
        groups = Run(folder, size).groups()
        unknown = set(asked) - groups.keys()
        if unknown:
            print(
                f"oasis: no such group: {', '.join(sorted(unknown))} ({', '.join(groups)})", file=sys.stderr
            )
            return 2
        for name in asked or groups:
            print(f"… {name}", file=sys.stderr, flush=True)
            found += groups[name]()
    text = f"{_heading(size, time.monotonic() - began)}\n\n{markdown(found)}\n\n{_NOT_YET}\n"
    print(text)
    target = Path(os.environ.get("BENCHMARK_FILE") or RESULT)
    target.write_text(text, encoding="utf-8")
    missed = [row.work for row in found if row.holds is False]
    print(f"{len(found)} rows, {len(missed)} short of their target; written to {target}")
    return 0


_NOT_YET = (
    "Not measured here: the distributor's sync, which is not built yet; the reload without a network, which"
    " the browser stories measure."
)


def _heading(size: making.Size, seconds: float) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}"
    return f"Standalone, {size}; {machine}; measured in {seconds / 60:.0f} minutes."


@contextmanager
def _folder() -> Iterator[Path]:
    kept = os.environ.get("BENCHMARK_SITES")
    if kept:
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory(prefix="oasis-benchmark-") as folder:
        yield Path(folder)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

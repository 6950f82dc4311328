"""`make test`: server tests, the web app's units, browser tests; ends in one line of totals."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence

from launcher import totals, webapp
from launcher.browser import chromium
from launcher.language import Refusal, tell
from launcher.node import npm
from launcher.places import CACHE, E2E, FRONTEND, ROOT
from launcher.totals import Totals

MOST_WORKERS = 4
RESULTS = CACHE / "results"


def run(names: Sequence[str]) -> bool:
    """Run the suites of these names (all when none is named); True when nothing failed."""
    shutil.rmtree(RESULTS, ignore_errors=True)
    RESULTS.mkdir(parents=True)
    total = Totals()
    for name in names or SUITES:
        tell(f"== {name}", f"== {name}")
        total += attempt(name)
    print(total, flush=True)
    return total.failed == 0


def attempt(name: str) -> Totals:
    """The counts of one suite; one that cannot even start says why and counts as failed."""
    try:
        return SUITES[name]()
    except Refusal as refusal:
        refusal.show()
        return Totals(failed=1)


def server() -> Totals:
    results = RESULTS / "server.xml"
    side_by_side = ["-n", str(min(os.cpu_count() or 1, MOST_WORKERS)), "--dist", "loadfile"]
    command = [sys.executable, "-m", "pytest", f"--junitxml={results}", *side_by_side]
    code = subprocess.call(command, cwd=ROOT)
    return totals.read(results, code)


def units() -> Totals:
    if not (FRONTEND / "package.json").exists():
        raise Refusal("no web app to test", "sınanacak web uygulaması yok")
    webapp.install_packages(FRONTEND)
    results = RESULTS / "units.xml"
    reporters = ["--reporter=default", "--reporter=junit", f"--outputFile.junit={results}"]
    return totals.read(results, npm(["exec", "--", "vitest", "run", *reporters], FRONTEND))


def browser() -> Totals:
    """Playwright in the system's Chromium; its configuration starts the servers it needs."""
    if not (E2E / "package.json").exists():
        raise Refusal("no browser tests", "tarayıcı sınaması yok")
    environment = {"CHROMIUM_PATH": str(chromium()), "OASIS_PYTHON": sys.executable}
    environment["E2E_PORT"] = os.environ.get("E2E_PORT") or str(free_port())
    webapp.build()
    webapp.install_packages(E2E)
    results = RESULTS / "browser.xml"
    environment["PLAYWRIGHT_JUNIT_OUTPUT_FILE"] = str(results)
    environment["CI"] = os.environ.get("CI", "")
    return totals.read(
        results, npm(["exec", "--", "playwright", "test", "--reporter=list,junit"], E2E, environment)
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


SUITES: dict[str, Callable[[], Totals]] = {"server": server, "units": units, "browser": browser}

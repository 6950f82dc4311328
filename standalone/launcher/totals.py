"""Counts of a test run, read from the JUnit files that every runner can write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Totals:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Totals) -> Totals:
        return Totals(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def read(results: Path, exit_code: int) -> Totals:
    """The counts in a JUnit file. A runner that failed without naming a failed test counts as one failure,
    so that a crash can never look like success."""
    totals = count(results) if results.exists() else Totals()
    if not totals.failed and (exit_code or not totals.passed):
        return totals + Totals(failed=1)
    return totals


def count(results: Path) -> Totals:
    try:
        cases = list(ElementTree.parse(results).getroot().iter("testcase"))
    except ElementTree.ParseError:
        return Totals(failed=1)
    failed = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
    skipped = sum(1 for case in cases if case.find("skipped") is not None)
    return Totals(len(cases) - failed - skipped, failed, skipped)

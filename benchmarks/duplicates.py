"""The duplicate guard on a site with many firms: how good its answers are, and how fast.

    ./oasis execute benchmarks.duplicates.run --kwargs '{"queries_asked": 2000}'

The site must be empty (see `fill`); nothing is left in it but with `keep`. The held-out vocabulary is what is
reported: the guard may be tuned on the other one only.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import frappe
from benchmarks.duplicate_data import HELD_OUT, Firm, firms
from benchmarks.duplicate_noise import Query, queries
from oasis_crm.domain.duplicates import LIKELY, WORTH_SHOWING, FirmData, Match
from oasis_crm.services import firm_keys, firm_search

_BATCH = 5000


@dataclass
class Tally:
    """One way to read the answers. `found`: queries answered right; `right`, `wrong`: candidates."""

    asked: int = 0
    found: int = 0
    right: int = 0
    wrong: int = 0

    def count(self, found: list[Match], meant: str | None) -> None:
        hit = any(match.firm == meant for match in found)
        self.asked += meant is not None
        self.found += hit
        self.right += hit
        self.wrong += len(found) - hit

    @property
    def recall(self) -> float:
        return self.found / self.asked if self.asked else 0.0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0


#: The ways to read an answer: what counts of it.
READINGS = {
    "all shown": lambda found: [match for match in found if match.score >= WORTH_SHOWING],
    "the first shown": lambda found: found[:1],
    "all likely": lambda found: [match for match in found if match.score >= LIKELY],
    "the first, if likely": lambda found: [match for match in found[:1] if match.score >= LIKELY],
}


@dataclass
class Outcome:
    """`by_reading`: all queries; `by_noise`: what is likely, by kind of noise."""

    by_reading: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in READINGS})
    by_noise: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    seconds: list[float] = field(default_factory=list)

    def at(self, share: float) -> float:
        """The time (ms) within which this share of the queries was answered."""
        return 1000 * sorted(self.seconds)[int(len(self.seconds) * share)]


def fill(count: int = 100_000, words: str = HELD_OUT) -> list[Firm]:
    """Store the firms of the labelled set, where they are not there yet, with keys as they are made now."""
    universe = firms(count, words=words)
    if not frappe.db.exists("Firm", name_of(0)):
        _store(universe)
    firm_keys.rebuild()
    return universe


def _store(universe: list[Firm]) -> None:
    moment = frappe.utils.now()
    columns = ["name", "creation", "modified", "owner", "modified_by", "firm_name", "city", "tax_id", "phone"]
    rows = [
        (name_of(n), moment, moment, "Administrator", "Administrator", f.name, f.city, f.tax_id, f.phone)
        for n, f in enumerate(universe)
    ]
    for start in range(0, len(rows), _BATCH):
        frappe.db.bulk_insert("Firm", columns, rows[start : start + _BATCH])


def name_of(number: int) -> str:
    return f"BENCH-{number:06d}"


def evaluate(asked: Iterable[Query]) -> Outcome:
    """Ask the guard, and compare with what was meant."""
    outcome = Outcome()
    for query in asked:
        typed = FirmData(query.name, query.city, query.tax_id, (query.phone,) if query.phone else ())
        begun = time.perf_counter()
        found = firm_search.find(typed)
        outcome.seconds.append(time.perf_counter() - begun)
        meant = name_of(query.truth) if query.truth is not None else None
        for reading, tally in outcome.by_reading.items():
            tally.count(READINGS[reading](found), meant)
        outcome.by_noise[query.noise].count(READINGS["all likely"](found), meant)
    return outcome


def run(
    queries_asked: int = 4000, firms_stored: int = 100_000, words: str = HELD_OUT, keep: bool = False
) -> dict[str, Any]:
    """Fill an empty site, ask, print; answers the figures."""
    universe = fill(firms_stored, words)
    outcome = evaluate(queries(universe, queries_asked, words=words))
    if keep:
        frappe.db.commit()
    else:
        frappe.db.rollback()
    print(report(outcome))
    likely = outcome.by_reading["all likely"]
    return {"recall": likely.recall, "precision": likely.precision, "p95_ms": outcome.at(0.95)}


def report(outcome: Outcome) -> str:
    """The figures as Markdown."""
    lines = ["| counted of an answer | recall | precision |", "|---|---|---|"]
    for reading, tally in outcome.by_reading.items():
        lines.append(f"| {reading} | {tally.recall:.3f} | {tally.precision:.3f} |")
    lines += ["", "| noise | asked | recall | wrong likely candidates |", "|---|---|---|---|"]
    for noise, tally in outcome.by_noise.items():
        lines.append(f"| {noise} | {tally.asked} | {tally.recall:.3f} | {tally.wrong} |")
    lines += [
        "",
        f"p50 {outcome.at(0.5):.1f} ms, p95 {outcome.at(0.95):.1f} ms, {len(outcome.seconds)} queries",
    ]
    return "\n".join(lines)

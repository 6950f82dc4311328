"""The duplicate guard on a site with many firms: how good its answers are, and how fast.

    ./oasis execute benchmarks.duplicates.run --kwargs '{"queries": 2000}'

The site must hold the firms of `duplicate_data` (see `fill`); nothing is left in it.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import frappe
from benchmarks.duplicate_data import Firm, Query, firms, queries
from oasis_crm.domain.duplicates import FirmData, Match
from oasis_crm.services import firm_keys, firm_search

THRESHOLDS = (0.83, 0.86, 0.90, 0.95)
_BATCH = 5000


@dataclass
class Tally:
    """What a threshold would have answered. `right`, `wrong`: candidates; `found`: queries answered right."""

    asked: int = 0
    found: int = 0
    right: int = 0
    wrong: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.asked if self.asked else 0.0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0


@dataclass
class Outcome:
    by_threshold: dict[float, Tally] = field(default_factory=lambda: {t: Tally() for t in THRESHOLDS})
    by_noise: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    seconds: list[float] = field(default_factory=list)


def fill(count: int = 100_000) -> list[Firm]:
    """Store the firms of the labelled set with their keys."""
    universe = firms(count)
    moment = frappe.utils.now()
    columns = ["name", "creation", "modified", "owner", "modified_by", "firm_name", "city", "tax_id", "phone"]
    rows = [
        (_name(n), moment, moment, "Administrator", "Administrator", f.name, f.city, f.tax_id, f.phone)
        for n, f in enumerate(universe)
    ]
    for start in range(0, len(rows), _BATCH):
        frappe.db.bulk_insert("Firm", columns, rows[start : start + _BATCH])
    firm_keys.rebuild()
    return universe


def _name(number: int) -> str:
    return f"BENCH-{number:06d}"


def evaluate(universe: list[Firm], asked: Iterable[Query], name_of: Any = _name) -> Outcome:
    """Ask the guard, and compare with what was meant."""
    outcome = Outcome()
    for query in asked:
        typed = FirmData(query.name, query.city, query.tax_id, (query.phone,) if query.phone else ())
        begun = time.perf_counter()
        found = firm_search.find(typed)
        outcome.seconds.append(time.perf_counter() - begun)
        meant = name_of(query.truth) if query.truth is not None else None
        for threshold, tally in outcome.by_threshold.items():
            _count(tally, [match for match in found if match.score >= threshold], meant)
        _count(outcome.by_noise[query.noise if meant else "a new firm"], found, meant)
    return outcome


def _count(tally: Tally, found: list[Match], meant: str | None) -> None:
    hit = any(match.firm == meant for match in found)
    tally.asked += meant is not None
    tally.found += hit
    tally.right += hit
    tally.wrong += len(found) - hit


def run(queries_asked: int = 2000, firms_stored: int = 100_000, keep: bool = False) -> dict[str, Any]:
    """Fill an empty site, ask, print; answers the figures."""
    universe = fill(firms_stored)
    outcome = evaluate(universe, queries(universe, queries_asked))
    if not keep:
        frappe.db.rollback()
    return report(outcome)


def report(outcome: Outcome) -> dict[str, Any]:
    """Print the figures as Markdown; answers them."""
    seconds = sorted(outcome.seconds)
    p50, p95 = (1000 * seconds[int(len(seconds) * share)] for share in (0.5, 0.95))
    print("| threshold | recall | precision |\n|---|---|---|")
    for threshold, tally in outcome.by_threshold.items():
        print(f"| {threshold:.2f} | {tally.recall:.3f} | {tally.precision:.3f} |")
    print("\n| noise | recall | wrong candidates |\n|---|---|---|")
    for noise, tally in outcome.by_noise.items():
        print(f"| {noise} | {tally.recall:.3f} | {tally.wrong} |")
    print(f"\np50 {p50:.1f} ms, p95 {p95:.1f} ms over {len(seconds)} queries")
    shown = outcome.by_threshold[THRESHOLDS[0]]
    return {"recall": shown.recall, "precision": shown.precision, "p50_ms": p50, "p95_ms": p95}

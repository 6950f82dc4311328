"""Provinces and districts of Turkey with their coordinates, and which rep covers which of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from random import Random

#: The regions of team North; the rest is South's.
NORTHERN = ("Marmara", "Karadeniz", "İç Anadolu")

DATA = Path(__file__).parent / "data" / "provinces.json"


@dataclass(frozen=True)
class District:
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Province:
    """`plate`: its number on vehicles, 1–81. `weight`: its share of the trade. `reach`: summed population."""

    plate: int
    name: str
    region: str
    latitude: float
    longitude: float
    area_codes: tuple[int, ...]
    weight: int
    districts: tuple[District, ...]
    reach: tuple[int, ...]

    def a_district(self, rng: Random) -> District:
        """A district, the populous ones more often."""
        return rng.choices(self.districts, cum_weights=self.reach)[0]


@lru_cache(maxsize=1)
def provinces() -> tuple[Province, ...]:
    """All 81, by plate number."""
    return tuple(_province(row) for row in json.loads(DATA.read_text(encoding="utf-8")))


def _province(row: dict) -> Province:
    districts = row.pop("districts")
    return Province(
        **{**row, "area_codes": tuple(row["area_codes"])},
        districts=tuple(District(name, lat, lon) for name, lat, lon, _ in districts),
        reach=tuple(accumulate(population for *_, population in districts)),
    )


@dataclass(frozen=True)
class Territory:
    """The provinces a rep covers, with how much of his firms lie in each."""

    provinces: tuple[Province, ...]
    reach: tuple[float, ...]

    def a_province(self, rng: Random) -> Province:
        return rng.choices(self.provinces, cum_weights=self.reach)[0]


def territories(team_of: Sequence[int]) -> list[Territory]:
    """A territory for each rep; `team_of`: 0 for the north, 1 for the south, by rep.

    The provinces of a half of the country, west to east, are laid on a line as long as their weights and cut
    into equal pieces: neighbours go to one rep, and several reps share a large city.
    """
    found: dict[int, Territory] = {}
    for half in (0, 1):
        reps = [rep for rep, team in enumerate(team_of) if team % 2 == half]
        found.update(zip(reps, _cut(_half(half), len(reps)), strict=True))
    return [found[rep] for rep in range(len(team_of))]


def _half(half: int) -> list[Province]:
    chosen = [p for p in provinces() if (p.region in NORTHERN) == (half == 0)]
    return sorted(chosen, key=lambda p: p.longitude)


def _cut(line: list[Province], pieces: int) -> list[Territory]:
    if not pieces:
        return []
    ends = list(accumulate(p.weight for p in line))
    length = ends[-1] / pieces
    return [_piece(line, ends, n * length, (n + 1) * length) for n in range(pieces)]


def _piece(line: list[Province], ends: list[int], start: float, stop: float) -> Territory:
    overlaps = [
        (province, min(end, stop) - max(end - province.weight, start))
        for province, end in zip(line, ends, strict=True)
    ]
    inside = [(province, share) for province, share in overlaps if share > 1e-9]
    return Territory(tuple(p for p, _ in inside), tuple(accumulate(share for _, share in inside)))


def a_spot(district: District, rng: Random) -> tuple[float, float]:
    """Coordinates (degrees) some kilometres round the centre of a district, to five digits."""
    latitude = district.latitude + rng.triangular(-0.035, 0.035)
    longitude = district.longitude + rng.triangular(-0.045, 0.045)
    return round(latitude, 5), round(longitude, 5)

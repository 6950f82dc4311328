"""The distributors' fuel stations, in every province."""

from __future__ import annotations

from dataclasses import dataclass

from oasis_crm.demo import numbers
from oasis_crm.demo.firms import DISTRIBUTORS, STREETS
from oasis_crm.demo.places import District, Province, a_spot, provinces
from oasis_crm.demo.world import World

_CODES = ("TRN", "SDR", "KZG")
#: One station for so much weight of a province, besides the first.
_WEIGHT_PER_STATION = 180


@dataclass(frozen=True)
class Station:
    code: str
    name: str
    distributor: int
    licence: str
    address: str
    province: Province
    district: District
    latitude: float
    longitude: float


def stations(world: World) -> list[Station]:
    """At least one station of each distributor in each province."""
    rng = world.stream("stations")
    return [
        _station(distributor, province, number, rng)
        for distributor in range(len(DISTRIBUTORS))
        for province in provinces()
        for number in range(1, 2 + province.weight // (_WEIGHT_PER_STATION * (distributor + 1)))
    ]


def codes_by_place(found: list[Station]) -> dict[tuple[int, int], list[str]]:
    """Station codes by (plate number of the province, distributor)."""
    codes: dict[tuple[int, int], list[str]] = {}
    for station in found:
        codes.setdefault((station.province.plate, station.distributor), []).append(station.code)
    return codes


def _station(distributor: int, province: Province, number: int, rng) -> Station:
    district = province.a_district(rng)
    latitude, longitude = a_spot(district, rng)
    brand = DISTRIBUTORS[distributor].split()[0]
    place = province.name if district.name == "Merkez" else f"{district.name} / {province.name}"
    return Station(
        code=f"{_CODES[distributor]}-{province.plate:02d}{number:02d}",
        name=f"{brand} {place} {number}" if number > 1 else f"{brand} {place}",
        distributor=distributor,
        licence=numbers.licence(rng),
        address=f"{rng.choice(STREETS)} No: {rng.randrange(1, 240)}",
        province=province,
        district=district,
        latitude=latitude,
        longitude=longitude,
    )

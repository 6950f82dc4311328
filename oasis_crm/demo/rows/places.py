"""Fuel stations as rows."""

from __future__ import annotations

from oasis_crm.demo.firms import DISTRIBUTORS, Firm
from oasis_crm.demo.rows.firms import stamp
from oasis_crm.demo.rows.table import STANDARD, Table, head
from oasis_crm.demo.stations import Station
from oasis_crm.demo.world import World

FIELDS = (
    "station_code", "station_name", "distributor", "epdk_licence", "dealer", "is_active", "address_line",
    "district",
    "city", "latitude", "longitude",
)  # fmt: skip


def station_table(world: World, stations: list[Station], firms: list[Firm]) -> Table:
    """Some stations are run by firms of the list."""
    dealers = {}
    for firm in firms:
        if firm.firm_type == "Fuel Station" and firm.has_signed:
            dealers.setdefault((firm.province.plate, firm.distributor), firm.name)
    born = stamp(world, 0)
    rows = [
        head(station.code, "Administrator", born) + (
            station.code, station.name, DISTRIBUTORS[station.distributor], station.licence,
            dealers.get((station.province.plate, station.distributor)), 1, station.address,
            station.district.name,
            station.province.name, station.latitude, station.longitude,
        )
        for station in stations
    ]  # fmt: skip
    return Table("Fuel Station", STANDARD + FIELDS, rows)

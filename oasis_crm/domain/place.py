"""Where a visit took place, against where the firm is. Degrees in WGS 84, distances in metres."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Literal

EARTH_RADIUS = 6_371_008.8
#: An older fix may be of another place; phones hand out remembered ones.
FIX_MAX_AGE = timedelta(minutes=10)
#: A clock that runs a little ahead is no reason to refuse.
CLOCK_SKEW = timedelta(minutes=2)

Result = Literal["Verified", "Out of Range", "Not Verified"]


@dataclass(frozen=True)
class Point:
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Fix:
    """A position as the device gave it; `accuracy` is the radius of its 68 % circle."""

    point: Point
    accuracy: float | None = None
    taken_at: datetime | None = None


def is_valid(point: Point) -> bool:
    """Inside the globe, and not the (0, 0) that a device without a fix reports."""
    inside = -90 <= point.latitude <= 90 and -180 <= point.longitude <= 180
    return inside and (point.latitude, point.longitude) != (0, 0)


def is_accuracy(metres: float | None) -> bool:
    """A distance that a device may state as the uncertainty of a fix; None where it states none."""
    return metres is None or 0 <= metres < EARTH_RADIUS


def distance(a: Point, b: Point) -> float:
    """Great-circle distance (haversine)."""
    lat_a, lat_b = radians(a.latitude), radians(b.latitude)
    half_lat = sin((lat_b - lat_a) / 2) ** 2
    half_lon = sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(half_lat + cos(lat_a) * cos(lat_b) * half_lon)))


def is_stale(fix: Fix, moment: datetime, max_age: timedelta = FIX_MAX_AGE) -> bool:
    """Whether the fix was taken too long before the moment it is offered for."""
    return fix.taken_at is not None and moment - fix.taken_at > max_age


def is_ahead(fix: Fix, moment: datetime) -> bool:
    """Whether the fix claims a later moment than the one it is offered for."""
    return fix.taken_at is not None and fix.taken_at - moment > CLOCK_SKEW


def check_in(fix: Fix, firm: Point | None, radius: float) -> tuple[Result, float | None]:
    """The result of a check-in and the distance to the firm, None where the firm's place is unknown.

    The fix's own uncertainty is given to the rep, but no more than one radius of it: a fix that is a
    kilometre wide proves nothing.
    """
    if firm is None:
        return "Not Verified", None
    metres = distance(fix.point, firm)
    slack = min(fix.accuracy or 0.0, radius)
    return ("Verified" if metres <= radius + slack else "Out of Range"), metres

"""Distance on the ground between two points of a map."""

from dataclasses import dataclass
from math import asin, atan2, cos, degrees, radians, sin, sqrt

EARTH_MILES = 3958.8
KM_PER_MILE = 1.609344


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map in degrees, north and east positive."""

    latitude: float
    longitude: float


def miles_between(a: Point, b: Point) -> float:
    """Great-circle miles (haversine); roads are longer."""
    north = radians(b.latitude - a.latitude)
    east = radians(b.longitude - a.longitude)
    part = (
        sin(north / 2) ** 2
        + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(east / 2) ** 2
    )
    return 2 * EARTH_MILES * asin(min(1.0, sqrt(part)))


def bearing_from(a: Point, b: Point) -> float:
    """The direction in which `b` lies from `a`: degrees from north, east is 90."""
    east = radians(b.longitude - a.longitude)
    here, there = radians(a.latitude), radians(b.latitude)
    north = cos(here) * sin(there) - sin(here) * cos(there) * cos(east)
    return degrees(atan2(sin(east) * cos(there), north)) % 360


@dataclass(frozen=True, slots=True)
class Box:
    """A span of the map; what lies within a distance lies inside, and a little more."""

    south: float
    north: float
    west: float
    east: float


def box_around(centre: Point, miles: float) -> Box:
    """The box for a first, indexed cut of what may be within `miles`; poles give all longitudes."""
    height = degrees(miles / EARTH_MILES) * 1.001
    shrink = cos(radians(min(89.9, abs(centre.latitude) + height)))
    width = min(180.0, height / shrink)
    return Box(
        centre.latitude - height,
        centre.latitude + height,
        centre.longitude - width,
        centre.longitude + width,
    )

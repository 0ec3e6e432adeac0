"""Time zones as feeds name them, turned into IANA names."""

import re
from functools import cache
from zoneinfo import available_timezones

_ALIASES = {
    "et": "America/New_York",
    "est": "America/New_York",
    "edt": "America/New_York",
    "eastern": "America/New_York",
    "eastern standard time": "America/New_York",
    "us/eastern": "America/New_York",
    "ct": "America/Chicago",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "central": "America/Chicago",
    "central standard time": "America/Chicago",
    "us/central": "America/Chicago",
    "mt": "America/Denver",
    "mst": "America/Denver",
    "mdt": "America/Denver",
    "mountain": "America/Denver",
    "mountain standard time": "America/Denver",
    "us/mountain": "America/Denver",
    "us mountain standard time": "America/Phoenix",
    "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pacific": "America/Los_Angeles",
    "pacific standard time": "America/Los_Angeles",
    "us/pacific": "America/Los_Angeles",
    "west_coast": "America/Los_Angeles",
    "alaskan standard time": "America/Anchorage",
    "hawaiian standard time": "Pacific/Honolulu",
    "atlantic standard time": "America/Halifax",
    "gmt standard time": "Europe/London",
    "w. europe standard time": "Europe/Berlin",
    "romance standard time": "Europe/Paris",
}
_SHAPE = re.compile(r"[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_+\-0-9]*){1,2}")


@cache
def iana_zone(name: str) -> str | None:
    """The IANA zone that `name` means, or None when it means none."""
    text = name.strip()
    if known := _ALIASES.get(text.casefold()):
        return known
    zones = available_timezones()
    if text in zones:
        return text
    by_case = {zone.casefold(): zone for zone in zones}
    if found := by_case.get(text.casefold().replace(" ", "_")):
        return found
    # A computer without a zone database can still keep a well-formed name.
    return text if not zones and _SHAPE.fullmatch(text) else None

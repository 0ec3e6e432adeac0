"""Where a meeting is: address, coordinates, link, and what these make of how one attends."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

from iopdesk.directories import reasons
from iopdesk.directories.clean_text import clean_line
from iopdesk.directories.remarks import Remarks
from iopdesk.domain.distance import Point, miles_between
from iopdesk.domain.meeting import Meeting, MeetingMode

Row = Mapping[str, object]
FAR_MILES = 1500 / 1.609344
_ENOUGH_POINTS = 5
_US_OR_CANADA = re.compile(
    r"\b(USA|US|U\.S\.A\.|United States|Canada|Canad[aá])$|\b[A-Z]{2} \d{5}\b"
)
_BARE_LINK = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,}(?::\d+)?(?:[/?#]\S*)?")
_LINK_INSIDE = re.compile(r"https?://[^\s<>\"']+", re.I)
_RUNS_CODE = re.compile(r"(?:javascript|vbscript|data|file|blob):", re.I)
_NO_ADDRESS = {"online", "virtual", "zoom", "tbd", "tba", "none", "n/a"}


@dataclass(frozen=True, slots=True)
class AddressRead:
    """An address as written, its town, and whether one can find a door with it."""

    text: str
    city: str
    exact: bool


def read_address(row: Row, place: str) -> AddressRead:
    """The whole address, or its parts joined; text is kept as written."""
    whole = clean_line(row.get("formatted_address") or row.get("full_address"))
    street, city, state = (clean_line(row.get(key)) for key in ("address", "city", "state"))
    if not whole and not city:
        # TSML sheets write the whole address there.
        whole, street = street, ""
    country = clean_line(row.get("country"))
    code = _postal_code(row.get("postal_code"), country)
    if not whole:
        end = " ".join(part for part in (state, code) if part)
        whole = ", ".join(part for part in (street, city, end, country) if part)
    parts = [part.strip() for part in whole.split(",") if part.strip()]
    city = city or (parts[1] if len(parts) >= 3 else "")
    return AddressRead(whole, city, _is_exact(row.get("approximate"), parts, street, place))


def _postal_code(value: object, country: str) -> str:
    code = clean_line(value)
    if code.isdigit() and len(code) in (3, 4) and country.upper() in {"US", "USA"}:
        return code.zfill(5)  # a spreadsheet ate the zeros of New England
    return code


def _is_exact(approximate: object, parts: Sequence[str], street: str, place: str) -> bool:
    said = "yes" if approximate is True else clean_line(approximate).casefold()
    if approximate is False or said in {"no", "false", "0"}:
        return bool(parts)
    if said in {"yes", "true", "1"} or not parts:
        return False
    if parts[0].casefold() in _NO_ADDRESS:
        return False
    if any(letter.isdigit() for letter in parts[0]) or len(parts) >= 4:
        return True
    if street:
        return True
    # Counting commas says something about American addresses only.
    return bool(place) and len(parts) >= 2 and not _US_OR_CANADA.search(", ".join(parts))


def read_point(row: Row, remarks: Remarks) -> Point | None:
    """Coordinates inside the map and not at 0/0; a box of four numbers is no point."""
    both = clean_line(row.get("coordinates"))
    written: tuple[object, object]
    if both and not clean_line(row.get("latitude")):
        numbers = both.split(",")
        if len(numbers) != 2:
            return None
        written = (numbers[0], numbers[1])
    else:
        written = (row.get("latitude"), row.get("longitude"))
    if not clean_line(written[0]) and not clean_line(written[1]):
        return None
    latitude, longitude = (_degrees(value) for value in written)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        remarks.note("latitude", list(written), reasons.NO_COORDINATES)
        return None
    if abs(latitude) > 90 or abs(longitude) > 180:
        remarks.note("latitude", list(written), reasons.NO_COORDINATES)
        return None
    return Point(round(latitude, 6), round(longitude, 6))


def _degrees(value: object) -> float | None:
    text = clean_line(value)
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) <= 1000 else None


def far_rows(meetings: Sequence[Meeting]) -> frozenset[int]:
    """Rows whose point lies farther from the middle of all than any one directory reaches."""
    placed = [m for m in meetings if m.point is not None]
    if len(placed) < _ENOUGH_POINTS:
        return frozenset()
    points = [m.point for m in placed if m.point is not None]
    middle = Point(median(p.latitude for p in points), median(p.longitude for p in points))
    return frozenset(
        m.row for m in placed if m.point and miles_between(middle, m.point) > FAR_MILES
    )


def read_link(value: object, remarks: Remarks) -> str:
    """A web address one can open, or ""; other schemes are refused."""
    text = clean_line(value)
    if not text:
        return ""
    if not re.match(r"[a-z][a-z0-9+.-]*:", text, re.I) or _BARE_LINK.fullmatch(text):
        if _BARE_LINK.fullmatch(text):
            remarks.note("conference_url", text, reasons.ADDED_HTTPS)
            return f"https://{text}"
    elif _is_web(text) and " " not in text:
        return text
    inside = None if _RUNS_CODE.match(text) else _LINK_INSIDE.search(text)
    if inside and _is_web(inside[0]):
        remarks.note("conference_url", text, reasons.FIRST_LINK)
        return inside[0]
    remarks.note("conference_url", text, reasons.NO_LINK)
    return ""


def _is_web(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)


def attendance_mode(*, closed: bool, online: bool, exact: bool) -> MeetingMode:
    """How one attends, computed as the feeds' own programs do; a file's own word is not used."""
    if online:
        return MeetingMode.HYBRID if exact and not closed else MeetingMode.ONLINE
    if closed:
        return MeetingMode.CLOSED
    return MeetingMode.IN_PERSON if exact else MeetingMode.UNKNOWN

"""Where a typed place is, learnt from the directories themselves: no map and no internet."""

import re
from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from iopdesk.domain.distance import Point
from iopdesk.services.meeting_records import point_of
from iopdesk.services.meeting_search import MeetingCatalog, catalog, folded
from iopdesk.storage.client_tables import ClientRow

_COORDINATES = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_ZIP = re.compile(r"\b(\d{5})(?:-\d{4})?\b")


@dataclass(frozen=True)
class FoundPlace:
    """A place on the map; `meetings` is how many it was learnt from, 0 where it is exact."""

    words: str
    point: Point
    meetings: int = 0


def find_place(db: Session, text: str) -> FoundPlace | None:
    """Coordinates, a ZIP code, or a town or area that the directories name; None for others."""
    if match := _COORDINATES.fullmatch(text):
        point = Point(float(match[1]), float(match[2]))
        inside = abs(point.latitude) <= 90 and abs(point.longitude) <= 180
        return FoundPlace(text.strip(), point) if inside else None
    learnt = _learnt(catalog(db))
    words = " ".join(folded(text).replace(",", " ").split())
    if code := _ZIP.search(words):
        return learnt.get(code[1])
    for name in (words, re.sub(r"\s+(?:[a-z]{2}|california)$", "", words)):
        if name and name in learnt:
            return learnt[name]
    begins = [name for name in learnt if len(words) >= 3 and name.startswith(words)]
    return learnt[min(begins, key=lambda name: -learnt[name].meetings)] if begins else None


def home_of(db: Session, client: ClientRow) -> Point | None:
    """A client's home: its own place on the map, else the middle of its ZIP code or town."""
    home = point_of(client.latitude_e6, client.longitude_e6)
    if home is not None:
        return home
    for words in (client.postal_code, client.city):
        if words.strip() and (found := find_place(db, words)):
            return found.point
    return None


_LEARNT: "WeakKeyDictionary[MeetingCatalog, dict[str, FoundPlace]]" = WeakKeyDictionary()


def _learnt(listed: MeetingCatalog) -> dict[str, FoundPlace]:
    """Middles of ZIP codes and towns, by their folded words; the median, so that a slip of one
    meeting moves nothing.
    """
    known = _LEARNT.get(listed)
    if known is None:
        points: dict[str, list[Point]] = defaultdict(list)
        shown: dict[str, str] = {}
        for line, point in zip(listed.lines, listed.points, strict=True):
            if point is None:
                continue
            codes = _ZIP.findall(line.address.partition(",")[2])
            for words in filter(None, (*codes[-1:], line.city)):
                name = " ".join(folded(words).split())
                points[name].append(point)
                shown.setdefault(name, words)
        known = _LEARNT[listed] = {
            name: FoundPlace(shown[name], _middle(found), len(found))
            for name, found in points.items()
        }
    return known


def _middle(points: list[Point]) -> Point:
    return Point(median(p.latitude for p in points), median(p.longitude for p in points))

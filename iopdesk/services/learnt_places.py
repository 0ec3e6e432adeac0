"""Where ZIP codes and towns are, learnt from the directories themselves: no map, no internet."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from iopdesk.domain.distance import Point
from iopdesk.services.meeting_search import folded

_ZIP = re.compile(r"\b(\d{5})(?:-\d{4})?\b")


@dataclass(frozen=True)
class FoundPlace:
    """A place on the map; `meetings` is how many it was learnt from, 0 where it is exact."""

    words: str
    point: Point
    meetings: int = 0


def learn_places(meetings: Iterable[tuple[str, str, Point]]) -> dict[str, FoundPlace]:
    """Middles of ZIP codes and towns by their folded words, from addresses, towns and points.

    The middle is the median, so that a slip of one meeting moves nothing.
    """
    points: dict[str, list[Point]] = defaultdict(list)
    shown: dict[str, str] = {}
    for address, city, point in meetings:
        for words in place_names(address, city):
            name = place_key(words)
            points[name].append(point)
            shown.setdefault(name, words)
    return {
        name: FoundPlace(shown[name], _middle(found), len(found)) for name, found in points.items()
    }


def place_names(address: str, city: str) -> Iterator[str]:
    """What a place may be known by, the closest first: its ZIP code and its town."""
    yield from zip_codes(address.partition(",")[2])[-1:]
    if city:
        yield city


def place_key(words: str) -> str:
    """How a place is looked up."""
    return " ".join(folded(words).split())


def zip_codes(text: str) -> list[str]:
    """The ZIP codes in a text, their first five digits."""
    return _ZIP.findall(text)


def _middle(points: list[Point]) -> Point:
    return Point(median(p.latitude for p in points), median(p.longitude for p in points))

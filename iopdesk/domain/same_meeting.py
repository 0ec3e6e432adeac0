"""Whether two directories list the same meeting, so that lists show it once."""

import re
import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from itertools import product
from math import floor
from urllib.parse import urlsplit

from iopdesk.domain.distance import Point, miles_between
from iopdesk.domain.fellowship import Fellowship

SAME_PLACE_MILES = 0.1
_CELL = 0.004  # degrees: wider than SAME_PLACE_MILES wherever people live
_WORD = re.compile(r"[^\W_]+")
_ROOM = re.compile(r"/(?:j|my|w|wc/join|s)/(\d{8,12}|[\w.-]+)")
# Words that say nothing about which meeting it is.
_COMMON = frozenset(
    ["a", "aa", "al", "and", "anon", "at", "de", "del", "el", "en", "for", "group", "grupo", "in"]
    + ["la", "las", "los", "meeting", "na", "of", "on", "online", "the", "to", "y", "zoom"]
)


@dataclass(frozen=True, slots=True)
class Listing:
    """What one directory says of a meeting, as far as it tells meetings apart."""

    id: uuid.UUID
    directory_id: uuid.UUID
    fellowship: Fellowship
    day: int | None
    start: time | None
    name: str
    place: str = ""
    address: str = ""
    point: Point | None = None
    link: str = ""


def is_same_meeting(a: Listing, b: Listing) -> bool:
    """Same fellowship, day and time; one place or one online room; names that share their words.

    Meetings by appointment are never taken for one another.
    """
    if a.day is None or a.start is None:
        return False
    if (a.fellowship, a.day, a.start) != (b.fellowship, b.day, b.start):
        return False
    return _one_place(a, b) and _names_agree(a.name, b.name)


def shown_as(
    listings: Iterable[Listing], apart: Collection[frozenset[uuid.UUID]] = ()
) -> dict[uuid.UUID, uuid.UUID]:
    """For each listing that another directory has already: the listing shown in its place.

    The older one is shown. `apart` are pairs that a person told apart. A directory is never
    taken to list one meeting twice.
    """
    hidden: dict[uuid.UUID, uuid.UUID] = {}
    held: dict[uuid.UUID, set[uuid.UUID]] = {}
    kept: dict[tuple[object, ...], list[Listing]] = defaultdict(list)
    for listing in sorted(listings, key=lambda each: each.id):
        if listing.day is None or listing.start is None:
            continue
        slot = (listing.fellowship, listing.day, listing.start)
        keys = [(*slot, *key) for key in _place_keys(listing)]
        keeper = next(
            (
                other
                for key in keys
                for other in kept.get(key, ())
                if listing.directory_id not in held[other.id]
                and frozenset((listing.id, other.id)) not in apart
                and is_same_meeting(listing, other)
            ),
            None,
        )
        if keeper is not None:
            hidden[listing.id] = keeper.id
            held[keeper.id].add(listing.directory_id)
            continue
        held[listing.id] = {listing.directory_id}
        for key in _own_keys(listing):
            kept[(*slot, *key)].append(listing)
    return hidden


def _one_place(a: Listing, b: Listing) -> bool:
    if a.link and _room(a.link) == _room(b.link):
        return True
    if a.point and b.point and miles_between(a.point, b.point) <= SAME_PLACE_MILES:
        return True
    return bool(a.address) and street_key(a.address) == street_key(b.address)


def _own_keys(listing: Listing) -> Iterator[tuple[object, ...]]:
    if listing.link:
        yield "link", _room(listing.link)
    if listing.point:
        yield "cell", *_cell(listing.point)
    if listing.address:
        yield "street", street_key(listing.address)


def _place_keys(listing: Listing) -> Iterator[tuple[object, ...]]:
    """Where a listing of the same meeting may stand: its own keys and the cells around it."""
    for key in _own_keys(listing):
        yield key
        if key[0] == "cell":
            yield from _around(listing)


def _around(listing: Listing) -> Iterator[tuple[object, ...]]:
    if listing.point:
        north, east = _cell(listing.point)
        for up, right in product((-1, 0, 1), repeat=2):
            if (up, right) != (0, 0):
                yield "cell", north + up, east + right


def _cell(point: Point) -> tuple[int, int]:
    return floor(point.latitude / _CELL), floor(point.longitude / _CELL)


@lru_cache(maxsize=4096)
def _room(link: str) -> str:
    """The room behind a web address: its number where it has one, whatever the address adds."""
    if not link:
        return ""
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    room = _ROOM.search(parts.path)
    host = (parts.hostname or "").removeprefix("www.")
    if room and "zoom" in host:
        return f"zoom {room[1]}"
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


@lru_cache(maxsize=4096)
def street_key(address: str) -> str:
    """Number, street and town of an address, without signs and case."""
    return " ".join(_words(", ".join(address.split(",")[:2])))


def _names_agree(a: str, b: str) -> bool:
    first, second = _telling(a), _telling(b)
    if not first or not second:
        return _words(a) == _words(b)
    return 2 * len(first & second) >= min(len(first), len(second)) and bool(first & second)


@lru_cache(maxsize=4096)
def _telling(name: str) -> frozenset[str]:
    return frozenset(_words(name)) - _COMMON


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(word.removesuffix("s") or word for word in _WORD.findall(bare.replace("'", "")))

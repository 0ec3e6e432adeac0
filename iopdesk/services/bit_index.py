"""Which of many lines pass a filter: one large integer a fact, with a bit for each line.

A list of fifty thousand is filtered at each key; rows looked at one by one would take a hundred
times as long as a few bit operations.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from math import cos, radians

from iopdesk.domain.distance import Point, box_around, miles_between

_FREQUENT = 64  # a word in more than each 64th line is kept as bits, others as positions
_SURE = 0.99
_MILES_A_DEGREE = 69.09


class BitIndex:
    """Facts and words of `count` lines; first `put` all of them, then ask."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.all = (1 << count) - 1
        self._facts: dict[Hashable, list[int]] = defaultdict(list)
        self._words: dict[str, list[int]] = defaultdict(list)
        self._bits: dict[Hashable, int] = {}
        self._vocabulary: tuple[str, list[int], list[str]] | None = None
        self.word = lru_cache(maxsize=256)(self._word)

    def put(self, at: int, fact: Hashable) -> None:
        """A fact about the line at this place."""
        self._facts[fact].append(at)

    def put_words(self, at: int, text: str) -> None:
        """Words of the line at this place, to be found by any letters inside them."""
        for word in set(text.split()):
            self._words[word].append(at)

    def facts(self, kind: str) -> list[tuple[Hashable, ...]]:
        """All facts that are tuples beginning with `kind`."""
        return [fact for fact in self._facts if isinstance(fact, tuple) and fact[0] == kind]

    def of(self, fact: Hashable) -> int:
        """The lines that a fact holds for."""
        bits = self._bits.get(fact)
        if bits is None:
            bits = self._bits[fact] = bits_of(self._facts.get(fact, ()), self.count)
        return bits

    def any_of(self, facts: Iterable[Hashable]) -> int:
        """The lines that any of these facts holds for."""
        bits = 0
        for fact in facts:
            bits |= self.of(fact)
        return bits

    def _word(self, letters: str) -> int:
        text, starts, words = self._vocabulary or self._made_vocabulary()
        found = -1
        bits, few = 0, []
        at = text.find(letters)
        while at >= 0:
            number = bisect_right(starts, at) - 1
            if number != found:
                found = number
                places = self._words[words[number]]
                if len(places) * _FREQUENT > self.count:
                    bits |= self.of(("word", words[number]))
                else:
                    few += places
            at = text.find(letters, starts[number] + len(words[number]))
        return bits | bits_of(few, self.count)

    def _made_vocabulary(self) -> tuple[str, list[int], list[str]]:
        words = list(self._words)
        starts, at = [], 0
        for word in words:
            starts.append(at)
            at += len(word) + 1
            if len(self._words[word]) * _FREQUENT > self.count:
                self._facts["word", word] = self._words[word]
        self._vocabulary = ("\n".join(words), starts, words)
        return self._vocabulary


class PointIndex:
    """Where the lines are on the map: those within a distance, as bits."""

    def __init__(self, points: Sequence[Point | None]) -> None:
        self._count = len(points)
        placed = sorted((p.latitude, p.longitude, at) for at, p in enumerate(points) if p)
        self._placed = placed
        self._latitudes = [latitude for latitude, _, _ in placed]
        self.within = lru_cache(maxsize=16)(self._within)

    def _within(self, centre: Point, miles: float) -> int:
        box = box_around(centre, miles)
        first = bisect_left(self._latitudes, box.south)
        last = bisect_right(self._latitudes, box.north)
        north, east = _MILES_A_DEGREE, _MILES_A_DEGREE * cos(radians(centre.latitude))
        sure, border = (miles * _SURE) ** 2, (miles / _SURE) ** 2
        found = []
        for latitude, longitude, at in self._placed[first:last]:
            square = ((latitude - centre.latitude) * north) ** 2 + (
                (longitude - centre.longitude) * east
            ) ** 2
            # flat reckoning decides but near the edge, where the globe does
            if square < sure or (
                square < border and miles_between(centre, Point(latitude, longitude)) <= miles
            ):
                found.append(at)
        return bits_of(found, self._count)


def bits_of(places: Iterable[int], count: int) -> int:
    """A number with a bit at each of these places."""
    marks = bytearray(count // 8 + 1)
    for at in places:
        marks[at >> 3] |= 1 << (at & 7)
    return int.from_bytes(marks, "little")


def places_of(bits: int, limit: int = 0) -> list[int]:
    """The places of the bits in order; the first `limit` of them, 0 for all."""
    letters = bin(bits)[:1:-1]
    found: list[int] = []
    at = letters.find("1")
    while at >= 0:
        found.append(at)
        if len(found) == limit:
            break
        at = letters.find("1", at + 1)
    return found

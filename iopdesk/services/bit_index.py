"""Which of many lines pass a filter: one large integer a fact, with a bit for each line.

A list of fifty thousand is filtered at each key; rows looked at one by one would take a hundred
times as long as a few bit operations.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from itertools import chain
from math import cos, radians

from iopdesk.domain.distance import Point, box_around, miles_between

_FREQUENT = 64  # a word in more than each 64th line is kept as bits, others as positions
_SURE = 0.99
_MILES_A_DEGREE = 69.09


def _places() -> "array[int]":
    return array("I")


class BitIndex:
    """Facts and words of `count` lines; first `put` all of them, then ask.

    Lines that share a key share their facts: few keys stand for many lines, and each line costs a
    few bytes.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.all = (1 << count) - 1
        self._keys: dict[Hashable, array[int]] = {}
        self._facts: dict[Hashable, list[array[int]]] = defaultdict(list)
        self._words: dict[str, array[int]] = defaultdict(_places)
        self._bits: dict[Hashable, int] = {}
        self._vocabulary: tuple[str, array[int], list[str]] | None = None
        self.word = lru_cache(maxsize=256)(self._word)

    def put(self, at: int, key: Hashable, facts: Callable[[], Iterable[Hashable]]) -> None:
        """The line at this place has this key; `facts` is asked where the key is new."""
        places = self._keys.get(key)
        if places is None:
            places = self._keys[key] = _places()
            for fact in facts():
                self._facts[fact].append(places)
        places.append(at)

    def put_words(self, at: int, text: str) -> None:
        """Words of the line at this place, to be found by any letters inside them."""
        words = self._words
        for word in text.split():
            words[word].append(at)

    def facts(self, kind: str) -> list[tuple[Hashable, ...]]:
        """All facts that are tuples beginning with `kind`."""
        return [fact for fact in self._facts if isinstance(fact, tuple) and fact[0] == kind]

    def of(self, fact: Hashable) -> int:
        """The lines that a fact holds for."""
        bits = self._bits.get(fact)
        if bits is None:
            places = chain.from_iterable(self._facts.get(fact, ()))
            bits = self._bits[fact] = bits_of(places, self.count)
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
        bits, few = 0, _places()
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

    def _made_vocabulary(self) -> "tuple[str, array[int], list[str]]":
        words = list(self._words)
        starts, at = _places(), 0
        for word in words:
            starts.append(at)
            at += len(word) + 1
            if len(self._words[word]) * _FREQUENT > self.count:
                self._facts["word", word] = [self._words[word]]
        self._vocabulary = ("\n".join(words), starts, words)
        return self._vocabulary


class PointIndex:
    """Where the lines are on the map: those within a distance, as bits."""

    def __init__(self, points: Iterable[Point | None]) -> None:
        self._count = 0
        placed: list[tuple[float, float, int]] = []
        for at, point in enumerate(points):
            self._count = at + 1
            if point:
                placed.append((point.latitude, point.longitude, at))
        placed.sort()
        self._latitudes = array("d", (latitude for latitude, _, _ in placed))
        self._longitudes = array("d", (longitude for _, longitude, _ in placed))
        self._places = array("I", (at for _, _, at in placed))
        self.within = lru_cache(maxsize=16)(self._within)

    def _within(self, centre: Point, miles: float) -> int:
        box = box_around(centre, miles)
        first = bisect_left(self._latitudes, box.south)
        last = bisect_right(self._latitudes, box.north)
        north, east = _MILES_A_DEGREE, _MILES_A_DEGREE * cos(radians(centre.latitude))
        sure, border = (miles * _SURE) ** 2, (miles / _SURE) ** 2
        found = []
        strip = slice(first, last)
        for latitude, longitude, at in zip(
            self._latitudes[strip], self._longitudes[strip], self._places[strip], strict=True
        ):
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

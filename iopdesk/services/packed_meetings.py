"""Meetings as they wait in memory: their texts in one buffer, a line made when it is looked at.

Fifty thousand lines as Python objects would take a hundred megabytes, packed they take ten.
"""

import uuid
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import time
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import LargeBinary, String, cast, func, select, type_coerce

from iopdesk.domain.distance import Point, bearing_from, miles_between
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import DEFAULT_MINUTES, MeetingMode, SignsCards
from iopdesk.services.meeting_records import point_of, split_codes
from iopdesk.services.meeting_search import MeetingLine
from iopdesk.storage.meeting_tables import DirectoryRow, MeetingRow

_BETWEEN = "\x1f"
_NOWHERE = 2**31 - 1
_FELLOWSHIPS = {fellowship.value: fellowship for fellowship in Fellowship}
_MODES = {mode.value: mode for mode in MeetingMode}


def _plain(column: Any) -> Any:
    return func.replace(column, _BETWEEN, " ")


_TEXTS = (
    _plain(MeetingRow.name),
    _plain(MeetingRow.place),
    _plain(MeetingRow.address),
    _plain(MeetingRow.city),
    func.coalesce(cast(MeetingRow.weekday, String), ""),
    func.coalesce(type_coerce(MeetingRow.start, String), ""),
    func.coalesce(cast(MeetingRow.minutes, String), ""),
    MeetingRow.fellowship,
    MeetingRow.mode,
    MeetingRow.kinds,
    MeetingRow.languages,
    _plain(MeetingRow.other_kinds),
    MeetingRow.zone,
    _plain(MeetingRow.link),
    _plain(DirectoryRow.source),
)
PACKED = select(
    type_coerce(MeetingRow.id, LargeBinary),
    func.concat_ws(_BETWEEN, *_TEXTS, type_=String),
    MeetingRow.latitude_e6,
    MeetingRow.longitude_e6,
).join(DirectoryRow, DirectoryRow.id == MeetingRow.directory_id)


class PackedWords(NamedTuple):
    """The texts of one meeting."""

    name: str
    place: str
    address: str
    city: str
    weekday: str
    starts: str
    lasts: str
    fellowship_name: str
    mode_name: str
    kinds: str
    languages: str
    other_kinds: str
    zone: str
    link: str
    source: str

    @classmethod
    def of(cls, text: str) -> "PackedWords":
        """From the text of a PACKED row."""
        return cls._make(text.split(_BETWEEN))

    @property
    def day(self) -> int | None:
        """Its weekday, None by appointment."""
        return int(self.weekday) if self.weekday else None

    @property
    def start(self) -> time | None:
        """When it starts."""
        return _time(self.starts)

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int(self.lasts) if self.lasts else DEFAULT_MINUTES

    @property
    def fellowship(self) -> Fellowship:
        """Whose meeting it is."""
        return _FELLOWSHIPS[self.fellowship_name]

    @property
    def mode(self) -> MeetingMode:
        """How one attends."""
        return _MODES[self.mode_name]

    def line(self, id_: uuid.UUID, zone: str, also: Sequence[str] = ()) -> MeetingLine:
        """Its line, for a clinic of this time zone; without distance and notes."""
        elsewhere = "" if self.zone in {"", zone} else self.zone.rpartition("/")[2]
        return MeetingLine(
            id_,
            self.day,
            self.start,
            self.minutes,
            self.name,
            self.fellowship,
            self.mode,
            self.place,
            self.address,
            self.city,
            split_codes(self.kinds),
            split_codes(self.other_kinds),
            split_codes(self.languages),
            None,
            SignsCards.UNKNOWN,
            elsewhere.replace("_", " "),
            self.link,
            (self.source, *also),
        )


def measured(line: MeetingLine, near: Point, point: Point, *, is_about: bool) -> MeetingLine:
    """The line with its distance and direction from `near`."""
    return line._replace(
        miles=miles_between(near, point), bearing=bearing_from(near, point), is_about=is_about
    )


class PackedMeetings:
    """Rows of PACKED in their order."""

    def __init__(self, parts: Iterable[Sequence[Sequence[Any]]]) -> None:
        self._ids, self._texts = bytearray(), bytearray()
        self._ends = array("L", [0])
        self._points = array("i")
        for part in parts:
            for id_, text, latitude, longitude in part:
                self._ids += id_
                self._texts += text.encode()
                self._ends.append(len(self._texts))
                known = latitude is not None and longitude is not None
                self._points.extend((latitude, longitude) if known else (_NOWHERE, _NOWHERE))
        self.count = len(self._ends) - 1
        self._by_id = array("I", sorted(range(self.count), key=self._id))

    def id(self, at: int) -> uuid.UUID:
        """Whose row it is."""
        return uuid.UUID(bytes=self._id(at))

    def place(self, meeting_id: uuid.UUID) -> int:
        """At which place a meeting is, -1 for one that isn't here."""
        wanted = meeting_id.bytes
        found = bisect_left(self._by_id, wanted, key=self._id)
        if found < self.count and self._id(self._by_id[found]) == wanted:
            return self._by_id[found]
        return -1

    def words(self, at: int) -> PackedWords:
        """The texts of the row at this place."""
        return PackedWords.of(self._texts[self._ends[at] : self._ends[at + 1]].decode())

    def point(self, at: int) -> Point | None:
        """Where its list says it is."""
        latitude, longitude = self._points[2 * at], self._points[2 * at + 1]
        return None if latitude == _NOWHERE else point_of(latitude, longitude)

    def _id(self, at: int) -> bytes:
        return bytes(self._ids[16 * at : 16 * at + 16])


@lru_cache(maxsize=2048)
def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None

"""Finding meetings: what people filter by, and the short lines a list shows."""

import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import NamedTuple

from iopdesk.domain.distance import Point
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import MIDNIGHT, MeetingMode, SignsCards, TimeOfDay, start_minute
from iopdesk.domain.meeting_need import MeetingNeed
from iopdesk.domain.week import WeekBlock


@dataclass(frozen=True)
class MeetingFilter:
    """What to look for; an empty filter finds every listed meeting one can attend.

    Of `needs` all must be met; of days, fellowships and languages any. `begins` is the earliest
    and the latest start, past midnight where the latest is the earlier one. Meetings that clash
    with `leave_out` are counted, not shown. A `limit` of 0 gives all lines.
    """

    text: str = ""
    days: frozenset[int] = frozenset()
    time_of_day: TimeOfDay | None = None
    fellowships: frozenset[Fellowship] = frozenset()
    needs: frozenset[MeetingNeed] = frozenset()
    languages: frozenset[str] = frozenset()
    in_person: bool | None = None
    near: Point | None = None
    within_miles: float | None = None
    leave_out: tuple[WeekBlock, ...] = ()
    limit: int = 0
    begins: tuple[time, time] | None = None
    signs_cards: bool = False


class MeetingLine(NamedTuple):
    """One line of a list of meetings; `miles` and `bearing` (degrees from north) are None where
    its place is unknown, and `is_about` where only the middle of its ZIP code or town is known.

    Times are the meeting's own; `elsewhere` names its place on the clock ("New York") where that
    is not the clinic's: people went at the wrong hour where lists left it out. `sources` are the
    directories that list it, more than one where they list the same meeting.
    """

    id: uuid.UUID
    day: int | None
    start: time | None
    minutes: int
    name: str
    fellowship: Fellowship
    mode: MeetingMode
    place: str
    address: str
    city: str
    kinds: tuple[str, ...]
    other_kinds: tuple[str, ...]
    languages: tuple[str, ...]
    miles: float | None
    signs_cards: SignsCards
    elsewhere: str
    link: str
    sources: tuple[str, ...] = ()
    bearing: float | None = None
    is_about: bool = False

    @property
    def street(self) -> str:
        """The first part of the address, which people find the door by."""
        return self.address.split(",")[0].strip()

    @property
    def also(self) -> tuple[str, ...]:
        """The other directories that list it."""
        return self.sources[1:]

    @property
    def week_order(self) -> tuple[int, int, str]:
        """What lists are sorted by: day, time with midnight last, name; appointments at the end."""
        return _order(self.day, self.start, self.name)

    def block(self) -> WeekBlock | None:
        """Its place in a week; None for one by appointment, and for midnight, which ends a day."""
        return block_of(self.day, self.start, self.minutes, self.name)


class MeetingList(NamedTuple):
    """The first lines a filter finds in week order, of how many, and clashes it left out.

    `is_measured` says whether the distance of any line is known.
    """

    lines: Sequence[MeetingLine]
    total: int
    clashing: int
    is_measured: bool = False


def folded(text: str) -> str:
    """Small letters without accents, to compare by."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def block_of(day: int | None, start: time | None, minutes: int, name: str) -> WeekBlock | None:
    """A meeting's place in a week; None by appointment, and at midnight, which ends a day."""
    if day is None or start is None or start == MIDNIGHT:
        return None
    return WeekBlock(day, start, minutes, name)


def _order(day: int | None, start: time | None, name: str) -> tuple[int, int, str]:
    return 7 if day is None else day, start_minute(start) or 0, name

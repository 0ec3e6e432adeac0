"""Finding meetings: what people filter by, and the short lines a list shows."""

import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from iopdesk.domain.distance import Point, bearing_from, miles_between
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import MIDNIGHT, MeetingMode, SignsCards, TimeOfDay, start_minute
from iopdesk.domain.meeting_need import MeetingNeed, codes_for
from iopdesk.domain.week import WeekBlock
from iopdesk.services.bit_index import BitIndex, PointIndex, places_of
from iopdesk.services.meeting_records import point_of, split_codes
from iopdesk.storage.clinic_tables import ClinicRow
from iopdesk.storage.journal_tables import ChangeRow
from iopdesk.storage.meeting_tables import DirectoryRow, MeetingNoteRow, MeetingRow
from iopdesk.storage.prepared_query import PreparedQuery


@dataclass(frozen=True)
class MeetingFilter:
    """What to look for; an empty filter finds every listed meeting one can attend.

    Of `needs` all must be met; of days, fellowships and languages any. `begins` is the earliest
    and the latest start. Meetings that clash with `leave_out` are counted, not shown. A `limit`
    of 0 gives all lines.
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
    its place is unknown.

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
    """The first lines a filter finds in week order, of how many, and clashes it left out."""

    lines: tuple[MeetingLine, ...]
    total: int
    clashing: int


_COLUMNS = (
    MeetingRow.id,
    MeetingRow.weekday,
    MeetingRow.start,
    MeetingRow.minutes,
    MeetingRow.name,
    MeetingRow.fellowship,
    MeetingRow.mode,
    MeetingRow.place,
    MeetingRow.address,
    MeetingRow.city,
    MeetingRow.kinds,
    MeetingRow.other_kinds,
    MeetingRow.languages,
    MeetingRow.zone,
    MeetingRow.link,
    MeetingRow.latitude_e6,
    MeetingRow.longitude_e6,
    DirectoryRow.source,
    MeetingRow.shown_as_id,
)
_WITH_SOURCE = select(*_COLUMNS).join(DirectoryRow, DirectoryRow.id == MeetingRow.directory_id)
_LISTED = PreparedQuery(
    _WITH_SOURCE.where(
        MeetingRow.listed_until.is_(None),
        MeetingRow.void == 0,
        MeetingRow.mode != MeetingMode.CLOSED.value,
    )
)
_SIGNS = PreparedQuery(
    select(MeetingNoteRow.meeting_id, MeetingNoteRow.signs_cards).where(
        MeetingNoteRow.void == 0, MeetingNoteRow.signs_cards != SignsCards.UNKNOWN.value
    )
)
_ZONE = PreparedQuery(select(ClinicRow.zone).where(ClinicRow.void == 0))
_NEWEST = PreparedQuery(select(func.max(ChangeRow.dot)))
_SINCE = PreparedQuery(select(ChangeRow.action).where(ChangeRow.dot > bindparam("dot")))
_FELLOWSHIPS = {fellowship.value: fellowship for fellowship in Fellowship}
_MODES = {mode.value: mode for mode in MeetingMode}


class MeetingCatalog:
    """All meetings that are listed now and open, in week order, with an index over them.

    It stays in memory until an action changes meetings, directories or the clinic's facts.
    """

    def __init__(self, db: Session) -> None:
        self._seen = _newest(db)
        zone = _clinic_zone(db)
        rows = _LISTED.rows(db)
        sources: dict[uuid.UUID, list[str]] = defaultdict(list)
        for row in rows:
            if row[-1] is not None:
                sources[row[-1]].append(row[-2])
        rows = [row for row in rows if row[-1] is None]
        rows.sort(key=lambda row: _order(row[1], row[2], row[4]))
        self.lines = [_line(row, zone, sources.get(row[0], ())) for row in rows]
        self.points = [point_of(row[15], row[16]) for row in rows]
        self.places = {line.id: at for at, line in enumerate(self.lines)}
        self.index = BitIndex(len(rows))
        self.map = PointIndex(self.points)
        for at, line in enumerate(self.lines):
            self._put(at, line)
        self.clashing = lru_cache(maxsize=16)(self._clashing)

    def is_current(self, db: Session) -> bool:
        """Whether no action since has changed what is listed."""
        newest = _newest(db)
        if newest == self._seen:
            return True
        if any(_changes_lists(action) for action in _SINCE.column(db, dot=self._seen)):
            return False
        self._seen = newest
        return True

    def bits(self, wanted: MeetingFilter, signs: dict[uuid.UUID, SignsCards]) -> int:
        """The lines that pass, clashes or not."""
        bits = self.index.all
        for each in chain(self._plain(wanted), self._words(wanted.text)):
            bits &= each
        for need in wanted.needs:
            bits &= self._meeting(need)
        if wanted.near and wanted.within_miles:
            bits &= self.map.within(wanted.near, wanted.within_miles)
        if wanted.signs_cards:
            known = (self.places.get(id_) for id_, each in signs.items() if each is SignsCards.YES)
            bits &= sum(1 << at for at in known if at is not None)
        return bits

    def _put(self, at: int, line: MeetingLine) -> None:
        put = self.index.put
        put(at, ("day", line.day))
        put(at, ("slot", block_of(line.day, line.start, line.minutes, "")))
        put(at, ("begins", start_minute(line.start)))
        put(at, ("fellowship", line.fellowship))
        put(at, ("mode", line.mode))
        for code in line.kinds:
            put(at, ("kind", line.fellowship, code))
        for language in line.languages:
            put(at, ("language", language))
        self.index.put_words(at, folded(f"{line.name} {line.place} {line.address} {line.city}"))

    def _plain(self, wanted: MeetingFilter) -> Iterator[int]:
        any_of = self.index.any_of
        if wanted.days:
            yield any_of(("day", day) for day in wanted.days)
        if wanted.fellowships:
            yield any_of(("fellowship", each) for each in wanted.fellowships)
        if wanted.languages:
            yield any_of(("language", each) for each in wanted.languages)
        if wanted.in_person is not None:
            here = wanted.in_person
            yield any_of(
                ("mode", m) for m in MeetingMode if (m.is_in_person if here else m.is_online)
            )
        if wanted.time_of_day:
            yield self._between(*wanted.time_of_day.window)
        if wanted.begins:
            first, last = (start_minute(each) or 0 for each in wanted.begins)
            yield self._between(first % (24 * 60), last)

    def _between(self, first: int, last: int) -> int:
        """Starts from a minute of the day to another; midnight is the end of its evening."""
        spans = (fact for fact in self.index.facts("begins") if isinstance(fact[1], int))
        return self.index.any_of(fact for fact in spans if first <= int(str(fact[1])) <= last)

    def _words(self, text: str) -> Iterator[int]:
        return (self.index.word(word) for word in folded(text).split())

    def _meeting(self, need: MeetingNeed) -> int:
        bits = self.index.any_of(
            ("kind", fellowship, code)
            for fellowship in Fellowship
            for code in codes_for(need, fellowship)
        )
        if need is MeetingNeed.SECULAR:
            bits |= self.index.any_of(("fellowship", f) for f in Fellowship if f.is_secular)
        return bits

    def _clashing(self, taken: tuple[WeekBlock, ...]) -> int:
        bits = 0
        for fact in self.index.facts("slot"):
            block = fact[1]
            if isinstance(block, WeekBlock) and any(block.clashes_with(o) for o in taken):
                bits |= self.index.of(fact)
        return bits


_CATALOGS: "WeakKeyDictionary[Any, MeetingCatalog]" = WeakKeyDictionary()


def catalog(db: Session) -> MeetingCatalog:
    """The meetings of this session's store, from memory where nothing has changed them."""
    engine = db.get_bind().engine
    found = _CATALOGS.get(engine)
    if found is None or not found.is_current(db):
        found = _CATALOGS[engine] = MeetingCatalog(db)
    return found


def find_meetings(db: Session, wanted: MeetingFilter) -> MeetingList:
    """Everything the filter finds among meetings that are listed now and open."""
    listed = catalog(db)
    signs = signs_cards(db)
    bits = listed.bits(wanted, signs)
    clashing = bits & listed.clashing(wanted.leave_out) if wanted.leave_out else 0
    bits &= ~clashing
    lines = []
    for at in places_of(bits, wanted.limit):
        line, point = listed.lines[at], listed.points[at]
        if wanted.near and point:
            line = line._replace(
                miles=miles_between(wanted.near, point), bearing=bearing_from(wanted.near, point)
            )
        lines.append(line._replace(signs_cards=signs[line.id]) if line.id in signs else line)
    return MeetingList(tuple(lines), bits.bit_count(), clashing.bit_count())


def lines_of(
    db: Session, ids: list[uuid.UUID], near: Point | None = None
) -> dict[uuid.UUID, MeetingLine]:
    """Lines of these meetings, listed or not."""
    signs = signs_cards(db)
    zone = _clinic_zone(db)
    found = {}
    for row in db.execute(_WITH_SOURCE.where(MeetingRow.id.in_(ids), MeetingRow.void == 0)):
        point = point_of(row[15], row[16])
        found[row[0]] = _line(tuple(row), zone)._replace(
            miles=miles_between(near, point) if near and point else None,
            signs_cards=signs.get(row[0], SignsCards.UNKNOWN),
        )
    return found


def signs_cards(db: Session) -> dict[uuid.UUID, SignsCards]:
    """What this clinic noted about attendance cards, by meeting; unknown ones are left out."""
    return {meeting_id: SignsCards(known) for meeting_id, known in _SIGNS.rows(db)}


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


def _newest(db: Session) -> int:
    return int(_NEWEST.column(db)[0] or 0)


def _changes_lists(action: str) -> bool:
    # what is known of cards is asked anew at each search
    return action.startswith(("meeting.", "directory.", "clinic.")) and action != "meeting.note"


def _clinic_zone(db: Session) -> str:
    return next(iter(_ZONE.column(db)), "")


def _line(row: Sequence[Any], zone: str, also: Sequence[str] = ()) -> MeetingLine:
    return MeetingLine(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        _FELLOWSHIPS[row[5]],
        _MODES[row[6]],
        row[7],
        row[8],
        row[9],
        split_codes(row[10]),
        split_codes(row[11]),
        split_codes(row[12]),
        None,
        SignsCards.UNKNOWN,
        "" if row[13] in {"", zone} else row[13].rpartition("/")[2].replace("_", " "),
        row[14],
        (row[17], *also),
    )


def _order(day: int | None, start: time | None, name: str) -> tuple[int, int, str]:
    return 7 if day is None else day, start_minute(start) or 0, name

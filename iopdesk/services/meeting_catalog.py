"""All listed meetings in memory, what a filter finds among them, and their lines."""

import uuid
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from itertools import chain
from typing import Any, overload
from weakref import WeakKeyDictionary

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session

from iopdesk.domain.distance import Point
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import MIDNIGHT, MeetingMode, SignsCards, start_minute
from iopdesk.domain.meeting_need import MeetingNeed, codes_for
from iopdesk.domain.week import WeekBlock
from iopdesk.services.bit_index import BitIndex, PointIndex, bits_of, places_of
from iopdesk.services.learnt_places import FoundPlace, learn_places, place_key, place_names
from iopdesk.services.meeting_records import point_of, split_codes
from iopdesk.services.meeting_search import (
    MeetingFilter,
    MeetingLine,
    MeetingList,
    block_of,
    folded,
)
from iopdesk.services.packed_meetings import PACKED, PackedMeetings, PackedWords, measured
from iopdesk.storage.clinic_tables import ClinicRow
from iopdesk.storage.journal_tables import ChangeRow
from iopdesk.storage.meeting_tables import DirectoryRow, MeetingNoteRow, MeetingRow
from iopdesk.storage.prepared_query import PreparedQuery

_AT_ONCE = 2000
_IS_LISTED = (
    MeetingRow.listed_until.is_(None),
    MeetingRow.void == 0,
    MeetingRow.mode != MeetingMode.CLOSED.value,
)
_LISTED = PreparedQuery(
    PACKED.where(*_IS_LISTED, MeetingRow.shown_as_id.is_(None)).order_by(
        func.coalesce(MeetingRow.weekday, 7),
        case((MeetingRow.start == MIDNIGHT, 1), else_=0),
        MeetingRow.start,
        MeetingRow.name,
        MeetingRow.id,
    )
)
_TWINS = PreparedQuery(
    select(MeetingRow.shown_as_id, DirectoryRow.source)
    .join(DirectoryRow, DirectoryRow.id == MeetingRow.directory_id)
    .where(*_IS_LISTED, MeetingRow.shown_as_id.is_not(None))
    .order_by(MeetingRow.id)
)
_SIGNS = PreparedQuery(
    select(MeetingNoteRow.meeting_id, MeetingNoteRow.signs_cards).where(
        MeetingNoteRow.void == 0, MeetingNoteRow.signs_cards != SignsCards.UNKNOWN.value
    )
)
_ZONE = PreparedQuery(select(ClinicRow.zone).where(ClinicRow.void == 0))
_NEWEST = PreparedQuery(select(func.max(ChangeRow.dot)))
_SINCE = PreparedQuery(select(ChangeRow.action).where(ChangeRow.dot > bindparam("dot")))

Signs = dict[uuid.UUID, SignsCards]


class MeetingCatalog:
    """All meetings that are listed now and open, in week order, with an index over them.

    It stays in memory until an action changes meetings, directories or the clinic's facts.
    """

    def __init__(self, db: Session) -> None:
        self._seen = _newest(db)
        self._zone = _clinic_zone(db)
        self._also: dict[uuid.UUID, list[str]] = defaultdict(list)
        for shown_as, source in _TWINS.rows(db):
            self._also[shown_as].append(source)
        self.packed = PackedMeetings(_LISTED.parts(db, _AT_ONCE))
        self.index = BitIndex(self.packed.count)
        for at in range(self.packed.count):
            self._put(at, self.packed.words(at))
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

    def line(self, at: int, near: Point | None, signs: Signs) -> MeetingLine:
        """The line at this place, measured from `near`."""
        id_ = self.packed.id(at)
        words = self.packed.words(at)
        line = words.line(id_, self._zone, self._also.get(id_, ()))
        if id_ in signs:
            line = line._replace(signs_cards=signs[id_])
        return self.measured(line, near, self.packed.point(at)) if near else line

    def measured(self, line: MeetingLine, near: Point, point: Point | None) -> MeetingLine:
        """The line with its distance, by the middle of its ZIP code or town where need be."""
        if point is not None:
            return measured(line, near, point, is_about=False)
        learnt = self._learnt_point(line.mode, line.address, line.city)
        return measured(line, near, learnt, is_about=True) if learnt else line

    @cached_property
    def learnt(self) -> dict[str, FoundPlace]:
        """Where ZIP codes and towns of these lists are, by their folded words."""
        packed = self.packed
        return learn_places(
            (words.address, words.city, point)
            for at in range(packed.count)
            if (point := packed.point(at)) and (words := packed.words(at))
        )

    @cached_property
    def map(self) -> PointIndex:
        """Where the lines are, as far as it is known or learnt."""
        return PointIndex(self.point(at) for at in range(self.packed.count))

    def point(self, at: int) -> Point | None:
        """Where a line is, as far as it is known or learnt."""
        point = self.packed.point(at)
        if point is None:
            words = self.packed.words(at)
            point = self._learnt_point(words.mode, words.address, words.city)
        return point

    def bits(self, wanted: MeetingFilter, signs: Signs) -> int:
        """The lines that pass, clashes or not."""
        bits = self.index.all
        for each in chain(self._plain(wanted), self._words(wanted.text)):
            bits &= each
        for need in wanted.needs:
            bits &= self._meeting(need)
        if wanted.near and wanted.within_miles:
            bits &= self.map.within(wanted.near, wanted.within_miles)
        if wanted.signs_cards:
            known = (self.packed.place(id_) for id_, s in signs.items() if s is SignsCards.YES)
            bits &= bits_of((at for at in known if at >= 0), self.index.count)
        return bits

    def _put(self, at: int, words: PackedWords) -> None:
        self.index.put(at, (words.weekday, words.starts, words.lasts), partial(_time_facts, words))
        what = (words.fellowship_name, words.mode_name, words.kinds, words.languages)
        self.index.put(at, what, partial(_kind_facts, words))
        searched = f"{words.name} {words.place} {words.address} {words.city}"
        self.index.put_words(at, folded(searched))

    def _learnt_point(self, mode: MeetingMode, address: str, city: str) -> Point | None:
        if mode is MeetingMode.ONLINE:
            return None
        for words in place_names(address, city):
            if found := self.learnt.get(place_key(words)):
                return found.point
        return None

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
            first %= 24 * 60
            if first <= last:
                # who begins at midnight means also those at midnight, which end the day before
                at_midnight = 0 if first else self._between(24 * 60, 24 * 60)
                yield self._between(first, last) | at_midnight
            else:
                yield self._between(first, 24 * 60) | self._between(0, last)

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


class FoundLines(Sequence[MeetingLine]):
    """Lines that a filter found, each made when it is first asked for."""

    def __init__(
        self, listed: MeetingCatalog, places: list[int], near: Point | None, signs: Signs
    ) -> None:
        self._listed = listed
        self._places = places
        self._near = near
        self._signs = signs
        self._made: dict[int, MeetingLine] = {}

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> MeetingLine: ...

    @overload
    def __getitem__(self, at: slice) -> list[MeetingLine]: ...

    def __getitem__(self, at: int | slice) -> MeetingLine | list[MeetingLine]:
        if isinstance(at, slice):
            return [self._line(place) for place in self._places[at]]
        return self._line(self._places[at])

    def __iter__(self) -> Iterator[MeetingLine]:
        return map(self._line, self._places)

    def place_of(self, meeting_id: uuid.UUID) -> int:
        """At which place a meeting is, -1 where it was not found."""
        place = self._listed.packed.place(meeting_id)
        at = bisect_left(self._places, place)
        return at if place >= 0 and self._places[at : at + 1] == [place] else -1

    def _line(self, place: int) -> MeetingLine:
        line = self._made.get(place)
        if line is None:
            line = self._made[place] = self._listed.line(place, self._near, self._signs)
        return line


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
    places = places_of(bits, wanted.limit)
    return MeetingList(
        FoundLines(listed, places, wanted.near, signs),
        bits.bit_count(),
        clashing.bit_count(),
        wanted.near is not None and any(map(listed.point, places)),
    )


def lines_of(
    db: Session, ids: list[uuid.UUID], near: Point | None = None
) -> dict[uuid.UUID, MeetingLine]:
    """Lines of these meetings, listed or not."""
    signs = signs_cards(db)
    zone = _clinic_zone(db)
    found = {}
    for id_bytes, text, *where in db.execute(
        PACKED.where(MeetingRow.id.in_(ids), MeetingRow.void == 0)
    ):
        id_ = uuid.UUID(bytes=id_bytes)
        line = PackedWords.of(text).line(id_, zone)
        line = line._replace(signs_cards=signs.get(id_, SignsCards.UNKNOWN))
        point = point_of(*where)
        found[id_] = catalog(db).measured(line, near, point) if near else line
    return found


def signs_cards(db: Session) -> Signs:
    """What this clinic noted about attendance cards, by meeting; unknown ones are left out."""
    return {meeting_id: SignsCards(known) for meeting_id, known in _SIGNS.rows(db)}


def _time_facts(words: PackedWords) -> Iterator[Hashable]:
    yield "day", words.day
    yield "slot", block_of(words.day, words.start, words.minutes, "")
    yield "begins", start_minute(words.start)


def _kind_facts(words: PackedWords) -> Iterator[Hashable]:
    fellowship = words.fellowship
    yield "fellowship", fellowship
    yield "mode", words.mode
    for code in split_codes(words.kinds):
        yield "kind", fellowship, code
    for language in split_codes(words.languages):
        yield "language", language


def _newest(db: Session) -> int:
    return int(_NEWEST.column(db)[0] or 0)


def _changes_lists(action: str) -> bool:
    # what is known of cards is asked anew at each search
    return action.startswith(("meeting.", "directory.", "clinic.")) and action != "meeting.note"


def _clinic_zone(db: Session) -> str:
    return next(iter(_ZONE.column(db)), "")

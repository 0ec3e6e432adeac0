"""Finding meetings: what people filter by, and the short lines a list shows."""

import re
import unicodedata
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from iopdesk.domain.distance import Point, box_around, miles_between
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import MIDNIGHT, MeetingMode, SignsCards, TimeOfDay, start_minute
from iopdesk.domain.meeting_need import MeetingNeed, codes_for, meets
from iopdesk.domain.week import WeekBlock
from iopdesk.services.meeting_records import micro, point_of, split_codes
from iopdesk.storage.clinic_tables import ClinicRow
from iopdesk.storage.meeting_tables import MeetingNoteRow, MeetingRow


@dataclass(frozen=True)
class MeetingFilter:
    """What to look for; an empty filter finds every listed meeting one can attend.

    Of `needs` all must be met; of days, fellowships and languages any. Meetings that clash with
    `leave_out` are counted, not shown. A `limit` of 0 gives all lines.
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

    @property
    def is_plain(self) -> bool:
        """Whether the store alone can tell what passes, without looking at each row."""
        looked_at = (self.text.strip(), self.needs, self.languages, self.leave_out)
        return not any(looked_at) and not (self.near and self.within_miles)


class MeetingLine(NamedTuple):
    """One line of a list of meetings; `miles` is None where the distance is unknown.

    Times are the meeting's own; `elsewhere` names its place on the clock ("New York") where that
    is not the clinic's: people went at the wrong hour where lists left it out.
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

    @property
    def street(self) -> str:
        """The first part of the address, which people find the door by."""
        return self.address.split(",")[0].strip()

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
    MeetingRow.latitude_e6,
    MeetingRow.longitude_e6,
    MeetingRow.zone,
    MeetingRow.link,
)
_FELLOWSHIPS = {fellowship.value: fellowship for fellowship in Fellowship}
_MODES = {mode.value: mode for mode in MeetingMode}


def find_meetings(db: Session, wanted: MeetingFilter) -> MeetingList:
    """Everything the filter finds among meetings that are listed now and open."""
    query = _query(wanted)
    signs = signs_cards(db)
    zone = _clinic_zone(db)
    if wanted.is_plain and wanted.limit:
        total = db.scalar(select(func.count()).select_from(query.subquery())) or 0
        rows = db.execute(query.order_by(*_WEEK_ORDER).limit(wanted.limit)).all()
        lines = tuple(_line(row, wanted.near, signs, zone) for row in rows)
        return MeetingList(lines, total, 0)
    words = folded(wanted.text).split()
    found: list[Any] = []
    clashing = 0
    for row in db.execute(query):
        if not _passes(row, wanted, words):
            continue
        if wanted.leave_out and _clashes(row, wanted.leave_out):
            clashing += 1
            continue
        found.append(row)
    found.sort(key=_week_order)
    shown = found[: wanted.limit] if wanted.limit else found
    lines = tuple(_line(row, wanted.near, signs, zone) for row in shown)
    return MeetingList(lines, len(found), clashing)


def lines_of(
    db: Session, ids: list[uuid.UUID], near: Point | None = None
) -> dict[uuid.UUID, MeetingLine]:
    """Lines of these meetings, listed or not."""
    signs = signs_cards(db)
    zone = _clinic_zone(db)
    rows = db.execute(select(*_COLUMNS).where(MeetingRow.id.in_(ids), MeetingRow.void == 0))
    return {row.id: _line(row, near, signs, zone) for row in rows}


def signs_cards(db: Session) -> dict[uuid.UUID, SignsCards]:
    """What this clinic noted about attendance cards, by meeting."""
    rows = db.execute(
        select(MeetingNoteRow.meeting_id, MeetingNoteRow.signs_cards).where(
            MeetingNoteRow.void == 0
        )
    )
    return {meeting_id: SignsCards(known) for meeting_id, known in rows.all()}


def folded(text: str) -> str:
    """Small letters without accents, to compare by."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _query(wanted: MeetingFilter) -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = select(*_COLUMNS).where(
        MeetingRow.listed_until.is_(None),
        MeetingRow.void == 0,
        MeetingRow.mode != MeetingMode.CLOSED.value,
    )
    if wanted.days:
        query = query.where(MeetingRow.weekday.in_(wanted.days))
    if wanted.time_of_day:
        query = query.where(_in_window(wanted.time_of_day))
    if wanted.fellowships:
        query = query.where(MeetingRow.fellowship.in_(f.value for f in wanted.fellowships))
    if wanted.in_person is not None:
        modes = [m for m in MeetingMode if (m.is_in_person if wanted.in_person else m.is_online)]
        query = query.where(MeetingRow.mode.in_(mode.value for mode in modes))
    if wanted.near and wanted.within_miles:
        box = box_around(wanted.near, wanted.within_miles)
        query = query.where(
            MeetingRow.latitude_e6.between(micro(box.south), micro(box.north)),
            MeetingRow.longitude_e6.between(micro(box.west), micro(box.east)),
        )
    return query.where(*_first_cut(wanted))


def _first_cut(wanted: MeetingFilter) -> Iterator[ColumnElement[bool]]:
    """Conditions that let through all that may pass, and little else."""
    blank = literal(" ")
    said = func.lower(
        MeetingRow.name
        + blank
        + MeetingRow.place
        + blank
        + MeetingRow.address
        + blank
        + MeetingRow.city
    )
    for word in folded(wanted.text).split():
        # Accents aren't folded in the store: any letter may stand where one could be accented.
        yield said.like("%" + re.sub(r"[^b-df-hj-mp-rtvwx0-9]", "_", word) + "%")
    for need in wanted.needs:
        codes = {code for fellowship in Fellowship for code in codes_for(need, fellowship)}
        known = or_(*(_has_code(MeetingRow.kinds, code) for code in sorted(codes)))
        secular = MeetingRow.fellowship.in_(f.value for f in Fellowship if f.is_secular)
        yield or_(known, secular) if need is MeetingNeed.SECULAR else known
    if wanted.languages:
        yield or_(*(_has_code(MeetingRow.languages, code) for code in sorted(wanted.languages)))


def _has_code(column: InstrumentedAttribute[str], code: str) -> ColumnElement[bool]:
    return (literal(",") + column + literal(",")).contains(f",{code},", autoescape=True)


def _in_window(part: TimeOfDay) -> Any:
    first, last = part.window
    until = time(23, 59, 59) if last >= 24 * 60 else time(last // 60, last % 60)
    inside = and_(
        MeetingRow.start >= time(first // 60, first % 60),
        MeetingRow.start <= until,
    )
    return or_(inside, MeetingRow.start == MIDNIGHT) if last >= 24 * 60 else inside


def _clinic_zone(db: Session) -> str:
    return db.scalar(select(ClinicRow.zone).where(ClinicRow.void == 0)) or ""


def _line(
    row: Any, near: Point | None, signs: dict[uuid.UUID, SignsCards], zone: str
) -> MeetingLine:
    point = point_of(row[13], row[14]) if near else None
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
        miles_between(near, point) if near and point else None,
        signs.get(row[0], SignsCards.UNKNOWN),
        "" if row[15] in {"", zone} else row[15].rpartition("/")[2].replace("_", " "),
        row[16],
    )


def _passes(row: Any, wanted: MeetingFilter, words: list[str]) -> bool:
    if wanted.near and wanted.within_miles:
        point = point_of(row.latitude_e6, row.longitude_e6)
        if point is None or miles_between(wanted.near, point) > wanted.within_miles:
            return False
    if wanted.needs:
        kinds = frozenset(split_codes(row.kinds))
        fellowship = _FELLOWSHIPS[row.fellowship]
        if not all(meets(need, fellowship, kinds) for need in wanted.needs):
            return False
    if words:
        text = folded(" ".join((row.name, row.place, row.address, row.city)))
        return all(word in text for word in words)
    return True


def _clashes(row: Any, taken: tuple[WeekBlock, ...]) -> bool:
    block = block_of(row.weekday, row.start, row.minutes, row.name)
    return block is not None and any(block.clashes_with(other) for other in taken)


def block_of(day: int | None, start: time | None, minutes: int, name: str) -> WeekBlock | None:
    """A meeting's place in a week; None by appointment, and at midnight, which ends a day."""
    if day is None or start is None or start == MIDNIGHT:
        return None
    return WeekBlock(day, start, minutes, name)


def _week_order(row: Any) -> tuple[int, int, str]:
    return _order(row.weekday, row.start, row.name)


def _order(day: int | None, start: time | None, name: str) -> tuple[int, int, str]:
    return 7 if day is None else day, start_minute(start) or 0, name


_WEEK_ORDER = (
    case((MeetingRow.weekday.is_(None), 1), else_=0),
    MeetingRow.weekday,
    case((MeetingRow.start == MIDNIGHT, 1), else_=0),
    MeetingRow.start,
    MeetingRow.name,
)

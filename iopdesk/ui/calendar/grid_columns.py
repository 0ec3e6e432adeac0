"""The columns of the painted calendar: seven days, or one day by staff or by room."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from iopdesk.domain.calendar import CalendarEntry, CalendarSpan, Lane, lanes
from iopdesk.domain.client import fold
from iopdesk.domain.holiday_words import closed_words
from iopdesk.domain.week import DAYS_OF_WEEK
from iopdesk.ui.wording import _, screen_wording


@dataclass(frozen=True)
class GridColumn:
    """One column: what stands above it, and its entries side by side.

    What is booked or dropped here gets `day`, and `staff_id` or `room` where the column is one.
    """

    head: str
    note: str
    day: date
    lanes: tuple[Lane, ...]
    staff_id: UUID | None = None
    room: str = ""
    is_today: bool = False
    closed: str = ""

    @property
    def entries(self) -> list[CalendarEntry]:
        """Its entries from top to bottom."""
        return [lane.entry for lane in self.lanes]

    @property
    def spoken(self) -> str:
        """Its head in words for screen readers."""
        return ", ".join(part for part in (self.head, self.note, self.closed) if part)


def week_columns(span: CalendarSpan, today: date) -> list[GridColumn]:
    """Seven days from the span's first one."""
    words = screen_wording()
    by_day: dict[date, list[CalendarEntry]] = {}
    for entry in span.entries:
        by_day.setdefault(entry.day, []).append(entry)
    found = []
    for at in range(DAYS_OF_WEEK):
        day = span.first + timedelta(days=at)
        found.append(
            GridColumn(
                head=words.weekday(day.weekday()).capitalize(),
                note=words.day_month(day),
                day=day,
                lanes=tuple(lanes(by_day.get(day, ()))),
                is_today=day == today,
                closed=_closed_words(span, day),
            )
        )
    return found


def staff_columns(span: CalendarSpan, today: date, always: Iterable[UUID] = ()) -> list[GridColumn]:
    """One day, a column for each of the staff with something to do, and those in `always`."""
    ids = {staff_id for entry in span.entries for staff_id in entry.staff_ids} | set(always)
    named = sorted(
        ((span.staff[each], each) for each in ids if each in span.staff),
        key=lambda pair: fold(pair[0]),
    )
    found = [
        _column(span, today, name, _of_staff(staff_id), staff_id=staff_id)
        for name, staff_id in named
    ]
    nobody = _column(span, today, _("Nobody yet"), lambda entry: not entry.staff_ids)
    return [*found, nobody] if nobody.lanes or not found else found


def room_columns(span: CalendarSpan, today: date) -> list[GridColumn]:
    """One day, a column for each room in use."""
    rooms: Mapping[str, str] = {
        _key(entry): "" if entry.is_remote else entry.room for entry in span.entries
    }
    found = [
        _column(span, today, rooms[key], _in_room(key), room=rooms[key])
        for key in sorted(rooms)
        if key
    ]
    elsewhere = _column(span, today, _("Video, or no room"), lambda entry: not _key(entry))
    return [*found, elsewhere] if elsewhere.lanes or not found else found


def _of_staff(staff_id: UUID) -> Callable[[CalendarEntry], bool]:
    return lambda entry: staff_id in entry.staff_ids


def _in_room(key: str) -> Callable[[CalendarEntry], bool]:
    return lambda entry: _key(entry) == key


def _key(entry: CalendarEntry) -> str:
    return "" if entry.is_remote else " ".join(fold(entry.room).split())


def _column(
    span: CalendarSpan,
    today: date,
    head: str,
    fits: Callable[[CalendarEntry], bool],
    *,
    staff_id: UUID | None = None,
    room: str = "",
) -> GridColumn:
    mine = [entry for entry in span.entries if fits(entry)]
    return GridColumn(
        head=head,
        note="",
        day=span.first,
        lanes=tuple(lanes(mine)),
        staff_id=staff_id,
        room=room,
        is_today=span.first == today,
        closed=_closed_words(span, span.first),
    )


def _closed_words(span: CalendarSpan, day: date) -> str:
    if day not in span.closed:
        return ""
    return _("Closed: {what}", what=closed_words(span.closed[day], screen_wording()))

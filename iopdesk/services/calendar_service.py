"""The calendar: every session and appointment of a span, and who is expected on a day."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from iopdesk.domain.attendance import Mark, session_id
from iopdesk.domain.calendar import (
    GROUP,
    CalendarEntry,
    CalendarFilter,
    CalendarSpan,
    Expected,
    Phone,
)
from iopdesk.domain.client import fold
from iopdesk.domain.group import GroupName, shown_name
from iopdesk.domain.group_session import HeldSession
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.held_sessions import held_sessions
from iopdesk.storage import appointment_queries, group_queries, roster_queries
from iopdesk.storage.appointment_queries import AppointmentLine
from iopdesk.storage.group_queries import GroupPlace
from iopdesk.storage.roster_queries import Reached
from iopdesk.storage.store import Store

_EVERYTHING = CalendarFilter()


class CalendarService:
    """Reads days and weeks; what is changed goes through appointments and groups."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def span(self, first: date, last: date, wish: CalendarFilter = _EVERYTHING) -> CalendarSpan:
        """Everything from `first` to `last` (both included) that the filter leaves."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            staff = appointment_queries.staff_names(db)
            entries = self._entries(db, first, last, wish)
            closed = group_queries.closed_days(db, first, last)
        return CalendarSpan(first, last, tuple(entries), closed, staff)

    def expected(self, day: date, wish: CalendarFilter = _EVERYTHING) -> tuple[Expected, ...]:
        """Who is expected at each session and appointment of a day, with how to reach them."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            entries = self._entries(db, day, day, wish)
            entries = [entry for entry in entries if not entry.is_off]
            return _expected(db, day, entries, wish.client_id)

    def _entries(
        self, db: Session, first: date, last: date, wish: CalendarFilter
    ) -> list[CalendarEntry]:
        is_clinical = self._signed_in.may(Right.VIEW_CLINICAL)
        found = entries_of(db, first, last, wish.client_id, is_clinical=is_clinical)
        return [entry for entry in found if wish.fits(entry)]


def entries_of(
    db: Session,
    first: date,
    last: date,
    client_id: uuid.UUID | None = None,
    *,
    is_clinical: bool,
) -> list[CalendarEntry]:
    """Sessions and appointments of a span in their order; of one client, or all."""
    staff = appointment_queries.staff_names(db)
    only = None if client_id is None else [client_id]
    held = held_sessions(db, first, last, called_off=True)
    places = _by_group(group_queries.places(db, first, last, client_ids=only))
    names = appointment_queries.group_names(db)
    found = [
        _session_entry(session, names[session.group_id], expected, staff, is_clinical)
        for session in held
        if (expected := _count(places[session.group_id], session.day)) or client_id is None
    ]
    found += [
        _appointment_entry(line, staff)
        for line in appointment_queries.lines(db, first, last, client_id=client_id)
    ]
    return sorted(found, key=lambda entry: (entry.day, entry.start, fold(entry.title)))


def _by_group(places: Sequence[GroupPlace]) -> dict[uuid.UUID, list[GroupPlace]]:
    found: dict[uuid.UUID, list[GroupPlace]] = defaultdict(list)
    for place in places:
        found[place.group_id].append(place)
    return found


def _count(places: Sequence[GroupPlace], day: date) -> int:
    return sum(
        1 for place in places if place.starts <= day and (place.ends is None or place.ends >= day)
    )


def _session_entry(
    session: HeldSession,
    name: GroupName,
    expected: int,
    staff: dict[uuid.UUID, str],
    is_clinical: bool,
) -> CalendarEntry:
    leaders = tuple(
        staff_id for staff_id in (session.leader_id, session.co_leader_id) if staff_id is not None
    )
    return CalendarEntry(
        kind=GROUP,
        id=session.slot_id,
        planned_day=session.planned_day,
        day=session.day,
        start=session.start,
        minutes=session.minutes,
        title=name.title(is_clinical=is_clinical),
        staff_ids=leaders,
        staff=", ".join(staff.get(staff_id, "") for staff_id in leaders),
        room=session.room,
        is_remote=False,
        state=session.state.value,
        client_id=None,
        expected=expected,
        neutral=name.neutral_title,
    )


def _appointment_entry(line: AppointmentLine, staff: dict[uuid.UUID, str]) -> CalendarEntry:
    return CalendarEntry(
        kind=line.kind,
        id=line.id,
        planned_day=line.day,
        day=line.day,
        start=line.start,
        minutes=line.minutes,
        title=shown_name(line.first, line.last, line.name_to_use),
        staff_ids=() if line.staff_id is None else (line.staff_id,),
        staff=staff.get(line.staff_id, "") if line.staff_id else "",
        room=line.room,
        is_remote=line.is_remote,
        state=line.state,
        client_id=line.client_id,
        expected=1,
    )


def _expected(
    db: Session, day: date, entries: Sequence[CalendarEntry], client_id: uuid.UUID | None
) -> tuple[Expected, ...]:
    ids = {session_id(e.id, e.planned_day): e for e in entries if e.is_group}
    on_roster = roster_queries.on_rosters(db, [(e.id, day) for e in ids.values()])
    marks = roster_queries.marks(db, list(ids))
    wanted = [(entry, entry.client_id) for entry in entries if entry.client_id is not None]
    wanted += [
        (entry, each)
        for entry in ids.values()
        for each in on_roster[entry.id, day]
        if client_id in (None, each)
    ]
    reached = roster_queries.reached(db, {each for _, each in wanted})
    found = [
        _line(entry, reached[each], marks.get((session_id(entry.id, entry.planned_day), each)))
        for entry, each in wanted
    ]
    return tuple(
        sorted(
            found,
            key=lambda each: (each.entry.start, fold(each.entry.title), fold(each.name)),
        )
    )


def _line(entry: CalendarEntry, reached: Reached, mark: str | None) -> Expected:
    return Expected(
        entry=entry,
        client_id=reached.client_id,
        name=shown_name(reached.first, reached.last, reached.name_to_use),
        chart_number=reached.chart_number,
        language=reached.language,
        phones=tuple(Phone(*each) for each in reached.phones),
        safe_contact=reached.safe_contact,
        mark=Mark(mark) if mark else None,
    )

"""Weekly minutes of many clients at once: prescribed, attended, scheduled, still reachable.

A handful of statements for the whole clinic, never one a client; the adding up is done here.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Date, and_, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from iopdesk.domain.attendance import Mark
from iopdesk.domain.client import age_on
from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.group_session import HeldSession
from iopdesk.domain.week import WeekDose, monday_of, sunday_of
from iopdesk.services.held_sessions import held_sessions
from iopdesk.services.rule_service import rules_of
from iopdesk.storage import group_queries
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.prepared_query import PreparedQuery

_MONDAY_TO_FRIDAY = 5
_OF_AGE = 18
_ATTENDED = frozenset(mark.value for mark in Mark if mark.is_attended)

# the statements below are made once: the chart's first page asks them
_MONDAY = bindparam("monday", type_=Date())
_SUNDAY = bindparam("sunday", type_=Date())
_CLIENT_IDS: BindParameter[list[uuid.UUID]] = bindparam("client_ids", expanding=True)
_KINDS: BindParameter[list[str]] = bindparam("kinds", expanding=True)


class Expected(NamedTuple):
    """A session that a client's roster and the week's slots call for."""

    client_id: uuid.UUID
    group: str
    session: HeldSession

    @property
    def session_id(self) -> uuid.UUID:
        """The id of its row, whether or not there is one yet."""
        return self.session.session_id

    @property
    def day(self) -> date:
        """The day on which it is held."""
        return self.session.day

    @property
    def starts_at(self) -> tuple[date, time]:
        """Day and time, for sorting."""
        return (self.session.day, self.session.start)


def expected_sessions(
    db: Session, first: date, last: date, client_ids: Sequence[uuid.UUID] | None = None
) -> list[Expected]:
    """Sessions of the span that clients are to attend, oldest first."""
    places = group_queries.places(db, first, last, client_ids=client_ids)
    group_ids = {place.group_id for place in places}
    held = held_sessions(db, first, last, group_ids=group_ids) if group_ids else []
    of_group: dict[uuid.UUID, list[HeldSession]] = defaultdict(list)
    for session in held:
        of_group[session.group_id].append(session)
    found = [
        Expected(place.client_id, place.group, session)
        for place in places
        for session in of_group[place.group_id]
        if place.starts <= session.day and (place.ends is None or session.day <= place.ends)
    ]
    return sorted(found, key=lambda each: each.starts_at)


def week_doses(
    db: Session,
    day: date,
    today: date,
    client_ids: Sequence[uuid.UUID] | None = None,
    expected: Iterable[Expected] | None = None,
) -> dict[uuid.UUID, WeekDose]:
    """The dose of the week around `day`, of these clients or of all in program in that week.

    `expected` are the week's sessions, where the caller knows them already.
    """
    monday, sunday = monday_of(day), sunday_of(day)
    rules = rules_of(db)
    prescribed = _prescribed(db, monday, rules, client_ids)
    sums = {
        client_id: _Sums(prescribed.get(client_id, _Prescribed()))
        for client_id in (prescribed if client_ids is None else client_ids)
    }
    if not sums:
        return {}
    _add_marks(db, monday, client_ids, sums)
    if expected is None:
        expected = expected_sessions(db, monday, sunday, client_ids)
    _add_expected(expected, today, sums)
    _add_appointments(db, monday, today, client_ids, sums, rules)
    closed = tuple(sorted(group_queries.closed_days(db, monday, sunday)))
    return {client_id: sums[client_id].dose(monday, rules, closed) for client_id in sums}


@dataclass(frozen=True)
class _Prescribed:
    """What a week asks of a client, and what the level of care would."""

    minutes: int = 0
    days: int = 0
    least: int = 0


@dataclass
class _Sums:
    """What is added up for one client; minutes of days stand by day."""

    prescribed: _Prescribed
    attended: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    possible: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    marks: dict[uuid.UUID, tuple[str, int]] = field(default_factory=dict)
    scheduled: int = 0
    coming: int = 0
    made_up: int = 0
    excused: int = 0
    unmarked: int = 0

    def attend(self, day: date, minutes: int, *, makes_up: bool) -> None:
        """Minutes that the client was there."""
        self.attended[day] += minutes
        self.possible[day] += minutes
        if makes_up:
            self.made_up += minutes

    def expect(self, day: date, minutes: int, today: date) -> None:
        """Minutes nobody marked: still to come, or past and not known."""
        self.possible[day] += minutes
        if day >= today:
            self.coming += minutes
        else:
            self.unmarked += minutes

    def dose(self, monday: date, rules: ClinicRules, closed: tuple[date, ...]) -> WeekDose:
        """The sum of it all."""
        attended, asked = sum(self.attended.values()), rules.payer_hours_a_day * 60
        return WeekDose(
            monday=monday,
            prescribed=self.prescribed.minutes,
            attended=attended,
            scheduled=self.scheduled,
            reachable=attended + self.coming,
            made_up=self.made_up,
            excused=self.excused,
            unmarked=self.unmarked,
            least=self.prescribed.least,
            days_prescribed=self.prescribed.days,
            days_attended=sum(1 for minutes in self.attended.values() if minutes),
            days_reachable=sum(1 for minutes in self.possible.values() if minutes),
            payer_days=sum(1 for minutes in self.attended.values() if minutes >= asked),
            payer_days_reachable=sum(1 for minutes in self.possible.values() if minutes >= asked),
            payer_days_asked=min(rules.payer_days_a_week, self.prescribed.days),
            closed=closed,
        )


def _runs_in_week(stay: type[EpisodeRow]) -> ColumnElement[bool]:
    return and_(
        stay.void == 0,
        stay.admitted <= _SUNDAY,
        or_(stay.discharged.is_(None), stay.discharged >= _MONDAY),
    )


_stay = aliased(EpisodeRow)
_STAYS = (
    select(
        EpisodeRow.client_id,
        EpisodeRow.admitted,
        EpisodeRow.discharged,
        ClientRow.born,
        PlacementRow.starts,
        PlacementRow.minutes_a_week,
        PlacementRow.days_a_week,
        PlacementRow.id,
    )
    .join(ClientRow, ClientRow.id == EpisodeRow.client_id)
    .join(PlacementRow, PlacementRow.episode_id == EpisodeRow.id)
    .where(PlacementRow.void == 0)
)
# Of all: the stays named by id, so that SQLite begins with them and not with every placement there
# ever was. Of some: those of the clients, for a list of all stays would cost more than the rest.
_STAYS_OF_ALL = PreparedQuery(
    _STAYS.where(PlacementRow.episode_id.in_(select(_stay.id).where(_runs_in_week(_stay))))
)
_STAYS_OF = PreparedQuery(
    _STAYS.where(EpisodeRow.client_id.in_(_CLIENT_IDS), _runs_in_week(EpisodeRow))
)


_MARKS = (
    select(
        AttendanceRow.session_id,
        AttendanceRow.day,
        AttendanceRow.client_id,
        AttendanceRow.mark,
        AttendanceRow.minutes,
        AttendanceRow.makes_up_id,
    )
    .join(GroupSessionRow, GroupSessionRow.id == AttendanceRow.session_id)
    .where(AttendanceRow.void == 0)
)
# Of all: by way of the week's sessions, since attendance has no index by day alone.
_MARKS_OF_ALL = PreparedQuery(_MARKS.where(GroupSessionRow.day.between(_MONDAY, _SUNDAY)))
_MARKS_OF = PreparedQuery(
    _MARKS.where(
        AttendanceRow.day.between(_MONDAY, _SUNDAY), AttendanceRow.client_id.in_(_CLIENT_IDS)
    )
)
_APPOINTMENTS = select(
    AppointmentRow.client_id,
    AppointmentRow.day,
    AppointmentRow.minutes,
    AppointmentRow.state,
    AppointmentRow.minutes_kept,
    AppointmentRow.makes_up_id,
).where(
    AppointmentRow.day.between(_MONDAY, _SUNDAY),
    AppointmentRow.state.in_(("planned", "kept")),
    AppointmentRow.kind.in_(_KINDS),
    AppointmentRow.void == 0,
)
_APPOINTMENTS_OF_ALL = PreparedQuery(_APPOINTMENTS)
_APPOINTMENTS_OF = PreparedQuery(_APPOINTMENTS.where(AppointmentRow.client_id.in_(_CLIENT_IDS)))


def _prescribed(
    db: Session, monday: date, rules: ClinicRules, client_ids: Sequence[uuid.UUID] | None
) -> dict[uuid.UUID, _Prescribed]:
    """A fifth of the placement's week for every day from Monday to Friday that it holds."""
    rows = _rows(db, _STAYS_OF_ALL, _STAYS_OF, monday, client_ids)
    # an order by placement would make SQLite walk all of them again
    rows.sort(key=itemgetter(4, 7))
    held: dict[uuid.UUID, dict[date, tuple[int, int]]] = defaultdict(dict)
    born: dict[uuid.UUID, date | None] = {}
    days = [monday + timedelta(days=at) for at in range(_MONDAY_TO_FRIDAY)]
    for client_id, admitted, discharged, birth, starts, minutes, a_week, _ in rows:
        born[client_id] = birth
        # placements come in order, so that a later one takes its days from the one before
        for day in days:
            if max(admitted, starts) <= day and (discharged is None or day <= discharged):
                held[client_id][day] = (minutes, a_week)
    return {
        client_id: _week_of(held[client_id], _least(birth, monday, rules))
        for client_id, birth in born.items()
    }


def _week_of(held: Mapping[date, tuple[int, int]], least: int) -> _Prescribed:
    half = _MONDAY_TO_FRIDAY // 2
    return _Prescribed(
        minutes=(sum(minutes for minutes, _ in held.values()) + half) // _MONDAY_TO_FRIDAY,
        days=(sum(days for _, days in held.values()) + half) // _MONDAY_TO_FRIDAY,
        least=least * len(held) // _MONDAY_TO_FRIDAY,
    )


def _least(born: date | None, monday: date, rules: ClinicRules) -> int:
    is_young = born is not None and age_on(born, monday) < _OF_AGE
    return 60 * (rules.least_hours_adolescent if is_young else rules.least_hours_adult)


def _add_marks(
    db: Session,
    monday: date,
    client_ids: Sequence[uuid.UUID] | None,
    sums: Mapping[uuid.UUID, _Sums],
) -> None:
    rows = _rows(db, _MARKS_OF_ALL, _MARKS_OF, monday, client_ids)
    for session, day, client_id, mark, minutes, makes_up in rows:
        of_client = sums.get(client_id)
        if of_client is None:
            continue
        of_client.marks[session] = (mark, minutes)
        if mark in _ATTENDED:
            of_client.attend(day, minutes, makes_up=makes_up is not None)


def _add_expected(
    expected: Iterable[Expected], today: date, sums: Mapping[uuid.UUID, _Sums]
) -> None:
    for each in expected:
        of_client = sums.get(each.client_id)
        if of_client is None:
            continue
        minutes = each.session.minutes
        of_client.scheduled += minutes
        given = of_client.marks.get(each.session_id)
        if given is None:
            of_client.expect(each.day, minutes, today)
        elif given[0] == Mark.EXCUSED.value:
            of_client.excused += minutes


def _add_appointments(
    db: Session,
    monday: date,
    today: date,
    client_ids: Sequence[uuid.UUID] | None,
    sums: Mapping[uuid.UUID, _Sums],
    rules: ClinicRules,
) -> None:
    rows = _rows(
        db, _APPOINTMENTS_OF_ALL, _APPOINTMENTS_OF, monday, client_ids, kinds=list(rules.counted)
    )
    for client_id, day, minutes, state, kept, makes_up in rows:
        of_client = sums.get(client_id)
        if of_client is None:
            continue
        of_client.scheduled += minutes
        if state == "kept":
            held = minutes if kept is None else kept
            of_client.attend(day, held, makes_up=makes_up is not None)
        else:
            of_client.expect(day, minutes, today)


def _rows(
    db: Session,
    of_all: PreparedQuery,
    of_clients: PreparedQuery,
    monday: date,
    client_ids: Sequence[uuid.UUID] | None,
    **more: object,
) -> list[tuple[Any, ...]]:
    # prepared queries don't write first what the session holds back
    db.flush()
    span = {"monday": monday, "sunday": sunday_of(monday), **more}
    if client_ids is None:
        return of_all.rows(db, **span)
    return of_clients.rows(db, **span, client_ids=list(client_ids))

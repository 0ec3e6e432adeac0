"""One client's week: sessions, appointments, busy hours and meetings, as they fall."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from iopdesk.domain.appointment import BusyTime
from iopdesk.domain.calendar import CalendarEntry
from iopdesk.domain.language import Language
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.week import DAYS_OF_WEEK
from iopdesk.services.calendar_service import entries_of
from iopdesk.services.client_queries import client_row
from iopdesk.services.meeting_catalog import lines_of
from iopdesk.services.meeting_search import MeetingLine
from iopdesk.services.referral_queries import referral_rows
from iopdesk.storage import appointment_queries, group_queries
from iopdesk.storage.store import Store


@dataclass(frozen=True)
class ClientWeek:
    """Seven days from `first` on, in their order; what was called off is left out.

    `busy` hold on some day of the week, `meetings` were chosen by the client.
    """

    client_id: uuid.UUID
    first: date
    entries: tuple[CalendarEntry, ...]
    busy: tuple[BusyTime, ...]
    meetings: tuple[MeetingLine, ...]
    closed: dict[date, str]
    language: Language

    @property
    def last(self) -> date:
        """The seventh day."""
        return self.first + timedelta(days=DAYS_OF_WEEK - 1)


class ScheduleService:
    """Reads a client's week for the chart."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def week(self, client_id: uuid.UUID, first: date) -> ClientWeek:
        """Seven days of a client, as this person may see them."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        is_clinical = self._signed_in.may(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            return week_of(db, client_id, first, is_clinical=is_clinical)


def week_of(db: Session, client_id: uuid.UUID, first: date, *, is_clinical: bool) -> ClientWeek:
    """Seven days of a client within the caller's reading."""
    last = first + timedelta(days=DAYS_OF_WEEK - 1)
    found = entries_of(db, first, last, client_id, is_clinical=is_clinical)
    busy = appointment_queries.busy_times(db, client_id, first)
    chosen = [row for row in referral_rows(db, client_id, first) if row.starts <= last]
    lines = lines_of(db, [row.meeting_id for row in chosen])
    meetings = [lines[row.meeting_id] for row in chosen if row.meeting_id in lines]
    return ClientWeek(
        client_id=client_id,
        first=first,
        entries=tuple(entry for entry in found if not entry.is_off),
        busy=tuple(each for each in busy if holds_in(each, first)),
        meetings=tuple(sorted(meetings, key=lambda line: line.week_order)),
        closed=group_queries.closed_days(db, first, last),
        language=Language.SPANISH
        if client_row(db, client_id).language == "es"
        else Language.ENGLISH,
    )


def holds_in(busy: BusyTime, first: date) -> bool:
    """Whether busy hours hold on their day of the week that begins on `first`."""
    day = first + timedelta(days=(busy.weekday - first.weekday()) % DAYS_OF_WEEK)
    return busy.starts <= day and (busy.ends is None or busy.ends >= day)

"""A client's week on paper: neutral titles only, in the client's language."""

import uuid
from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from iopdesk.documents import weekly_schedule
from iopdesk.documents.record_texts import missing_letters
from iopdesk.documents.weekly_schedule import ScheduleDay, ScheduleLine, WeeklySchedule
from iopdesk.domain.appointment import AppointmentKind, minute_of, overlap, time_of
from iopdesk.domain.calendar import CalendarEntry
from iopdesk.domain.holiday_words import closed_words
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.week import DAYS_OF_WEEK
from iopdesk.domain.wording import Wording
from iopdesk.services.client_queries import client_row
from iopdesk.services.meeting_search import MeetingLine
from iopdesk.services.paper_facts import paper_facts, paper_setting
from iopdesk.services.schedule_service import ClientWeek, week_of
from iopdesk.storage.store import Store

_NOON, _EVENING = time(12), time(17)
_SHORT_ROOM = 2


class WeeklySchedulePaperService:
    """Prints a client's week; each print is in the access log."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def preview(
        self, client_id: uuid.UUID, language: Language | None = None, first: date | None = None
    ) -> Paper:
        """Seven days from `first` (today) as they would be printed; nothing is logged."""
        self._signed_in.require(Right.PRINT)
        with self._store.read() as db:
            facts = paper_facts(db, client_id, self._store.clock.today())
            speaks = language or facts.language
            setting = paper_setting(db, self._store.clock, self._signed_in, speaks)
            week = week_of(db, client_id, first or self._store.clock.today(), is_clinical=False)
            record = WeeklySchedule(
                client_name=facts.name,
                chart_number=facts.chart_number,
                days=tuple(_days(week, setting.words)),
                left_out=tuple(_left_out(week, setting.words)),
                bring=(setting.words("My meeting card"),) if week.meetings else (),
                ride=_ride(db, client_id),
            )
        lost = missing_letters(record)
        warnings = (
            (setting.words("No font here has these letters: {letters}", letters=" ".join(lost)),)
            if lost
            else ()
        )
        pdf = weekly_schedule.render(record, setting)
        return Paper("weekly-schedule", setting.words("My week"), pdf, warnings)

    def schedule(
        self, client_id: uuid.UUID, language: Language | None = None, first: date | None = None
    ) -> Paper:
        """The same, printed now."""
        paper = self.preview(client_id, language, first)
        self.note_printed(client_id)
        return paper

    def note_printed(self, client_id: uuid.UUID) -> None:
        """Keep in the access log that the paper left the program."""
        self._store.log_access(
            "print weekly schedule", by=self._signed_in.staff_id, client_id=client_id
        )


def _days(week: ClientWeek, words: Wording) -> Iterator[ScheduleDay]:
    for at in range(DAYS_OF_WEEK):
        day = week.first + timedelta(days=at)
        lines = [_entry(e, words) for e in week.entries if e.day == day]
        lines += [
            _meeting(each, words) for each in _meetings_on(week, day) if _fits(each, week, day)
        ]
        ordered = sorted(lines, key=lambda line: (line.start, line.what))
        yield ScheduleDay(
            day, tuple(_stays(ordered)), closed_words(week.closed.get(day, ""), words)
        )


def _left_out(week: ClientWeek, words: Wording) -> Iterator[str]:
    """Meetings at the time of a group or appointment: nobody can be in two places."""
    for at in range(DAYS_OF_WEEK):
        day = week.first + timedelta(days=at)
        for line in _meetings_on(week, day):
            if not _fits(line, week, day):
                when = f"{words.weekday(day.weekday())} {words.time(line.start or time())}"
                yield f"{when}, {line.name}"


def _meetings_on(week: ClientWeek, day: date) -> list[MeetingLine]:
    return [line for line in week.meetings if line.day == day.weekday() and line.start is not None]


def _fits(line: MeetingLine, week: ClientWeek, day: date) -> bool:
    start, minutes = line.start or time(), max(line.minutes, 1)
    return not any(
        overlap(start, minutes, entry.start, entry.minutes)
        for entry in week.entries
        if entry.day == day
    )


def _stays(lines: list[ScheduleLine]) -> Iterator[ScheduleLine]:
    """Groups that follow each other in one room are one stay."""
    for _, same in groupby(lines, key=lambda line: (line.what, line.where)):
        stay: ScheduleLine | None = None
        for line in same:
            if stay is not None and stay.end is not None and line.start == stay.end:
                stay = ScheduleLine(stay.start, line.end, stay.what, stay.where)
                continue
            if stay is not None:
                yield stay
            stay = line
        if stay is not None:
            yield stay


def _entry(entry: CalendarEntry, words: Wording) -> ScheduleLine:
    where = words("By video or phone") if entry.is_remote else _room(entry.room, words)
    what = _group(entry, words) if entry.is_group else _visit(entry, words)
    return ScheduleLine(entry.start, entry.end, what, where)


def _group(entry: CalendarEntry, words: Wording) -> str:
    if entry.neutral:
        return entry.neutral
    if entry.start < _NOON:
        return words("Morning group")
    return words("Afternoon group") if entry.start < _EVENING else words("Evening group")


def _visit(entry: CalendarEntry, words: Wording) -> str:
    # a paper that lies on a kitchen table says neither medicine nor test
    if entry.kind in (AppointmentKind.MEDICATION, AppointmentKind.SCREENING):
        told = words("Visit with {name}", name=entry.staff) if entry.staff else words("Visit")
    else:
        told = words("Meet with {name}", name=entry.staff) if entry.staff else words("Meeting here")
    if entry.kind == AppointmentKind.FAMILY:
        told = words("{what}. My family may come.", what=told)
    return told


def _meeting(line: MeetingLine, words: Wording) -> ScheduleLine:
    start = line.start or time()
    end = time_of(minute_of(start) + line.minutes) if line.minutes else None
    where = line.place or line.street or (words("By video or phone") if line.link else "")
    return ScheduleLine(start, end, words("My meeting, {name}", name=line.name), where)


def _room(room: str, words: Wording) -> str:
    return words("Room {room}", room=room) if 0 < len(room) <= _SHORT_ROOM else room


def _ride(db: Session, client_id: uuid.UUID) -> str:
    return client_row(db, client_id).transport.strip()

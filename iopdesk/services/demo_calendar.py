"""The demo clinic's appointments and busy hours: weekly individual sessions, a few others."""

import itertools
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, time, timedelta
from uuid import UUID

from iopdesk.domain.appointment import (
    AppointmentDraft,
    AppointmentKind,
    AppointmentState,
    BusyKind,
    BusyTime,
    Clashing,
    Repeat,
)
from iopdesk.services.clinic_services import ClinicServices

# The clinic has kept its appointments here for three weeks, and books five weeks ahead.
WEEKS_BACK, WEEKS_AHEAD = 3, 5
_WEEKDAYS = range(5)
# Before the evening groups and after the day groups.
_HOURS = {
    "day": (time(13), time(14), time(15), time(12, 15)),
    "evening": (time(16, 30), time(15, 45)),
}
_BUSY = {
    "day": BusyTime(0, time(16), 240, date.min, BusyKind.WORK, "Warehouse, late shift"),
    "evening": BusyTime(0, time(7), 510, date.min, BusyKind.WORK, "Day job"),
}
_SCHOOL = BusyTime(1, time(17), 120, date.min, BusyKind.SCHOOL, "English class")
_OFFICES = ("Office 1", "Office 2", "Office 3")


class DemoCalendar:
    """Books as the front desk does, and marks as counselors do."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._times: dict[tuple[UUID, str], Iterator[tuple[time, int]]] = {}
        self._offices: dict[UUID, str] = {}
        self._booked: dict[date, list[tuple[UUID, ClinicServices]]] = defaultdict(list)

    def book(
        self,
        client_id: UUID,
        desk: ClinicServices,
        counselor: ClinicServices,
        doctor: ClinicServices,
        track: str,
    ) -> None:
        """Busy hours of every third client, the weekly session, now and then another one."""
        today = desk.store.clock.today()
        if self._chance.random() < 0.35:
            self._add_busy_hours(client_id, desk, track, today)
        who = counselor.signed_in.staff_id
        times = self._times.setdefault(
            (who, track), itertools.cycle(itertools.product(_HOURS[track], _WEEKDAYS))
        )
        start, weekday = next(times)
        first = today + timedelta(days=(weekday - today.weekday()) % 7)
        office = self._offices.setdefault(who, _OFFICES[len(self._offices) % len(_OFFICES)])
        weekly = AppointmentDraft(day=first, start=start, staff_id=who, room=office)
        last = first + timedelta(weeks=WEEKS_BACK + WEEKS_AHEAD - 1)
        self._book(client_id, desk, counselor, weekly, Repeat(last))
        if self._chance.random() < 0.3:
            self._book_another(client_id, desk, counselor, doctor, today)

    def mark(self, day: date) -> None:
        """What became of the day's appointments: most are kept."""
        planned = AppointmentState.PLANNED
        for appointment_id, counselor in self._booked.pop(day, []):
            service = counselor.appointment
            roll = self._chance.random()
            if roll < 0.88:
                service.keep(appointment_id, self._chance.choice((40, 45, 45, 50)), seen=planned)
            elif roll < 0.94:
                service.note_no_show(appointment_id, seen=planned)
            else:
                by_client = AppointmentState.CANCELLED_BY_CLIENT
                service.cancel(appointment_id, by_client, "Work shift changed")

    def _add_busy_hours(
        self, client_id: UUID, desk: ClinicServices, track: str, today: date
    ) -> None:
        is_school = track == "day" and self._chance.random() < 0.4
        like = _SCHOOL if is_school else _BUSY[track]
        days = (1, 3) if is_school else tuple(_WEEKDAYS)
        desk.busy_time.save_days(
            client_id,
            tuple(
                BusyTime(day, like.start, like.minutes, today, like.kind, like.words)
                for day in days
            ),
        )

    def _book_another(
        self,
        client_id: UUID,
        desk: ClinicServices,
        counselor: ClinicServices,
        doctor: ClinicServices,
        today: date,
    ) -> None:
        day = today + timedelta(days=self._chance.randrange(7 * WEEKS_BACK, 7 * WEEKS_BACK + 12))
        day -= timedelta(days=max(day.weekday() - 4, 0))
        kind, who, minutes = self._chance.choice(
            (
                (AppointmentKind.FAMILY, counselor, 60),
                (AppointmentKind.MEDICATION, doctor, 20),
                (AppointmentKind.CASE_MANAGEMENT, counselor, 30),
            )
        )
        draft = AppointmentDraft(
            kind.value, day, time(12, 20), minutes, who.signed_in.staff_id, room="Office 4"
        )
        self._book(client_id, desk, who, draft)

    def _book(
        self,
        client_id: UUID,
        desk: ClinicServices,
        who: ClinicServices,
        draft: AppointmentDraft,
        repeat: Repeat | None = None,
    ) -> None:
        try:
            booked = desk.appointment.book(client_id, draft, repeat)
        except Clashing:
            return  # the client can't come then: the desk leaves it for a call
        for appointment_id, day in zip(booked.ids, booked.days, strict=True):
            self._booked[day].append((appointment_id, who))

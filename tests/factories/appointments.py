"""Appointments and busy hours for tests, made through services."""

from datetime import date, time
from uuid import UUID

from iopdesk.domain.appointment import AppointmentDraft, BusyTime, Repeat
from iopdesk.domain.staff import Role
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import BEGUN, THURSDAY


def draft(
    clinic: TestClinic, day: date = THURSDAY, start: time = time(9, 0), **more: object
) -> AppointmentDraft:
    """An individual session of 45 minutes with the counselor."""
    values: dict[str, object] = {"staff_id": clinic.staff[Role.COUNSELOR].staff_id, **more}
    return AppointmentDraft(day=day, start=start, **values)  # type: ignore[arg-type]


def book(
    clinic: TestClinic,
    client_id: UUID,
    day: date = THURSDAY,
    start: time = time(9, 0),
    *,
    repeat: Repeat | None = None,
    **more: object,
) -> UUID:
    """Book one, or a series; the first appointment's id."""
    booked = clinic.services().appointment.book(
        client_id, draft(clinic, day, start, **more), repeat
    )
    return booked.ids[0]


def busy(
    clinic: TestClinic, client_id: UUID, weekday: int = 3, start: time = time(8, 0), **more: object
) -> UUID:
    """Work from eight to twelve of a weekday, since September."""
    values: dict[str, object] = {"minutes": 240, "starts": BEGUN, **more}
    return clinic.services().busy_time.save(
        client_id,
        BusyTime(weekday, start, **values),  # type: ignore[arg-type]
    )

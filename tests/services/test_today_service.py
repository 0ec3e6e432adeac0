"""What the Today screen is told."""

from datetime import date, time, timedelta

import pytest

from iopdesk.domain.attendance import Mark
from iopdesk.domain.problems import NotAllowed
from iopdesk.domain.staff import Role
from iopdesk.domain.today import Readiness
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.clinic_tables import ClosedDayRow
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, mark, member, new_group, slot_on
from tests.factories.placements import extend

WEDNESDAY = THURSDAY - timedelta(days=1)


def test_todays_groups_with_how_far_attendance_is(clinic: TestClinic) -> None:
    first = new_group(clinic)
    new_group(clinic, "Skills", (2,))
    clients = [member(clinic, first, name, "Lee") for name in ("Ana", "Bea")]
    mark(clinic, slot_on(clinic, first), clients[0], Mark.PRESENT)
    today = clinic.services().today.today()
    (group,) = today.groups
    assert (group.name, group.leader, group.marked, group.expected, group.is_signed) == (
        "Early recovery",
        "T. Okafor",
        1,
        2,
        False,
    )
    assert (group.go_to.place, group.go_to.day) == ("group_session", THURSDAY)
    assert today.clients_expected == 2
    assert (today.in_program, today.attendance, today.intakes) == (2, 1.0, 0)
    assert [(p.phase, p.days_a_week, p.clients) for p in today.phases] == [("Phase 1", 5, 2)]


def test_excused_absences_do_not_lower_the_share_that_came(clinic: TestClinic) -> None:
    group = new_group(clinic)
    for name, given in (("Ana", Mark.PRESENT), ("Bea", Mark.EXCUSED), ("Cy", Mark.ABSENT)):
        mark(clinic, slot_on(clinic, group), member(clinic, group, name, "Lee"), given)
    assert clinic.services().today.today().attendance == 0.5


def test_an_empty_clinic_and_a_closed_day(clinic: TestClinic) -> None:
    today = clinic.services().today.today()
    assert (today.groups, today.duties, today.discharges, today.attendance) == ((), (), (), None)
    new_group(clinic)
    with clinic.store.write("clinic.close", None) as db:
        db.add(ClosedDayRow(id=clinic.store.new_id(), day=THURSDAY, words="Storm"))
    today = clinic.services().today.today()
    assert (today.groups, today.closed_because) == ((), "Storm")


def test_ones_own_appointments_of_the_day(clinic: TestClinic) -> None:
    client_id = member(clinic, new_group(clinic), "Dwayne", "Porter")
    me = clinic.staff[Role.COUNSELOR].staff_id
    with clinic.store.write("appointment.book", me) as db:
        for day, staff_id in ((THURSDAY, me), (WEDNESDAY, me), (THURSDAY, None)):
            db.add(
                AppointmentRow(
                    id=clinic.store.new_id(),
                    client_id=client_id,
                    kind="individual",
                    day=day,
                    start=time(15, 0),
                    minutes=50,
                    staff_id=staff_id,
                )
            )
    (line,) = clinic.services().today.today().appointments
    assert (line.who, line.start, line.go_to.place) == ("Dwayne P.", time(15, 0), "appointment")


def test_discharges_coming_up(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id, admitted=date(2026, 10, 22))
    extend(clinic, client_id, date(2026, 12, 1))
    (coming,) = clinic.services().today.today().discharges
    assert (coming.who, coming.planned_end, coming.number_of_days, coming.readiness) == (
        "Tanya B.",
        date(2026, 12, 1),
        41,
        Readiness.NOT_BEGUN,
    )
    clinic.services().step_down.start(client_id)
    (coming,) = clinic.services().today.today().discharges
    assert coming.readiness is Readiness.NO_APPOINTMENT
    assert (coming.go_to.place, coming.is_overdue) == ("step_down", False)


def test_rights(clinic: TestClinic) -> None:
    assert clinic.services("front_desk").today.today().in_program == 0
    with pytest.raises(NotAllowed):
        clinic.services("privacy_officer").roster.wait(clinic.store.new_id(), clinic.store.new_id())

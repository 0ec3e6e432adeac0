"""What the Today screen is told."""

from datetime import date, timedelta

import pytest

from iopdesk.domain.attendance import Mark
from iopdesk.domain.problems import NotAllowed
from iopdesk.domain.today import DutyKind, Readiness, TodayDuty, Urgency
from iopdesk.storage.clinic_tables import ClosedDayRow
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import MONDAY, THURSDAY, mark, member, new_group, slot_on

WEDNESDAY = THURSDAY - timedelta(days=1)


def _duties(clinic: TestClinic, kind: DutyKind, role: str = "counselor") -> list[TodayDuty]:
    return [duty for duty in clinic.services(role).today.today().duties if duty.kind is kind]


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


def test_an_empty_clinic_and_a_closed_day(clinic: TestClinic) -> None:
    today = clinic.services().today.today()
    assert (today.groups, today.duties, today.discharges, today.attendance) == ((), (), (), None)
    new_group(clinic)
    with clinic.store.write("clinic.close", None) as db:
        db.add(ClosedDayRow(id=clinic.store.new_id(), day=THURSDAY, words="Storm"))
    today = clinic.services().today.today()
    assert (today.groups, today.closed_because) == ((), "Storm")


def test_who_missed_yesterday(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(0, 2, 3))
    twice = member(clinic, group_id, "Marisol", "Vega")
    once = member(clinic, group_id, "Hana", "Ito")
    mark(clinic, slot_on(clinic, group_id, 0), twice, Mark.ABSENT, MONDAY)
    mark(clinic, slot_on(clinic, group_id, 2), twice, Mark.ABSENT, WEDNESDAY)
    mark(clinic, slot_on(clinic, group_id, 2), once, Mark.ABSENT, WEDNESDAY)
    found = _duties(clinic, DutyKind.MISSED)
    assert [(duty.who, duty.count, duty.urgency) for duty in found] == [
        ("Marisol V.", 2, Urgency.NOW),
        ("Hana I.", 1, Urgency.SOON),
    ]
    assert (found[0].go_to.place, found[0].go_to.record_id) == ("client", twice)


def test_unsigned_notes_and_missing_marks_of_past_sessions(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(2, 3))
    client_id = member(clinic, group_id, starts=date(2026, 11, 18))
    assert [duty.due for duty in _duties(clinic, DutyKind.MARKS_MISSING)] == [WEDNESDAY]
    mark(clinic, slot_on(clinic, group_id, 2), client_id, Mark.PRESENT, WEDNESDAY)
    assert _duties(clinic, DutyKind.MARKS_MISSING) == []
    (duty,) = _duties(clinic, DutyKind.NOTES_UNSIGNED)
    assert (duty.who, duty.due, duty.go_to.day) == ("Early recovery", WEDNESDAY, WEDNESDAY)
    assert _duties(clinic, DutyKind.NOTES_UNSIGNED, "front_desk") == []


def test_plans_that_are_missing_or_unsigned(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    (duty,) = _duties(clinic, DutyKind.PLAN_MISSING)
    assert (duty.due, duty.urgency) == (date(2026, 11, 5), Urgency.NOW)
    clinic.services().plan.start(client_id)
    assert _duties(clinic, DutyKind.PLAN_MISSING) == []
    (duty,) = _duties(clinic, DutyKind.PLAN_UNSIGNED)
    assert (duty.who, duty.go_to.place, duty.go_to.record_id) == ("Tanya B.", "plan", client_id)


def test_a_week_that_can_no_longer_be_reached(clinic: TestClinic) -> None:
    member(clinic, new_group(clinic, weekdays=(0, 1, 2, 3, 4), minutes=180))
    (duty,) = _duties(clinic, DutyKind.WEEK_SHORT)
    assert (duty.count, duty.of) == (360, 900)


def test_discharges_coming_up(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id, admitted=date(2026, 10, 22))
    clinic.services().episode.extend(client_id, date(2026, 12, 1))
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

"""What is held when: moved, called off, closed, midnight, clock changes; one rule for all lists."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID

import pytest

from iopdesk.domain.attendance import Mark
from iopdesk.domain.group import SlotDraft
from iopdesk.domain.group_session import HeldSession, MoveDraft, SeenSession, SessionState
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, UserProblem
from iopdesk.services.held_sessions import held_sessions
from iopdesk.storage.clinic_tables import ClosedDayRow
from tests.clinic_for_tests import ZONE, TestClinic
from tests.factories.groups import MONDAY, THURSDAY, mark, member, new_group, slot, slot_on

FRIDAY = date(2026, 11, 20)
NEXT_MONDAY = date(2026, 11, 23)
NEXT_THURSDAY = date(2026, 11, 26)


def _held(clinic: TestClinic, first: date, last: date, **more: bool) -> list[HeldSession]:
    with clinic.store.read() as db:
        return held_sessions(db, first, last, **more)


def _days(clinic: TestClinic, first: date, last: date) -> list[date]:
    return [each.day for each in _held(clinic, first, last)]


def _close(clinic: TestClinic, day: date, words: str = "Thanksgiving") -> None:
    with clinic.store.write("clinic.close", None) as db:
        db.add(ClosedDayRow(id=clinic.store.new_id(), day=day, words=words))


def _move(clinic: TestClinic, slot_id: UUID, day: date, to: date, at: time = time(15)) -> None:
    clinic.services().session_plan.move(slot_id, day, MoveDraft(to, at, 60, "C", "Room painted"))


def test_a_session_moved_within_its_week_is_everywhere_on_its_new_day(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(0, 3))
    client_id = member(clinic, group_id)
    thursday = slot_on(clinic, group_id)
    _move(clinic, thursday, THURSDAY, FRIDAY)
    assert _days(clinic, MONDAY, MONDAY + timedelta(days=6)) == [MONDAY, FRIDAY]
    services = clinic.services()
    assert services.today.today().groups == ()
    assert services.attendance.session(thursday, THURSDAY).day == FRIDAY
    line = services.group.groups()[0].next_session
    assert line is not None
    assert (line.planned_day, line.day, line.start, line.room) == (
        THURSDAY,
        FRIDAY,
        time(15),
        "C",
    )
    assert services.attendance.week_dose(client_id).scheduled == 90 + 60
    clinic.clock.set(datetime(2026, 11, 20, 16, 0, tzinfo=ZONE))
    (today,) = services.today.today().groups
    assert (today.day, today.start) == (FRIDAY, time(15))
    assert (today.go_to.record_id, today.go_to.day) == (thursday, THURSDAY)
    mark(clinic, thursday, client_id, Mark.PRESENT, THURSDAY)
    dose = services.attendance.week_dose(client_id)
    assert (dose.attended, dose.reachable) == (60, 60)
    assert services.today.today().groups[0].marked == 1
    assert [(m.day, m.mark) for m in services.attendance.strip(client_id).marks[-1:]] == [
        (FRIDAY, Mark.PRESENT)
    ]


def test_a_session_moved_to_another_week_counts_there(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    client_id = member(clinic, group_id)
    slot_id = slot_on(clinic, group_id)
    _move(clinic, slot_id, THURSDAY, NEXT_MONDAY)
    assert _days(clinic, MONDAY, MONDAY + timedelta(days=6)) == []
    assert _days(clinic, NEXT_MONDAY, NEXT_THURSDAY) == [NEXT_MONDAY, NEXT_THURSDAY]
    doses = [
        clinic.services().attendance.week_dose(client_id, day).scheduled
        for day in (THURSDAY, NEXT_THURSDAY)
    ]
    assert doses == [0, 150]


def test_two_sessions_of_one_slot_on_one_day_keep_their_own_marks(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    client_id = member(clinic, group_id)
    slot_id = slot_on(clinic, group_id)
    last_week = THURSDAY - timedelta(days=7)
    _move(clinic, slot_id, last_week, THURSDAY, time(9))
    clinic.clock.set(datetime(2026, 11, 19, 18, 0, tzinfo=ZONE))
    mark(clinic, slot_id, client_id, Mark.ABSENT, last_week)
    mark(clinic, slot_id, client_id, Mark.PRESENT, THURSDAY)
    dose = clinic.services().attendance.week_dose(client_id)
    assert (dose.scheduled, dose.attended) == (150, 90)
    lines = clinic.services().group.sessions(group_id)
    assert [(line.planned_day, line.marked) for line in lines if line.day == THURSDAY] == [
        (THURSDAY, 1),
        (last_week, 1),
    ]


def test_moves_that_cannot_be_are_refused_and_change_nothing(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(0, 3))
    slot_id = slot_on(clinic, group_id)
    _close(clinic, NEXT_THURSDAY)
    plan = clinic.services().session_plan
    with pytest.raises(UserProblem, match="closed on that day: Thanksgiving"):
        _move(clinic, slot_id, THURSDAY, NEXT_THURSDAY)
    with pytest.raises(UserProblem, match="already meets at that time"):
        _move(clinic, slot_id, THURSDAY, NEXT_MONDAY, time(13, 30))
    with pytest.raises(InvalidDraft, match="ends on the day it starts"):
        plan.move(slot_id, THURSDAY, MoveDraft(FRIDAY, time(23), 90))
    with pytest.raises(UserProblem, match="does not meet"):
        _move(clinic, slot_id, FRIDAY, NEXT_MONDAY)
    with pytest.raises(NotAllowed):
        clinic.services("front_desk").session_plan.move(
            slot_id, THURSDAY, MoveDraft(FRIDAY, time(9), 90)
        )
    assert _days(clinic, THURSDAY, NEXT_THURSDAY) == [THURSDAY, NEXT_MONDAY]


def test_two_people_moving_one_session_both_see_it(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    slot_id = slot_on(clinic, group_id)
    plan, theirs = clinic.services().session_plan, clinic.services("supervisor").session_plan

    def shown() -> SeenSession:
        lines = clinic.services().group.coming_sessions(group_id)
        return next(line.seen for line in lines if line.planned_day == THURSDAY)

    before = shown()
    theirs.move(slot_id, THURSDAY, MoveDraft(FRIDAY, time(13), 90, "B"), seen=before)
    with pytest.raises(EditConflict) as caught:
        plan.move(slot_id, THURSDAY, MoveDraft(THURSDAY, time(15), 90, "B"), seen=before)
    (field,) = caught.value.fields
    assert (field.field, field.mine, field.theirs, field.theirs_by) == (
        "day",
        THURSDAY,
        FRIDAY,
        "T. Okafor",
    )
    for act in (plan.restore, partial(plan.call_off, reason="Storm")):
        with pytest.raises(EditConflict):
            act(slot_id, THURSDAY, seen=before)
    plan.move(slot_id, THURSDAY, MoveDraft(FRIDAY, time(13), 90, "B"), seen=before)
    plan.call_off(slot_id, THURSDAY, "Storm", seen=shown())
    off = shown()
    theirs.restore(slot_id, THURSDAY, seen=off)
    plan.restore(slot_id, THURSDAY, seen=off)
    assert shown() == replace(before, day=FRIDAY)
    plan.restore(slot_id, THURSDAY, seen=shown())
    assert shown() == before


def test_a_marked_session_is_neither_moved_nor_called_off(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    client_id = member(clinic, group_id)
    slot_id = slot_on(clinic, group_id)
    mark(clinic, slot_id, client_id, Mark.PRESENT)
    with pytest.raises(UserProblem, match="already marked"):
        _move(clinic, slot_id, THURSDAY, FRIDAY)
    with pytest.raises(UserProblem, match="already marked"):
        clinic.services().session_plan.call_off(slot_id, THURSDAY, "Ill")


def test_a_holidays_session_can_be_held_on_another_day(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    slot_id = slot_on(clinic, group_id)
    _close(clinic, NEXT_THURSDAY)
    assert _days(clinic, NEXT_MONDAY, NEXT_THURSDAY) == []
    _move(clinic, slot_id, NEXT_THURSDAY, date(2026, 11, 27))
    assert _days(clinic, NEXT_MONDAY, date(2026, 11, 29)) == [date(2026, 11, 27)]
    _close(clinic, date(2026, 11, 27), "Day after Thanksgiving")
    assert _days(clinic, NEXT_MONDAY, date(2026, 11, 29)) == []
    assert clinic.services().attendance.session(slot_id, NEXT_THURSDAY).state is SessionState.CLOSED
    with pytest.raises(UserProblem, match="closed"):
        clinic.services().session_plan.restore(slot_id, NEXT_THURSDAY)


def test_called_off_after_moved_and_back_again(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    slot_id = slot_on(clinic, group_id)
    plan = clinic.services().session_plan
    _move(clinic, slot_id, THURSDAY, FRIDAY)
    plan.call_off(slot_id, THURSDAY, "Leader ill")
    assert _days(clinic, THURSDAY, FRIDAY) == []
    (off,) = _held(clinic, THURSDAY, FRIDAY, called_off=True)
    assert (off.day, off.is_cancelled, off.reason) == (FRIDAY, True, "Leader ill")
    with pytest.raises(UserProblem, match="Restore it first"):
        clinic.services().session_plan.move(slot_id, THURSDAY, MoveDraft(FRIDAY, time(9), 60))
    plan.restore(slot_id, THURSDAY)
    assert _days(clinic, THURSDAY, FRIDAY) == [FRIDAY]
    plan.restore(slot_id, THURSDAY)
    (back,) = _held(clinic, THURSDAY, FRIDAY)
    assert (back.day, back.start, back.minutes, back.room) == (THURSDAY, time(13), 90, "B")
    with pytest.raises(UserProblem, match="Say why"):
        plan.call_off(slot_id, THURSDAY, " ")


def test_a_slot_of_another_rhythm_takes_its_later_moves_with_it(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    slot_id = slot_on(clinic, group_id)
    _move(clinic, slot_id, NEXT_THURSDAY, date(2026, 12, 1))
    clinic.services().group.end_slot(slot_id, THURSDAY)
    assert _days(clinic, THURSDAY, date(2026, 12, 31)) == [THURSDAY]


def test_a_change_from_a_day_on_keeps_moves_and_cancellations(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    old = slot_on(clinic, group_id)
    plan, tuesday = clinic.services().session_plan, date(2026, 12, 1)
    _move(clinic, old, NEXT_THURSDAY, tuesday)
    plan.call_off(old, date(2026, 12, 10), "Training")
    clinic.services().group.change_slot(
        clinic.services().group.group(group_id).slots[0],
        slot(3, time(14), starts=NEXT_MONDAY, room="D"),
    )
    assert _days(clinic, THURSDAY, date(2026, 12, 10)) == [
        THURSDAY,
        tuesday,
        date(2026, 12, 3),
    ]


def test_the_past_stays_as_it_was_held(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    client_id = member(clinic, group_id)
    slot_id = slot_on(clinic, group_id)
    mark(clinic, slot_id, client_id, Mark.PRESENT)
    clinic.services().group.change_slot(
        clinic.services().group.group(group_id).slots[0],
        SlotDraft(3, time(18), 120, NEXT_MONDAY, room="D"),
    )
    past, coming = _held(clinic, THURSDAY, NEXT_THURSDAY)
    assert (past.start, past.minutes, past.room) == (time(13), 90, "B")
    assert (coming.start, coming.minutes, coming.room) == (time(18), 120, "D")


@pytest.mark.parametrize("sunday", [date(2026, 11, 1), date(2027, 3, 14)])
def test_weeks_in_which_clocks_change_have_their_sessions_and_minutes(
    clinic: TestClinic, sunday: date
) -> None:
    clinic.clock.set(datetime.combine(sunday, time(0, 30), ZONE))
    group_id = new_group(clinic, weekdays=(0, 6), start=time(1, 30), minutes=60)
    held = _held(clinic, sunday, sunday + timedelta(days=7))
    assert [(each.day, each.start, each.minutes) for each in held] == [
        (sunday, time(1, 30), 60),
        (sunday + timedelta(days=1), time(1, 30), 60),
        (sunday + timedelta(days=7), time(1, 30), 60),
    ]
    line = clinic.services().group.groups()[0].next_session
    assert line is not None
    assert (line.day, line.start) == (sunday, time(1, 30))
    clinic.clock.set(datetime.combine(sunday, time(12), ZONE))
    line = clinic.services().group.groups()[0].next_session
    assert line is not None
    assert line.day == sunday + timedelta(days=1)
    assert slot_on(clinic, group_id, 6) != slot_on(clinic, group_id, 0)


def test_a_session_may_end_at_midnight_but_not_pass_it(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,), start=time(22, 30), minutes=90)
    client_id = member(clinic, group_id)
    with pytest.raises(InvalidDraft, match="ends on the day it starts"):
        clinic.services().group.add_slot(group_id, slot(4, time(22, 31), 90))
    slot_id = slot_on(clinic, group_id)
    clinic.clock.set(datetime(2026, 11, 19, 23, 59, tzinfo=ZONE))
    mark(clinic, slot_id, client_id, Mark.PRESENT)
    clinic.clock.set(datetime(2026, 11, 20, 0, 1, tzinfo=ZONE))
    services = clinic.services()
    assert services.attendance.session(slot_id, THURSDAY).rows[0].mark is Mark.PRESENT
    line = services.group.groups()[0].next_session
    assert line is not None
    assert line.day == NEXT_THURSDAY
    assert services.attendance.week_dose(client_id, THURSDAY).attended == 90

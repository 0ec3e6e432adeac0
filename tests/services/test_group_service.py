"""Groups, weekly times and their dates."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from dateutil.rrule import WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from iopdesk.domain.attendance import Mark
from iopdesk.domain.group import GroupDraft, Slot
from iopdesk.domain.group_session import HeldSession, MoveDraft
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, NotFound, UserProblem
from iopdesk.domain.topic_rotation import TopicDraft
from iopdesk.services.held_sessions import held_sessions
from iopdesk.services.slot_dates import slot_dates
from iopdesk.storage.attendance_tables import GroupSessionRow
from iopdesk.storage.clinic_tables import ClosedDayRow
from iopdesk.storage.note_tables import GroupNoteRow
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import BEGUN, THURSDAY, mark, member, new_group, slot, slot_on
from tests.factories.people import admitted_client


def _slot(**more: object) -> Slot:
    values: dict[str, object] = {
        "id": None,
        "group_id": None,
        "weekday": 3,
        "start": time(13, 0),
        "minutes": 90,
        "starts": BEGUN,
        "ends": None,
    }
    return Slot(**{**values, **more})  # type: ignore[arg-type]


def test_list_shows_next_session_roster_and_weekly_times(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    member(clinic, group_id)
    (line,) = clinic.services().group.groups()
    assert (line.name, line.on_roster, line.capacity, line.places_left) == (
        "Early recovery",
        1,
        12,
        11,
    )
    assert [block.weekday for block in line.weekly] == [0, 1, 3]
    assert line.next_session is not None
    assert line.next_session.day == THURSDAY
    assert line.next_session.leader == "T. Okafor"


def test_a_session_that_is_over_is_not_the_next_one(clinic: TestClinic) -> None:
    new_group(clinic)
    clinic.clock.advance(timedelta(hours=6))
    (line,) = clinic.services().group.groups()
    assert line.next_session is not None
    assert line.next_session.day == date(2026, 11, 23)


def test_attendance_of_today_stays_at_hand_until_it_is_signed(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    member(clinic, group_id)
    services = clinic.services()
    clinic.clock.advance(timedelta(hours=6))
    (line,) = services.group.groups()
    assert line.at_hand is not None
    assert line.at_hand.day == THURSDAY
    assert services.group.group(group_id).at_hand == line.at_hand
    mark(clinic, slot_on(clinic, group_id), member(clinic, group_id, "Bea"), Mark.PRESENT)
    with clinic.store.write("note.sign", None) as db:
        session_id = db.scalars(select(GroupSessionRow.id)).one()
        db.add(
            GroupNoteRow(
                id=clinic.store.new_id(),
                session_id=session_id,
                text="Went well.",
                signed_at=clinic.clock.now(),
            )
        )
    (line,) = services.group.groups()
    assert line.at_hand == line.next_session


def test_closed_and_called_off_days_are_skipped(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    with clinic.store.write("clinic.close", None) as db:
        db.add(ClosedDayRow(id=clinic.store.new_id(), day=THURSDAY, words="Thanksgiving"))
    services = clinic.services()
    services.session_plan.call_off(slot_on(clinic, group_id, 0), date(2026, 11, 23), "No heating")
    (line,) = services.group.groups()
    assert line.next_session is not None
    assert line.next_session.day == date(2026, 11, 24)


def test_edits_of_different_fields_merge_and_of_one_field_conflict(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    base = clinic.services().group.group(group_id).draft
    clinic.services().group.save(group_id, base, replace(base, name="Early recovery, day"))
    clinic.services("supervisor").group.save(group_id, base, replace(base, capacity=10))
    draft = clinic.services().group.group(group_id).draft
    assert (draft.name, draft.capacity) == ("Early recovery, day", 10)
    with pytest.raises(EditConflict) as caught:
        clinic.services("supervisor").group.save(group_id, base, replace(base, name="Morning"))
    (conflict,) = caught.value.fields
    assert (conflict.mine, conflict.theirs) == ("Morning", "Early recovery, day")
    assert conflict.theirs_by == "R. Alvarez"


def test_a_changed_time_ends_the_old_slot(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    services = clinic.services()
    (old,) = services.group.group(group_id).slots
    services.group.change_slot(old, slot(3, time(14, 0), starts=date(2026, 11, 26)))
    first, second = services.group.group(group_id).slots
    assert (first.start, first.ends) == (time(13, 0), date(2026, 11, 25))
    assert (second.start, second.starts, second.ends) == (time(14, 0), date(2026, 11, 26), None)


def test_a_time_cannot_change_under_marks(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    client_id = member(clinic, group_id)
    slot_id = slot_on(clinic, group_id)
    mark(clinic, slot_id, client_id, Mark.PRESENT)
    with pytest.raises(UserProblem, match="already marked"):
        (shown,) = clinic.services().group.group(group_id).slots
        clinic.services().group.change_slot(shown, slot(3, time(14, 0), starts=THURSDAY))
    with pytest.raises(UserProblem, match="already marked"):
        clinic.services().group.end_slot(slot_id, THURSDAY - timedelta(days=1))
    clinic.services().group.end_slot(slot_id, THURSDAY)
    assert clinic.services().group.group(group_id).slots[0].ends == THURSDAY


def test_two_people_never_leave_two_times_for_one(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    group, theirs = clinic.services().group, clinic.services("supervisor").group
    (shown,) = group.group(group_id).slots
    next_week = date(2026, 11, 26)
    theirs.change_slot(shown, slot(3, time(14, 0), starts=next_week))
    with pytest.raises(UserProblem, match="Someone else changed this weekly time"):
        group.change_slot(shown, slot(3, time(15, 0), starts=next_week))
    old, new = group.group(group_id).slots
    assert (old.ends, new.start) == (next_week - timedelta(days=1), time(14, 0))
    with pytest.raises(UserProblem, match="has ended by that day"):
        group.change_slot(old, slot(3, time(15, 0), starts=next_week))
    theirs.change_slot(new, slot(3, time(16, 0), starts=next_week))
    with pytest.raises(NotFound):
        group.change_slot(new, slot(3, time(17, 0), starts=next_week))


def test_a_coming_session_keeps_its_topic_and_its_room_when_the_time_changes(
    clinic: TestClinic,
) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    services = clinic.services()
    services.topic.add(group_id, [TopicDraft("Refusal skills")])
    (topic,) = services.topic.grid(group_id).topics
    (old,) = services.group.group(group_id).slots
    first, second = date(2026, 11, 26), date(2026, 12, 3)
    services.topic.choose(old.id, first, topic.id)
    services.session_plan.move(old.id, second, MoveDraft(second, time(9), 60, "Garden"))
    services.group.change_slot(old, slot(3, time(14, 0), starts=first))
    _, topical, moved = _held(clinic, THURSDAY, second)
    assert (topical.start, topical.topic, topical.topic_id) == (
        time(14, 0),
        "Refusal skills",
        topic.id,
    )
    assert (moved.start, moved.minutes, moved.room) == (time(9), 60, "Garden")


def _held(clinic: TestClinic, first: date, last: date) -> list[HeldSession]:
    with clinic.store.read() as db:
        return held_sessions(db, first, last)


def test_a_group_does_not_end_before_its_marks_and_nobody_waits_on(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    client_id, waiting = member(clinic, group_id), admitted_client(clinic, "Ana", "Lee")
    clinic.services().roster.wait(group_id, waiting)
    mark(clinic, slot_on(clinic, group_id), client_id, Mark.PRESENT)
    with pytest.raises(UserProblem, match="already marked"):
        clinic.services().group.end(group_id, THURSDAY - timedelta(days=1))
    assert clinic.services().group.group(group_id).ended is None
    clinic.services().group.end(group_id, THURSDAY)
    places = clinic.services().roster.roster(group_id).places
    assert [(place.client_id, place.ends) for place in places] == [(client_id, THURSDAY)]


def test_ending_a_group_ends_slots_and_places(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    clinic.services().group.end(group_id, THURSDAY)
    clinic.clock.advance(timedelta(days=1))
    services = clinic.services()
    assert services.group.groups() == ()
    assert [line.is_ended for line in services.group.groups(ended=True)] == [True]
    assert services.roster.client_week(client_id) == ()


def test_problems_come_together_and_rights_are_checked(clinic: TestClinic) -> None:
    with pytest.raises(InvalidDraft) as caught:
        clinic.services().group.create(GroupDraft("", capacity=40), [slot(9)])
    assert [p.field for p in caught.value.problems] == ["name", "capacity", "weekday"]
    with pytest.raises(NotAllowed):
        clinic.services("front_desk").group.create(GroupDraft("Group"))
    assert clinic.services().group.groups() == ()


def test_leaders_are_clinicians(clinic: TestClinic) -> None:
    names = [leader.name for leader in clinic.services().group.leaders()]
    assert names == ["R. Alvarez", "S. Lind", "T. Okafor"]


def test_every_other_week_keeps_its_rhythm_over_years() -> None:
    other = _slot(every_weeks=2, starts=date(2023, 1, 3))
    days = slot_dates(other, date(2026, 11, 1), date(2026, 12, 31))
    assert all(day.weekday() == 3 for day in days)
    assert all((day - date(2023, 1, 5)).days % 14 == 0 for day in days)


@given(
    weekday=st.integers(0, 6),
    every=st.integers(1, 8),
    starts=st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    first=st.dates(date(2020, 1, 1), date(2027, 12, 31)),
    span=st.integers(0, 120),
)
def test_dates_are_those_of_the_plain_rule(
    weekday: int, every: int, starts: date, first: date, span: int
) -> None:
    last = first + timedelta(days=span)
    plain = rrule(
        WEEKLY,
        interval=every,
        byweekday=weekday,
        dtstart=date(starts.year, starts.month, starts.day),
        until=last,
    )
    expected = [day.date() for day in plain if day.date() >= max(first, starts)]
    slot_now = _slot(weekday=weekday, every_weeks=every, starts=starts)
    assert slot_dates(slot_now, first, last) == expected

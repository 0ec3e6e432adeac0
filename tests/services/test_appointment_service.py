"""Booking, moving, keeping and cancelling appointments; clashes; two people at once."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from iopdesk.domain.appointment import (
    AppointmentState,
    BusyTime,
    Clash,
    Clashing,
    ClashKind,
    Repeat,
)
from iopdesk.domain.attendance import Mark
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.clinic_tables import ClosedDayRow
from tests.clinic_for_tests import ZONE, TestClinic
from tests.factories.appointments import book, busy, draft
from tests.factories.groups import BEGUN, THURSDAY, mark, member, new_group, slot_on
from tests.factories.people import admitted_client, new_client

PLANNED, KEPT = AppointmentState.PLANNED, AppointmentState.KEPT
BY_CLIENT = AppointmentState.CANCELLED_BY_CLIENT
WEEK = timedelta(weeks=1)


def close(clinic: TestClinic, day: date, words: str = "Thanksgiving") -> None:
    """Hold nothing on a day."""
    with clinic.store.write("closed_day.add", None) as db:
        db.add(ClosedDayRow(id=clinic.store.new_id(), day=day, words=words))


def rows(clinic: TestClinic) -> list[AppointmentRow]:
    """All that is stored."""
    with clinic.store.read() as db:
        return list(db.scalars(select(AppointmentRow).order_by(AppointmentRow.day)))


def test_one_appointment_with_its_names(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic, "Dolores", "Quiñones")
    found = clinic.services("front_desk").appointment.appointment(
        book(clinic, client_id, room=" Office   4 ")
    )
    assert (found.client, found.staff, found.draft.room) == (
        "Dolores Quiñones",
        "R. Alvarez, LCSW",
        "Office 4",
    )
    assert (found.state, found.end, found.later_in_series) == (PLANNED, time(9, 45), 0)
    assert rows(clinic)[0].episode_id is not None


def test_a_screening_before_admission_has_no_episode(clinic: TestClinic) -> None:
    book(clinic, new_client(clinic), kind="screening")
    assert rows(clinic)[0].episode_id is None


def test_a_weekly_series_leaves_out_closed_days_and_groups_and_says_so(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    close(clinic, THURSDAY + WEEK)
    busy(clinic, client_id, starts=THURSDAY + 3 * WEEK, ends=THURSDAY + 3 * WEEK)
    booked = clinic.services().appointment.book(
        client_id, draft(clinic), Repeat(THURSDAY + 4 * WEEK)
    )
    assert booked.days == (THURSDAY, THURSDAY + 2 * WEEK, THURSDAY + 4 * WEEK)
    assert [(each.day, each.clashes[0].kind) for each in booked.skipped] == [
        (THURSDAY + WEEK, ClashKind.CLOSED),
        (THURSDAY + 3 * WEEK, ClashKind.BUSY),
    ]
    found = clinic.services().appointment.appointment(booked.ids[0])
    assert found.later_in_series == 2
    assert len({row.series_id for row in rows(clinic)}) == 1


def test_with_a_reason_the_clients_own_clashes_are_booked_too(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    busy(clinic, client_id)
    service = clinic.services().appointment
    with pytest.raises(Clashing) as refused:
        service.book(client_id, draft(clinic))
    assert [clash.kind for clash in refused.value.clashes] == [ClashKind.BUSY]
    assert not rows(clinic)
    service.book(client_id, draft(clinic), reason="His employer lets him go")
    assert len(rows(clinic)) == 1


def test_every_kind_of_clash_is_found_and_touching_ends_are_none(clinic: TestClinic) -> None:
    group_id = new_group(clinic, "Early recovery", (3,))
    client_id = member(clinic, group_id)
    other = admitted_client(clinic, "Hana", "Ito")
    close(clinic, THURSDAY + 2 * WEEK)
    book(clinic, client_id, start=time(9, 0), room="C")
    book(clinic, other, start=time(10, 0), room="C")
    service = clinic.services().appointment
    leader = clinic.staff[Role.SUPERVISOR].staff_id

    def kinds(who: object, day: date, start: time, **more: object) -> list[ClashKind]:
        asked = draft(clinic, day, start, **more)
        return [clash.kind for clash in service.proposed(who, asked)[0].clashes]  # type: ignore[arg-type]

    assert kinds(client_id, THURSDAY, time(13, 30)) == [ClashKind.GROUP]
    assert kinds(other, THURSDAY, time(13, 30), staff_id=leader, room="b") == [
        ClashKind.STAFF,
        ClashKind.ROOM,
    ]
    assert kinds(client_id, THURSDAY, time(9, 30), staff_id=None) == [ClashKind.APPOINTMENT]
    assert kinds(client_id, THURSDAY, time(10, 30), room="c") == [ClashKind.STAFF, ClashKind.ROOM]
    assert kinds(client_id, THURSDAY, time(10, 30), staff_id=None, room="C", is_remote=True) == []
    assert kinds(client_id, THURSDAY, time(14, 30)) == []
    assert kinds(client_id, THURSDAY, time(12, 15)) == []
    assert kinds(client_id, THURSDAY + 2 * WEEK, time(16, 0)) == [ClashKind.CLOSED]


def test_a_clash_that_was_not_shown_refuses_the_save(clinic: TestClinic) -> None:
    first, second = admitted_client(clinic), admitted_client(clinic, "Hana", "Ito")
    service = clinic.services().appointment
    asked = draft(clinic)
    shown = service.proposed(first, asked)[0].clashes
    assert shown == ()
    # meanwhile the front desk gives the counselor's hour away
    book(clinic, second)
    with pytest.raises(Clashing):
        service.book(first, asked, seen=shown)
    assert len(rows(clinic)) == 1
    # the double booking is only a warning: once seen, it may be saved
    service.book(first, asked, seen=service.proposed(first, asked)[0].clashes)
    assert len(rows(clinic)) == 2


def test_the_front_desk_sees_the_neutral_title_in_a_clash(clinic: TestClinic) -> None:
    group_id = new_group(
        clinic, "Women's trauma", (3,), population="women", neutral_title="Thursday group"
    )
    client_id = member(clinic, group_id)
    asked = draft(clinic, start=time(13, 0), staff_id=None)

    def named(role: str) -> list[Clash]:
        return list(clinic.services(role).appointment.proposed(client_id, asked)[0].clashes)

    assert [clash.what for clash in named("front_desk")] == ["Thursday group"]
    assert [clash.what for clash in named("counselor")] == ["Women's trauma"]


def test_two_people_change_different_fields_and_nothing_is_lost(clinic: TestClinic) -> None:
    appointment_id = book(clinic, admitted_client(clinic), room="C")
    service = clinic.services().appointment
    base = service.appointment(appointment_id).draft
    service.change(appointment_id, base, replace(base, start=time(11, 0)))
    service.change(appointment_id, base, replace(base, room="D"))
    found = service.appointment(appointment_id).draft
    assert (found.start, found.room) == (time(11, 0), "D")
    with pytest.raises(EditConflict) as conflict:
        service.change(appointment_id, base, replace(base, start=time(16, 0)))
    assert [(f.field, f.theirs) for f in conflict.value.fields] == [("start", time(11, 0))]
    assert service.appointment(appointment_id).draft.start == time(11, 0)


def test_merged_times_are_checked_together(clinic: TestClinic) -> None:
    appointment_id = book(clinic, admitted_client(clinic), start=time(22, 0))
    service = clinic.services().appointment
    base = service.appointment(appointment_id).draft
    service.change(appointment_id, base, replace(base, minutes=120))
    with pytest.raises(InvalidDraft):
        service.change(appointment_id, base, replace(base, start=time(23, 0)))
    assert service.appointment(appointment_id).draft.start == time(22, 0)


def test_moving_meets_the_same_clashes(clinic: TestClinic) -> None:
    group_id = new_group(clinic, "Early recovery", (3,))
    client_id = member(clinic, group_id)
    appointment_id = book(clinic, client_id)
    service = clinic.services().appointment
    base = service.appointment(appointment_id).draft
    with pytest.raises(Clashing):
        service.change(appointment_id, base, replace(base, start=time(13, 0)))
    service.change(appointment_id, base, replace(base, start=time(9, 15)))
    assert service.appointment(appointment_id).draft.start == time(9, 15)


def test_kept_with_its_minutes_and_planned_again(clinic: TestClinic) -> None:
    appointment_id = book(clinic, admitted_client(clinic))
    service = clinic.services("front_desk").appointment
    service.keep(appointment_id, 50, seen=PLANNED)
    found = service.appointment(appointment_id)
    assert (found.state, found.minutes_kept) == (KEPT, 50)
    with pytest.raises(UserProblem, match="planned"):
        service.change(appointment_id, found.draft, replace(found.draft, start=time(10, 0)))
    # a second person still sees it as planned
    with pytest.raises(EditConflict):
        service.note_no_show(appointment_id, seen=PLANNED)
    service.plan_again(appointment_id, seen=found.outcome)
    found = service.appointment(appointment_id)
    assert (found.state, found.minutes_kept) == (PLANNED, None)


def test_what_is_still_to_come_is_not_kept_or_missed(clinic: TestClinic) -> None:
    appointment_id = book(clinic, admitted_client(clinic), THURSDAY + timedelta(days=1))
    service = clinic.services().appointment
    for mark_it in (
        lambda: service.keep(appointment_id, 45, seen=PLANNED),
        lambda: service.note_no_show(appointment_id, seen=PLANNED),
    ):
        with pytest.raises(UserProblem, match="still to come"):
            mark_it()
    clinic.clock.set(datetime(2026, 11, 20, 0, 1, tzinfo=ZONE))
    service.note_no_show(appointment_id, "No call", seen=PLANNED)
    assert service.appointment(appointment_id).reason == "No call"


def test_cancelling_a_series_from_a_day_on_keeps_what_took_place(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    service = clinic.services().appointment
    booked = service.book(client_id, draft(clinic), Repeat(THURSDAY + 3 * WEEK))
    service.keep(booked.ids[0], 45, seen=PLANNED)
    with pytest.raises(InvalidDraft):
        service.cancel(booked.ids[1], BY_CLIENT, " ")
    assert service.cancel(booked.ids[1], BY_CLIENT, "New job", and_later=True) == 3
    assert [row.state for row in rows(clinic)] == [KEPT, *[BY_CLIENT] * 3]
    # the time is free again
    service.book(client_id, draft(clinic, THURSDAY + WEEK), seen=())


def test_a_missed_session_is_made_up_once(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    mark(clinic, slot_on(clinic, group_id), client_id, Mark.ABSENT)
    service = clinic.services().appointment
    (missed,) = service.missed(client_id)
    assert (missed.group, missed.day) == ("Early recovery", THURSDAY)
    made_up = book(
        clinic, client_id, THURSDAY + timedelta(days=1), makes_up_id=missed.attendance_id
    )
    assert service.missed(client_id) == ()
    assert service.missed(client_id, made_up) == (missed,)
    service.cancel(made_up, BY_CLIENT, "Ill")
    assert service.missed(client_id) == (missed,)


def test_two_windows_never_keep_one_appointment_with_two_lengths(clinic: TestClinic) -> None:
    appointment_id = book(clinic, admitted_client(clinic))
    service = clinic.services().appointment
    service.keep(appointment_id, 30, seen=PLANNED)
    with pytest.raises(EditConflict) as conflict:
        service.keep(appointment_id, 60, seen=PLANNED)
    assert [(f.field, f.theirs) for f in conflict.value.fields] == [("minutes_kept", 30)]
    service.keep(appointment_id, 30, seen=PLANNED)
    assert service.appointment(appointment_id).minutes_kept == 30


def test_two_windows_never_give_two_reasons_for_one_no_show(clinic: TestClinic) -> None:
    appointment_id = book(clinic, admitted_client(clinic))
    service = clinic.services().appointment
    service.note_no_show(appointment_id, "Ill", seen=PLANNED)
    with pytest.raises(EditConflict):
        service.note_no_show(appointment_id, "No bus", seen=PLANNED)
    service.note_no_show(appointment_id, seen=PLANNED)
    assert service.appointment(appointment_id).reason == "Ill"


def test_what_someone_else_changed_of_a_kept_one_is_not_lost(clinic: TestClinic) -> None:
    appointment_id = book(clinic, admitted_client(clinic))
    mine, theirs = (clinic.services(role).appointment for role in ("counselor", "supervisor"))
    mine.keep(appointment_id, 30, seen=PLANNED)
    shown = mine.appointment(appointment_id).outcome
    with pytest.raises(EditConflict):
        theirs.keep(appointment_id, 45, seen=KEPT)
    theirs.plan_again(appointment_id, seen=shown)
    theirs.keep(appointment_id, 60, seen=PLANNED)
    with pytest.raises(EditConflict) as conflict:
        mine.plan_again(appointment_id, seen=shown)
    assert [(f.field, f.theirs) for f in conflict.value.fields] == [("minutes_kept", 60)]
    assert mine.appointment(appointment_id).outcome == (KEPT, 60, "")


def test_one_of_a_series_that_shares_a_make_up_can_be_kept(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    mark(clinic, slot_on(clinic, group_id), client_id, Mark.ABSENT)
    service = clinic.services().appointment
    (missed,) = service.missed(client_id)
    ids = [book(clinic, client_id, THURSDAY, time(at)) for at in (9, 11)]
    with clinic.store.write("appointment.book", None) as db:
        for appointment_id in ids:
            db.get_one(AppointmentRow, appointment_id).makes_up_id = missed.attendance_id
    for appointment_id in ids:
        service.keep(appointment_id, 45, seen=PLANNED)
    linked = [service.appointment(each).draft.makes_up_id for each in ids]
    assert linked == [None, missed.attendance_id]


def test_only_the_first_of_a_series_makes_up_for_a_missed_session(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    mark(clinic, slot_on(clinic, group_id), client_id, Mark.ABSENT)
    (missed,) = clinic.services().appointment.missed(client_id)
    first = THURSDAY + timedelta(days=1)
    book(clinic, client_id, first, repeat=Repeat(first + WEEK), makes_up_id=missed.attendance_id)
    assert [row.makes_up_id for row in rows(clinic)] == [missed.attendance_id, None]


def test_planned_again_it_does_not_make_up_a_second_time(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    mark(clinic, slot_on(clinic, group_id), client_id, Mark.ABSENT)
    service = clinic.services().appointment
    (missed,) = service.missed(client_id)
    day, more = THURSDAY + timedelta(days=1), {"makes_up_id": missed.attendance_id}
    first = book(clinic, client_id, day, **more)
    service.cancel(first, BY_CLIENT, "Ill")
    second = book(clinic, client_id, day, time(11, 0), **more)
    with pytest.raises(UserProblem, match="made up for already"):
        service.plan_again(first, seen=service.appointment(first).outcome)
    assert service.appointment(first).state == BY_CLIENT
    service.cancel(second, BY_CLIENT, "Ill")
    service.plan_again(first, seen=service.appointment(first).outcome)
    assert service.appointment(first).state == PLANNED


def test_taken_back_it_never_was(clinic: TestClinic) -> None:
    appointment_id = book(clinic, admitted_client(clinic))
    service = clinic.services().appointment
    service.take_back(appointment_id, "Wrong client")
    with pytest.raises(UserProblem, match="no longer here"):
        service.appointment(appointment_id)
    assert rows(clinic)[0].void == 1


def test_who_may_book(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    clinic.services("front_desk").appointment.book(client_id, draft(clinic))
    with pytest.raises(NotAllowed):
        clinic.services("privacy_officer").appointment.book(client_id, draft(clinic))


def test_busy_hours_are_saved_for_several_days_changed_and_removed(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    service = clinic.services("front_desk").busy_time
    days = tuple(BusyTime(day, time(8, 0), 240, BEGUN, words=" Depot ") for day in (0, 2))
    first, _second = service.save_days(client_id, days)
    found = service.busy_times(client_id)
    assert [(each.weekday, each.words) for each in found] == [(0, "Depot"), (2, "Depot")]
    service.save(client_id, replace(found[0], minutes=120), found[0])
    with pytest.raises(EditConflict):
        service.save(client_id, replace(found[0], minutes=60), found[0])
    service.remove(client_id, first)
    assert [each.weekday for each in service.busy_times(client_id)] == [2]
    with pytest.raises(InvalidDraft):
        service.save(client_id, BusyTime(0, time(8, 0), 0, BEGUN))


def test_a_missed_session_is_not_made_up_twice(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    mark(clinic, slot_on(clinic, group_id), client_id, Mark.ABSENT)
    (missed,) = clinic.services().appointment.missed(client_id)
    friday = THURSDAY + timedelta(days=1)
    book(clinic, client_id, friday, makes_up_id=missed.attendance_id)
    with pytest.raises(UserProblem, match="made up for already"):
        book(clinic, client_id, friday, time(15, 0), makes_up_id=missed.attendance_id)
    other = book(clinic, client_id, friday, time(15, 0))
    service = clinic.services().appointment
    base = service.appointment(other).draft
    with pytest.raises(UserProblem, match="made up for already"):
        service.change(other, base, replace(base, makes_up_id=missed.attendance_id))
    assert service.appointment(other).draft.makes_up_id is None


def test_nothing_stays_planned_after_discharge(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    service = clinic.services().appointment
    booked = service.book(client_id, draft(clinic), Repeat(THURSDAY + 2 * WEEK))
    service.keep(booked.ids[0], 45, seen=PLANNED)
    steps = clinic.services().step_down
    started = steps.start(client_id)
    ending = replace(started, reason="completed", summary="All goals met.")
    steps.discharge(steps.save(ending, started).id, THURSDAY, ())
    assert [row.state for row in rows(clinic)] == [
        KEPT,
        *[AppointmentState.CANCELLED_BY_CLINIC] * 2,
    ]

"""Marks, undo, two people at once, and what marks add up to."""

import threading
import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from iopdesk.domain.attendance import Mark, MarkDraft
from iopdesk.domain.group_session import GroupSession, SessionRow, SessionState
from iopdesk.domain.note import GroupNoteDraft
from iopdesk.domain.problems import EditConflict, NotAllowed, UserProblem
from iopdesk.storage.clinic_tables import ClosedDayRow
from iopdesk.storage.journal_tables import ChangeRow
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import MONDAY, THURSDAY, mark, member, new_group, slot_on

WEDNESDAY = THURSDAY - timedelta(days=1)


@pytest.fixture
def group_id(clinic: TestClinic) -> uuid.UUID:
    return new_group(clinic)


def _session(clinic: TestClinic, group_id: uuid.UUID) -> GroupSession:
    return clinic.services().attendance.session(slot_on(clinic, group_id), THURSDAY)


def _row(clinic: TestClinic, group_id: uuid.UUID, client_id: uuid.UUID) -> SessionRow:
    rows = _session(clinic, group_id).rows
    return next(row for row in rows if row.client_id == client_id)


def _actions(clinic: TestClinic) -> list[str]:
    with clinic.store.read() as db:
        return list(db.scalars(select(ChangeRow.action).order_by(ChangeRow.dot)))


def test_a_session_before_anything_was_written(clinic: TestClinic, group_id: uuid.UUID) -> None:
    member(clinic, group_id, "Tanya", "Brooks")
    member(clinic, group_id, "Ana", "Kowalski", name_to_use="Annie")
    session = _session(clinic, group_id)
    assert (session.group, session.minutes, session.room) == ("Early recovery", 90, "B")
    assert session.leader == "T. Okafor, LAADC"
    assert [(row.name, row.phase, row.mark, row.week_prescribed) for row in session.rows] == [
        ("Annie Kowalski", "Phase 1", None, 900),
        ("Tanya Brooks", "Phase 1", None, 900),
    ]
    assert not session.is_signed
    assert session.marked == 0


def test_accents_do_not_change_the_order(clinic: TestClinic, group_id: uuid.UUID) -> None:
    for name in ("Zoe", "Álvaro", "Beatriz"):
        member(clinic, group_id, name, "Lee")
    names = [row.name for row in _session(clinic, group_id).rows]
    assert names == ["Álvaro Lee", "Beatriz Lee", "Zoe Lee"]


def test_marks_take_their_usual_minutes(clinic: TestClinic, group_id: uuid.UUID) -> None:
    client_id = member(clinic, group_id)
    slot_id = slot_on(clinic, group_id)
    mark(clinic, slot_id, client_id, Mark.LATE)
    assert (_row(clinic, group_id, client_id).mark, _row(clinic, group_id, client_id).minutes) == (
        Mark.LATE,
        75,
    )
    clinic.services().attendance.mark(
        slot_id, THURSDAY, MarkDraft(client_id, Mark.EXCUSED, reason=" Court  date ")
    )
    row = _row(clinic, group_id, client_id)
    assert (row.mark, row.minutes, row.reason, row.week_minutes) == (
        Mark.EXCUSED,
        0,
        "Court date",
        0,
    )


def test_mark_the_rest_present_is_one_entry(clinic: TestClinic, group_id: uuid.UUID) -> None:
    absent, *_ = [member(clinic, group_id, name, "Lee") for name in ("Ana", "Bea", "Cy")]
    slot_id = slot_on(clinic, group_id)
    mark(clinic, slot_id, absent, Mark.ABSENT)
    before = len(_actions(clinic))
    marked = clinic.services().attendance.mark_the_rest_present(slot_id, THURSDAY)
    assert len(marked.clients) == 2
    assert _actions(clinic)[before:] == ["attendance.mark_rest"]
    assert [row.mark for row in _session(clinic, group_id).rows] == [
        Mark.ABSENT,
        Mark.PRESENT,
        Mark.PRESENT,
    ]
    again = clinic.services().attendance.mark_the_rest_present(slot_id, THURSDAY)
    assert again.clients == ()
    assert len(_actions(clinic)) == before + 1


def test_undo_goes_back_mark_by_mark(clinic: TestClinic, group_id: uuid.UUID) -> None:
    client_id = member(clinic, group_id)
    slot_id = slot_on(clinic, group_id)
    entries = [mark(clinic, slot_id, client_id, given) for given in (Mark.PRESENT, Mark.ABSENT)]
    attendance = clinic.services().attendance
    attendance.undo(entries.pop())
    assert _row(clinic, group_id, client_id).mark is Mark.PRESENT
    assert _row(clinic, group_id, client_id).minutes == 90
    attendance.undo(entries.pop())
    assert _row(clinic, group_id, client_id).mark is None
    assert _actions(clinic)[-2:] == ["attendance.undo", "attendance.undo"]
    mark(clinic, slot_id, client_id, Mark.LATE)
    assert _row(clinic, group_id, client_id).mark is Mark.LATE


def test_undo_of_many_marks(clinic: TestClinic, group_id: uuid.UUID) -> None:
    ids = [member(clinic, group_id, name, "Lee") for name in ("Ana", "Bea")]
    slot_id = slot_on(clinic, group_id)
    attendance = clinic.services().attendance
    entry = attendance.mark_the_rest_present(slot_id, THURSDAY).entry
    assert set(attendance.undo(entry).clients) == set(ids)
    assert _session(clinic, group_id).marked == 0


def test_undo_is_refused_once_someone_else_changed_the_mark(
    clinic: TestClinic, group_id: uuid.UUID
) -> None:
    client_id = member(clinic, group_id)
    slot_id = slot_on(clinic, group_id)
    entry = mark(clinic, slot_id, client_id, Mark.PRESENT)
    mark(clinic, slot_id, client_id, Mark.LATE, role="supervisor")  # type: ignore[arg-type]
    with pytest.raises(UserProblem, match="changed meanwhile"):
        clinic.services().attendance.undo(entry)
    with pytest.raises(UserProblem, match="your own"):
        clinic.services("front_desk").attendance.undo(entry)
    assert _row(clinic, group_id, client_id).mark is Mark.LATE


def test_a_mark_over_an_unseen_one_shows_both(clinic: TestClinic, group_id: uuid.UUID) -> None:
    client_id = member(clinic, group_id)
    slot_id = slot_on(clinic, group_id)
    mark(clinic, slot_id, client_id, Mark.ABSENT, role="supervisor")  # type: ignore[arg-type]
    mine = MarkDraft(client_id, Mark.PRESENT, seen=0)
    with pytest.raises(EditConflict) as caught:
        clinic.services().attendance.mark(slot_id, THURSDAY, mine)
    (field,) = caught.value.fields
    assert (field.mine, field.theirs, field.theirs_by) == (Mark.PRESENT, Mark.ABSENT, "T. Okafor")
    assert field.theirs_at == clinic.clock.now()
    same = replace(mine, mark=Mark.ABSENT)
    assert clinic.services().attendance.mark(slot_id, THURSDAY, same).clients == ()
    clinic.services().attendance.mark(slot_id, THURSDAY, replace(mine, seen=None))
    assert _row(clinic, group_id, client_id).mark is Mark.PRESENT


def test_two_people_marking_at_once_lose_nothing(clinic: TestClinic, group_id: uuid.UUID) -> None:
    ids = [member(clinic, group_id, f"Client{n}", "Lee") for n in range(6)]
    slot_id = slot_on(clinic, group_id)
    failures: list[BaseException] = []

    def give(role: str, clients: list[uuid.UUID]) -> None:
        try:
            for client_id in clients:
                draft = MarkDraft(client_id, Mark.PRESENT, seen=0)
                clinic.services(role).attendance.mark(slot_id, THURSDAY, draft)
        except BaseException as failure:  # noqa: BLE001 -- shown by the assert below
            failures.append(failure)

    threads = [
        threading.Thread(target=give, args=("counselor", ids[:4])),
        threading.Thread(target=give, args=("supervisor", ids[2:][::-1])),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert _session(clinic, group_id).marked == 6


@pytest.mark.parametrize(
    ("given", "minutes"), [(Mark.PRESENT, 91), (Mark.LATE, 0), (Mark.ABSENT, 5)]
)
def test_minutes_that_dont_fit_are_refused(
    clinic: TestClinic, group_id: uuid.UUID, given: Mark, minutes: int
) -> None:
    client_id = member(clinic, group_id)
    draft = MarkDraft(client_id, given, minutes)
    with pytest.raises(UserProblem, match="minutes"):
        clinic.services().attendance.mark(slot_on(clinic, group_id), THURSDAY, draft)
    assert _session(clinic, group_id).marked == 0


def test_coming_sessions_take_excuses_only(clinic: TestClinic, group_id: uuid.UUID) -> None:
    client_id = member(clinic, group_id)
    slot_id = slot_on(clinic, group_id)
    later = THURSDAY + timedelta(days=7)
    with pytest.raises(UserProblem, match="still to come"):
        mark(clinic, slot_id, client_id, Mark.PRESENT, later)
    mark(clinic, slot_id, client_id, Mark.EXCUSED, later)
    with pytest.raises(UserProblem, match="does not meet"):
        mark(clinic, slot_id, client_id, Mark.PRESENT, WEDNESDAY)


def test_only_clients_of_the_roster_of_that_day(clinic: TestClinic, group_id: uuid.UUID) -> None:
    client_id = member(clinic, group_id, starts=THURSDAY)
    with pytest.raises(UserProblem, match="not in the group"):
        mark(clinic, slot_on(clinic, group_id, 0), client_id, Mark.PRESENT, MONDAY)
    with pytest.raises(NotAllowed):
        clinic.services("privacy_officer").attendance.mark_the_rest_present(
            slot_on(clinic, group_id), THURSDAY
        )


def test_closed_days_and_called_off_sessions(clinic: TestClinic, group_id: uuid.UUID) -> None:
    client_id = member(clinic, group_id)
    with clinic.store.write("clinic.close", None) as db:
        db.add(ClosedDayRow(id=clinic.store.new_id(), day=THURSDAY, words="Storm"))
    assert _session(clinic, group_id).state is SessionState.CLOSED
    with pytest.raises(UserProblem, match="does not meet"):
        mark(clinic, slot_on(clinic, group_id), client_id, Mark.PRESENT)
    monday = slot_on(clinic, group_id, 0)
    clinic.services().session_plan.call_off(monday, MONDAY, "Leader ill")
    with pytest.raises(UserProblem, match="called off"):
        mark(clinic, monday, client_id, Mark.PRESENT, MONDAY)
    assert clinic.services().attendance.session(monday, MONDAY).state is SessionState.CANCELLED


def test_signed_sessions_change_with_a_reason_only(clinic: TestClinic, group_id: uuid.UUID) -> None:
    client_id = member(clinic, group_id)
    slot_id = slot_on(clinic, group_id)
    entry = mark(clinic, slot_id, client_id, Mark.PRESENT)
    note = clinic.services().note
    note.save(slot_id, THURSDAY, GroupNoteDraft("Triggers", "Members shared."))
    note.sign_all(slot_id, THURSDAY)
    with pytest.raises(UserProblem, match="signed"):
        mark(clinic, slot_id, client_id, Mark.LATE)
    with pytest.raises(UserProblem, match="signed"):
        clinic.services().attendance.undo(entry)
    draft = MarkDraft(client_id, Mark.LATE, 60, "Came at half past")
    clinic.services().attendance.mark(slot_id, THURSDAY, draft)
    assert _row(clinic, group_id, client_id).minutes == 60
    assert _session(clinic, group_id).is_signed


def test_a_mark_stays_in_sight_after_the_client_left(
    clinic: TestClinic, group_id: uuid.UUID
) -> None:
    client_id = member(clinic, group_id)
    monday = slot_on(clinic, group_id, 0)
    mark(clinic, monday, client_id, Mark.PRESENT, MONDAY)
    roster = clinic.services().roster
    roster.remove(roster.roster(group_id).places[0].id, MONDAY)
    assert _session(clinic, group_id).rows == ()
    assert clinic.services().attendance.session(monday, MONDAY).marked == 1


def test_week_dose_counts_what_can_still_be_reached(
    clinic: TestClinic, group_id: uuid.UUID
) -> None:
    client_id = member(clinic, group_id)
    mark(clinic, slot_on(clinic, group_id, 0), client_id, Mark.PRESENT, MONDAY)
    mark(clinic, slot_on(clinic, group_id, 1), client_id, Mark.ABSENT, MONDAY + timedelta(days=1))
    dose = clinic.services().attendance.week_dose(client_id)
    assert (dose.prescribed, dose.scheduled, dose.attended, dose.reachable) == (900, 270, 90, 180)
    assert dose.is_out_of_reach
    mark(clinic, slot_on(clinic, group_id), client_id, Mark.LATE)
    dose = clinic.services().attendance.week_dose(client_id)
    assert (dose.attended, dose.reachable) == (165, 165)
    assert clinic.services().attendance.week_dose(client_id, date(2026, 11, 26)).scheduled == 270


def test_strip_shows_every_expected_session_since_admission(
    clinic: TestClinic, group_id: uuid.UUID
) -> None:
    client_id = member(clinic, group_id)
    slot_id = slot_on(clinic, group_id)
    mark(clinic, slot_id, client_id, Mark.ABSENT, date(2026, 10, 22))
    mark(clinic, slot_id, client_id, Mark.PRESENT, date(2026, 10, 29))
    strip = clinic.services().attendance.strip(client_id)
    assert strip.admitted == date(2026, 10, 22)
    assert len(strip.marks) == 13
    assert [(m.day.day, m.mark) for m in strip.marks[:4]] == [
        (22, Mark.ABSENT),
        (26, None),
        (27, None),
        (29, Mark.PRESENT),
    ]
    assert (strip.count(Mark.ABSENT), strip.expected, strip.share) == (1, 2, 0.5)


def test_absences_in_a_row_are_a_hint(clinic: TestClinic, group_id: uuid.UUID) -> None:
    client_id = member(clinic, group_id)
    for weekday, back in ((0, 3), (1, 2), (3, 0)):
        slot_id = slot_on(clinic, group_id, weekday)
        mark(clinic, slot_id, client_id, Mark.ABSENT, THURSDAY - timedelta(days=back))
    assert _row(clinic, group_id, client_id).absences_in_a_row == 3


def test_a_weeks_marks_of_a_group_and_of_the_clinic(
    clinic: TestClinic, group_id: uuid.UUID
) -> None:
    client_id = member(clinic, group_id)
    other = new_group(clinic, "Skills", (3,))
    somebody = member(clinic, other, "Hana", "Ito")
    mark(clinic, slot_on(clinic, group_id), client_id, Mark.LATE)
    mark(clinic, slot_on(clinic, other), somebody, Mark.PRESENT)
    attendance = clinic.services().attendance
    (found,) = attendance.group_week(group_id, MONDAY)
    assert (found.client, found.group, found.day, found.mark, found.minutes) == (
        "Tanya Brooks",
        "Early recovery",
        THURSDAY,
        Mark.LATE,
        75,
    )
    assert [each.client for each in attendance.clinic_week(MONDAY)] == ["Tanya Brooks", "Hana Ito"]
    assert attendance.clinic_week(MONDAY - timedelta(days=7)) == ()
    lines = clinic.services().group.sessions(group_id)
    assert [(line.day, line.marked) for line in lines if line.marked] == [(THURSDAY, 1)]
    assert [line.day.day for line in lines[:3]] == [23, 19, 17]

"""Marks, minutes and runs of absences."""

import uuid
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.attendance import (
    AttendanceStrip,
    CameAs,
    Mark,
    MarkDraft,
    StripMark,
    absences_in_a_row,
    attendance_id,
    mark_for_minutes,
    minutes_fit,
    session_id,
    usual_minutes,
)

THURSDAY = date(2026, 11, 19)
SLOT = uuid.UUID(int=1)
CLIENT = uuid.UUID(int=2)


def test_two_sites_name_the_same_session_and_attendance_alike() -> None:
    session = session_id(SLOT, THURSDAY)
    # Other values would make the rows of every site strangers to each other.
    assert session == uuid.UUID("8f4ed0a1-3505-5349-ab1a-89a20989d70a")
    assert session != session_id(SLOT, THURSDAY + timedelta(days=7))
    assert attendance_id(session, CLIENT) == uuid.UUID("01a6f15d-6d59-5eca-a639-6493905fea50")
    assert attendance_id(session, CLIENT) != attendance_id(session, SLOT)


@pytest.mark.parametrize(
    ("mark", "minutes"),
    [
        (Mark.PRESENT, 90),
        (Mark.LATE, 75),
        (Mark.LEFT_EARLY, 75),
        (Mark.EXCUSED, 0),
        (Mark.ABSENT, 0),
    ],
)
def test_usual_minutes_of_a_mark(mark: Mark, minutes: int) -> None:
    assert usual_minutes(mark, 90) == minutes


@given(st.sampled_from(Mark), st.integers(16, 480))
def test_usual_minutes_always_fit(mark: Mark, slot: int) -> None:
    assert minutes_fit(mark, usual_minutes(mark, slot), slot)


@given(st.none() | st.sampled_from(Mark), st.integers(0, 480), st.integers(15, 480))
def test_the_mark_that_minutes_mean_fits_them(mark: Mark | None, minutes: int, slot: int) -> None:
    typed = min(minutes, slot)
    assert minutes_fit(mark_for_minutes(mark, typed, slot), typed, slot)


def test_a_mark_that_fits_stays() -> None:
    assert mark_for_minutes(Mark.LEFT_EARLY, 60, 90) is Mark.LEFT_EARLY
    assert mark_for_minutes(Mark.ABSENT, 60, 90) is Mark.LATE
    assert mark_for_minutes(None, 90, 90) is Mark.PRESENT
    assert mark_for_minutes(Mark.PRESENT, 0, 90) is Mark.ABSENT


def test_nobody_attends_longer_than_the_session_or_while_away() -> None:
    assert not minutes_fit(Mark.PRESENT, 91, 90)
    assert not minutes_fit(Mark.PRESENT, 0, 90)
    assert not minutes_fit(Mark.EXCUSED, 10, 90)
    assert minutes_fit(Mark.LATE, 1, 90)


def _days_ago(*marks: Mark) -> list[tuple[date, Mark]]:
    return [(THURSDAY - timedelta(days=back), mark) for back, mark in enumerate(marks)]


def test_absences_in_a_row() -> None:
    away, there, excused = Mark.ABSENT, Mark.PRESENT, Mark.EXCUSED
    assert absences_in_a_row([]) == 0
    assert absences_in_a_row(_days_ago(away, away, away, there, away)) == 3
    assert absences_in_a_row(_days_ago(away, excused, away, there)) == 2
    assert absences_in_a_row(_days_ago(there, away, away)) == 0


def test_being_there_once_a_day_ends_the_row() -> None:
    marks = [(THURSDAY, Mark.ABSENT), (THURSDAY, Mark.LATE)]
    assert absences_in_a_row(marks) == 0


def test_each_mark_has_its_own_key() -> None:
    assert [mark.key for mark in Mark] == ["P", "L", "F", "E", "A"]


def test_a_strip_is_drawn_from_the_first_marked_session_on() -> None:
    def held(day: int, mark: Mark | None) -> StripMark:
        return StripMark(date(2026, 11, day), time(9), "Early recovery", mark, 90, 90, "")

    marks = (held(2, None), held(3, Mark.PRESENT), held(4, None))
    assert AttendanceStrip(date(2026, 11, 1), marks).since_first_mark == marks[1:]
    assert AttendanceStrip(date(2026, 11, 1), marks[:1]).since_first_mark == marks[:1]
    assert AttendanceStrip(None, ()).since_first_mark == ()


_drafts = st.builds(
    MarkDraft,
    client_id=st.just(uuid.UUID(int=1)),
    mark=st.sampled_from(Mark),
    minutes=st.none() | st.integers(0, 200),
    reason=st.text(max_size=5),
    excused_by=st.text(max_size=5),
    makes_up_id=st.none() | st.just(uuid.UUID(int=2)),
    came_as=st.none() | st.sampled_from(CameAs),
)


@given(_drafts)
def test_a_mark_keeps_only_what_goes_with_it(draft: MarkDraft) -> None:
    facts = draft.facts
    assert (facts.mark, facts.minutes, facts.reason) == (draft.mark, draft.minutes, draft.reason)
    assert facts.facts == facts
    if draft.mark.is_attended:
        assert facts.excused_by == ""
        assert (facts.makes_up_id, facts.came_as) == (draft.makes_up_id, draft.came_as)
    else:
        assert (facts.makes_up_id, facts.came_as) == (None, None)
        assert facts.excused_by == (draft.excused_by if draft.mark is Mark.EXCUSED else "")


@given(st.none() | st.sampled_from(Mark), st.integers(0, 999), st.integers(1, 300))
def test_typed_minutes_always_find_a_mark_that_they_fit(
    mark: Mark | None, typed: int, slot_minutes: int
) -> None:
    kept = min(typed, slot_minutes)
    assert minutes_fit(mark_for_minutes(mark, typed, slot_minutes), kept, slot_minutes)

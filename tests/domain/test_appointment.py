"""Appointments: what may be typed, weekly repeats, spans that meet, lanes of a calendar."""

import uuid
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.appointment import (
    MOST_IN_SERIES,
    AppointmentDraft,
    AppointmentState,
    BusyTime,
    Repeat,
    minute_of,
    overlap,
    time_of,
)
from iopdesk.domain.calendar import GROUP, LEAST_DRAWN_MINUTES, CalendarEntry, lanes

DAY = date(2026, 11, 19)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))
SPANS = st.tuples(TIMES, st.integers(5, 240))


def fields(problems: object) -> set[str]:
    """The fields that are wrong."""
    return {problem.field for problem in problems}  # type: ignore[attr-defined]


def test_an_empty_draft_names_what_is_missing() -> None:
    assert fields(AppointmentDraft().problems()) == {"day", "start"}


@pytest.mark.parametrize("start", [time(0, 0), time(12, 0), time(23, 15)])
def test_an_appointment_may_end_at_midnight_and_not_after_it(start: time) -> None:
    left = 24 * 60 - minute_of(start)
    fits = AppointmentDraft(day=DAY, start=start, minutes=min(left, 480))
    assert not fits.problems()
    if left < 480:
        assert fields(AppointmentDraft(day=DAY, start=start, minutes=left + 1).problems()) == {
            "minutes"
        }


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 500), st.integers(1, 8))
def test_a_series_keeps_its_weekday_and_its_last_day(
    first: date, days: int, every_weeks: int
) -> None:
    last = first + timedelta(days=days)
    found = Repeat(last, every_weeks).days(first)
    assert found[0] == first
    assert all(day.weekday() == first.weekday() and day <= last for day in found)
    assert all(
        b - a == timedelta(weeks=every_weeks) for a, b in zip(found, found[1:], strict=False)
    )
    assert found[-1] + timedelta(weeks=every_weeks) > last


def test_a_series_crosses_the_change_of_the_clocks_at_the_same_hour() -> None:
    # clocks went back on Nov 1, 2026; days of care have no zone
    assert Repeat(date(2026, 11, 9)).days(date(2026, 10, 26)) == [
        date(2026, 10, 26),
        date(2026, 11, 2),
        date(2026, 11, 9),
    ]


def test_a_series_has_an_end() -> None:
    assert fields(Repeat(DAY - timedelta(days=1)).problems(DAY)) == {"last_day"}
    far = DAY + timedelta(weeks=MOST_IN_SERIES)
    assert fields(Repeat(far).problems(DAY)) == {"last_day"}
    assert not Repeat(far - timedelta(weeks=1)).problems(DAY)
    assert Repeat().days(DAY) == [DAY]


@given(SPANS, SPANS)
def test_spans_meet_when_they_share_a_minute(a: tuple[time, int], b: tuple[time, int]) -> None:
    mine = set(range(minute_of(a[0]), minute_of(a[0]) + a[1]))
    other = set(range(minute_of(b[0]), minute_of(b[0]) + b[1]))
    assert overlap(*a, *b) == bool(mine & other) == overlap(*b, *a)


def test_busy_hours_end_after_they_start_on_the_same_day() -> None:
    assert not BusyTime(0, time(9, 0), 480, DAY).problems()
    assert fields(BusyTime(0, time(23, 0), 90, DAY).problems()) == {"end"}
    assert fields(BusyTime(7, time(9, 0), 0, DAY, ends=DAY - timedelta(days=1)).problems()) == {
        "weekday",
        "end",
        "ends",
    }


def test_a_cancelled_appointment_frees_its_time() -> None:
    free = {state for state in AppointmentState if state.is_cancelled}
    assert free == {AppointmentState.CANCELLED_BY_CLIENT, AppointmentState.CANCELLED_BY_CLINIC}


def entry(start: time, minutes: int) -> CalendarEntry:
    """An entry of a calendar at a time."""
    return CalendarEntry(
        GROUP, uuid.uuid4(), DAY, DAY, start, minutes, "", (), "", "", False, "planned", None, 0
    )


@given(st.lists(SPANS, max_size=40))
def test_lanes_hold_every_entry_once_and_never_two_at_a_time(spans: list[tuple[time, int]]) -> None:
    entries = [entry(*span) for span in spans]
    found = lanes(entries)
    assert {lane.entry.id for lane in found} == {each.id for each in entries}
    assert len(found) == len(entries)
    for at, a in enumerate(found):
        assert 0 <= a.lane < a.of
        for b in found[at + 1 :]:
            drawn = [
                (each.entry.first_minute, max(each.entry.minutes, LEAST_DRAWN_MINUTES))
                for each in (a, b)
            ]
            meets = drawn[0][0] < sum(drawn[1]) and drawn[1][0] < sum(drawn[0])
            if meets:
                assert a.of == b.of
                assert a.lane != b.lane


@given(st.integers(-100, 3000))
def test_any_minute_is_a_time_of_the_day(minute: int) -> None:
    assert minute_of(time_of(minute)) == min(max(minute, 0), 24 * 60 - 1)

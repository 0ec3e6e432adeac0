"""Week blocks and doses."""

from datetime import date, time

from iopdesk.domain.week import WeekBlock, WeekDose, monday_of, sunday_of


def _block(start: time, minutes: int, weekday: int = 3) -> WeekBlock:
    return WeekBlock(weekday, start, minutes, "Group")


def test_touching_ends_do_not_clash() -> None:
    first = _block(time(13, 0), 90)
    assert first.end == time(14, 30)
    assert not first.clashes_with(_block(time(14, 30), 60))
    assert first.clashes_with(_block(time(14, 29), 60))
    assert _block(time(12, 0), 300).clashes_with(first)
    assert not first.clashes_with(_block(time(13, 0), 90, weekday=2))


def test_a_block_ends_before_midnight() -> None:
    assert _block(time(23, 0), 120).end == time(23, 59)


def test_week_runs_from_monday_to_sunday() -> None:
    assert monday_of(date(2026, 11, 22)) == date(2026, 11, 16)
    assert sunday_of(date(2026, 11, 16)) == date(2026, 11, 22)


def test_dose_out_of_reach() -> None:
    dose = WeekDose(date(2026, 11, 16), prescribed=540, attended=180, scheduled=540, reachable=360)
    assert dose.is_out_of_reach
    assert dose.share == 180 / 540
    nothing = WeekDose(date(2026, 11, 16), prescribed=0, attended=90, scheduled=90, reachable=90)
    assert not nothing.is_out_of_reach
    assert nothing.share == 1.0

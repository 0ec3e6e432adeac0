"""A client's week on paper: every day said, everything typed printed, nothing about treatment."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iopdesk.documents.paper_setting import PaperSetting
from iopdesk.documents.weekly_schedule import ScheduleDay, ScheduleLine, WeeklySchedule, render
from tests.documents.plan_samples import LONG_NAME, SETTING, SETTINGS
from tests.documents.printed import Printed, assert_inside_measure, assert_numbered

MONDAY = date(2026, 11, 23)
DAYS = [MONDAY + timedelta(days=at) for at in range(7)]
EVENING = ScheduleLine(time(17, 30), time(20, 30), "Evening group", "Room 2")
WEEK = WeeklySchedule(
    "Dwayne Porter",
    "00412",
    (
        ScheduleDay(DAYS[0], (EVENING,)),
        ScheduleDay(
            DAYS[1],
            (
                ScheduleLine(time(16, 30), time(17, 15), "Meet with R. Alvarez", "Office 4"),
                EVENING,
            ),
        ),
        ScheduleDay(DAYS[2], (EVENING,)),
        ScheduleDay(DAYS[3], (), "Thanksgiving"),
        ScheduleDay(DAYS[4], (EVENING,)),
        ScheduleDay(
            DAYS[5], (ScheduleLine(time(9), None, "My meeting, Vets in Recovery", "VFW Hall"),)
        ),
        ScheduleDay(DAYS[6]),
    ),
    ("My meeting card",),
    "Clinic van, Tuesday 4:00 PM. Other days I drive.",
)
CROWDED = replace(
    WEEK,
    client_name=LONG_NAME,
    days=tuple(
        ScheduleDay(
            day,
            tuple(
                ScheduleLine(time(hour), time(hour, 45), f"{LONG_NAME} <b> & {hour}", LONG_NAME)
                for hour in range(8, 20)
            ),
            LONG_NAME,
        )
        for day in DAYS
    ),
)
EMPTY = WeeklySchedule("", "", tuple(ScheduleDay(day) for day in DAYS))
# letters that every bundled face prints; other scripts are tested with the faces themselves
TYPED = st.text(st.sampled_from("abcXYZ ñéÁ<>&%/\\{}[]#'\"“”()*_-.,:;!?0123456789"), max_size=60)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.language}-{s.paper_size}")
@pytest.mark.parametrize("week", [WEEK, CROWDED, EMPTY], ids=["usual", "full", "empty"])
def test_every_page_is_framed_and_numbered(week: WeeklySchedule, setting: PaperSetting) -> None:
    printed = Printed(render(week, setting))
    assert_inside_measure(printed)
    assert_numbered(printed, setting.language)


def test_a_usual_week_is_one_page_and_says_each_day() -> None:
    for setting in SETTINGS:
        assert len(Printed(render(WEEK, setting)).pages) == 1
    text = Printed(render(WEEK, SETTING)).flat
    assert "Monday, November 23 to Sunday, November 29." in text
    assert text.count("5:30–8:30 PM") == 4
    assert "Closed. Thanksgiving. I go to a meeting or call someone." in text
    assert "No group. I can call a support person." in text
    assert "9:00 AM My meeting, Vets in Recovery VFW Hall" in text
    assert f"I call as early as I can: {SETTING.clinic_phone}. We can find a way." in text


def test_a_week_over_two_months_names_both() -> None:
    days = tuple(ScheduleDay(day + timedelta(days=7)) for day in DAYS)
    spanish = next(each for each in SETTINGS if each.language == "es")
    text = Printed(render(replace(WEEK, days=days), spanish)).flat
    assert "Lunes 30 de noviembre a domingo 6 de diciembre." in text
    assert "Lunes 23 a domingo 29 de noviembre." in Printed(render(WEEK, spanish)).flat


def test_nobody_reads_treatment_on_it() -> None:
    printed = Printed(render(WEEK, SETTING))
    for word in ("treatment", "IOP Desk", "counsel", "42 CFR", "medic", "addict", "relapse"):
        assert word.casefold() not in printed.text.casefold()
    assert WEEK.client_name not in printed.title


def test_everything_of_a_crowd_is_printed() -> None:
    printed = Printed(render(CROWDED, SETTING))
    for hour in range(8, 20):
        assert printed.has(f"{LONG_NAME} <b> & {hour}")
    for name in ("Monday", "Wednesday", "Sunday"):
        assert name in printed.text


@settings(max_examples=12, deadline=None)
@given(TYPED, TYPED, TYPED, TYPED)
def test_what_was_typed_comes_out_of_the_file(name: str, what: str, where: str, ride: str) -> None:
    line = ScheduleLine(time(9), time(10), what, where)
    record = replace(
        WEEK, client_name=name, days=(ScheduleDay(MONDAY, (line,)), *WEEK.days[1:]), ride=ride
    )
    printed = Printed(render(record, SETTING))
    for typed in (name, what, where, ride):
        assert printed.has(typed)

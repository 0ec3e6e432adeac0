from datetime import date, timedelta

import pytest
from reportlab.platypus import Flowable

from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.strip import (
    StripColours,
    StripDay,
    StripState,
    attendance_strip,
    strip_svg,
    strip_text,
)
from iopdesk.documents.week_grid import WeekEvent, week_grid
from iopdesk.domain.wording import Wording
from tests.documents.plan_samples import SETTING
from tests.documents.printed import Printed, assert_inside_measure

FRAME = PageFrame(title="A paper", subject="Dwayne Porter", reference="Chart 00412")
ENGLISH = Wording("en")
START = date(2026, 8, 24)
FEW = (
    StripDay(START, StripState.PRESENT),
    StripDay(START + timedelta(1), StripState.PRESENT),
    StripDay(START + timedelta(2), StripState.NO_NOTICE),
)
ALL = tuple(StripDay(START + timedelta(7 * n), state) for n, state in enumerate(StripState))


def printed(*story: Flowable) -> Printed:
    return Printed(build(story, FRAME, SETTING))


def test_key_counts_only_what_happened() -> None:
    text = printed(attendance_strip(FEW, ENGLISH)).flat
    assert "Present 2" in text
    assert "No notice 1" in text
    for absent in ("Late", "Excused", "Left early"):
        assert absent not in text
    assert strip_text(FEW, ENGLISH) == "Present 2, No notice 1"


def test_states_differ_without_colour() -> None:
    pictures = set()
    for state in StripState:
        drawing = attendance_strip([StripDay(START, state)], ENGLISH)
        page = printed(drawing).picture(dpi=300)
        pictures.add(page.crop((310, 350, 362, 410)).convert("1").tobytes())
    assert len(pictures) == len(StripState)


def test_a_year_of_care_takes_more_bands_and_stays_inside() -> None:
    year = [
        StripDay(START + timedelta(n), StripState.PRESENT)
        for n in range(365)
        if (START + timedelta(n)).weekday() < 5
    ]
    paper = printed(attendance_strip(year, ENGLISH))
    assert_inside_measure(paper)
    assert paper.text.count("W") >= 4
    assert f"Present {len(year)}" in paper.flat


def test_weekend_rows_appear_only_when_used() -> None:
    weekend = [*FEW, StripDay(START + timedelta(5), StripState.LATE)]
    assert attendance_strip(weekend, ENGLISH).height > attendance_strip(FEW, ENGLISH).height


def test_nothing_recorded_is_words_and_not_a_picture() -> None:
    assert attendance_strip([], ENGLISH).height == 0
    assert strip_text([], ENGLISH) == "No attendance recorded yet."


@pytest.mark.parametrize("language", ["en", "es"])
def test_svg_has_nothing_that_qt_paints_black(language: str) -> None:
    svg = strip_svg(ALL, Wording(language), colours=StripColours(ink="#e6edf0", paper="#10181c"))
    for trap in ("clipPath", "clip-path", "None", "AtkinsonHyperlegibleNext-"):
        assert trap not in svg
    assert "font-family: 'Atkinson Hyperlegible Next'; font-weight: 400" in svg
    assert "rgb(90%,92%,94%)" in svg
    assert "rgb(11%,16%,20%)" not in svg


def test_week_shows_each_event_under_its_day_and_an_empty_week_stays() -> None:
    events = [
        WeekEvent(1, "12 noon", "Mujeres en Recuperación", own=True),
        WeekEvent(1, "5:30 PM", "Group"),
        WeekEvent(6, "5 PM", "Rainbow Group", own=True),
    ]
    grid = week_grid(events, ENGLISH, own="My meeting", other="Group or class")
    paper = printed(*grid)
    assert_inside_measure(paper)
    assert paper.has("Mujeres en Recuperación")
    places = {box.text.strip(): box for box in paper.boxes[0]}
    assert places["12 noon"].left < places["Wed"].left < places["5 PM"].left
    empty = printed(*week_grid([], ENGLISH, own="My meeting", other="Group or class")).flat
    assert "Mon Tue Wed Thu Fri Sat Sun" in empty


def test_heads_of_days_never_break_in_either_language() -> None:
    for language in ("en", "es"):
        words = Wording(language)
        text = printed(*week_grid([], words, own="a", other="b")).text
        for day in range(7):
            assert words.weekday(day).capitalize() in text.split()


def test_a_crowded_day_goes_on_over_pages() -> None:
    events = [WeekEvent(0, "7 PM", f"Meeting {n}", own=n % 2 == 0) for n in range(40)]
    paper = printed(*week_grid(events, ENGLISH, own="My meeting", other="Group"))
    assert all(f"Meeting {n}" in paper.flat for n in range(40))
    assert_inside_measure(paper)

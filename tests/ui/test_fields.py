from datetime import date, time

import pytest

from iopdesk.ui.widgets.fields import read_date, read_time


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3/7/1988", date(1988, 3, 7)),
        ("03-07-1988", date(1988, 3, 7)),
        ("1988-03-07", date(1988, 3, 7)),
        ("Mar 7, 1988", date(1988, 3, 7)),
        ("3/7/88", date(1988, 3, 7)),
        ("", None),
        ("13/45/1988", None),
        ("7th of never", None),
        ("1/1/0001", None),
    ],
)
def test_dates_as_people_type_them(typed: str, meant: date | None) -> None:
    assert read_date(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9", time(9)),
        ("1", time(13)),
        ("5:30 pm", time(17, 30)),
        ("5:30PM", time(17, 30)),
        ("17:30", time(17, 30)),
        ("5:30 p. m.", time(17, 30)),
        ("12:00 del día", time(12)),
        ("25:00", None),
        ("soon", None),
    ],
)
def test_times_as_people_type_them(typed: str, meant: time | None) -> None:
    assert read_time(typed) == meant

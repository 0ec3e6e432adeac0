"""The list for reminder calls: numbers, what may be said, boxes to tick; for staff only."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iopdesk.documents.paper_setting import PaperSetting, short_notice
from iopdesk.documents.reminder_list import Reminder, ReminderList, ReminderPhone, render
from tests.documents.plan_samples import LONG_NAME, SETTING, SETTINGS
from tests.documents.printed import Printed, assert_inside_measure, assert_numbered
from tests.documents.test_weekly_schedule import TYPED

DOLORES = Reminder(
    time(9),
    "Dolores Quiñones",
    "M-00012",
    "Individual session, R. Alvarez, Office 4",
    "Spanish",
    (
        ReminderPhone("951-555-0102", "Mobile", True, "Say: the daytime line."),
        ReminderPhone("951-555-0103", "Work", False),
    ),
    "Never after six",
)
NOBODY_REACHED = replace(DOLORES, name="Sam Reed", phones=(), safe_contact="")
LIST = ReminderList(date(2026, 11, 20), (DOLORES, NOBODY_REACHED))
CROWD = ReminderList(
    date(2026, 11, 20),
    tuple(
        replace(DOLORES, start=time(8 + at // 10), name=f"{LONG_NAME} {at}", safe_contact="x" * 300)
        for at in range(60)
    ),
)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.language}-{s.paper_size}")
@pytest.mark.parametrize(
    "record", [LIST, CROWD, ReminderList(date(2026, 11, 20))], ids=["usual", "full", "empty"]
)
def test_every_page_is_framed_numbered_and_kept_locked(
    record: ReminderList, setting: PaperSetting
) -> None:
    printed = Printed(render(record, setting))
    assert_inside_measure(printed)
    assert_numbered(printed, setting.language)
    assert all(short_notice() in " ".join(text.split()) for text in printed.pages)


def test_each_call_says_what_may_be_said() -> None:
    text = Printed(render(LIST, SETTING)).flat
    assert "2 calls about Friday, November 20, 2026" in text
    assert "951-555-0102 (Mobile) May leave a message. Say: the daytime line." in text
    assert "951-555-0103 (Work) Leave no message." in text
    assert "To reach safely: Never after six" in text
    assert "No number: cannot be called." in text
    assert text.count("Left message") == 2


def test_a_time_is_said_once_for_all_who_come_then() -> None:
    assert Printed(render(LIST, SETTING)).text.count("9:00 AM") == 1


def test_an_empty_list_says_so() -> None:
    text = Printed(render(ReminderList(date(2026, 11, 20)), SETTING)).flat
    assert "Nobody has an appointment on this day." in text


def test_names_are_not_in_the_properties_of_the_file() -> None:
    assert "Dolores" not in Printed(render(LIST, SETTING)).properties


@settings(max_examples=12, deadline=None)
@given(TYPED, TYPED, TYPED, st.booleans())
def test_what_was_typed_comes_out_of_the_file(name: str, number: str, safe: str, may: bool) -> None:
    phone = ReminderPhone(number, "", may, safe)
    record = replace(LIST, reminders=(replace(DOLORES, name=name, phones=(phone,), what=safe),))
    printed = Printed(render(record, SETTING))
    for typed in (name, number, safe):
        assert printed.has(typed)

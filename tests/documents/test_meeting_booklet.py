"""The booklet of a region: every meeting on it, day heads on each column, nobody's name."""

from dataclasses import replace

import pytest

from iopdesk.documents.meeting_booklet import MeetingBookletRecord, render
from iopdesk.documents.meeting_days import short_link
from iopdesk.documents.paper_setting import PaperSetting
from iopdesk.domain.meeting import MeetingMode
from tests.documents.meeting_list_samples import MORE, PICKED, stress_meetings
from tests.documents.plan_samples import SETTING, SETTINGS
from tests.documents.printed import Printed, assert_inside_measure, assert_numbered

FULL = (*PICKED, *(stress_meetings().more or ()))


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.language}-{s.paper_size}")
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_every_page_is_inside_its_measure_and_numbered(setting: PaperSetting, large: bool) -> None:
    printed = Printed(render(MeetingBookletRecord(FULL, ("Corona",), is_large=large), setting))
    assert_inside_measure(printed)
    assert_numbered(printed, setting.language)


def test_everything_listed_is_on_it_with_link_and_phone() -> None:
    printed = Printed(render(MeetingBookletRecord(FULL), SETTING))
    for meeting in FULL:
        assert printed.has(meeting.name)
        assert meeting.mode is MeetingMode.ONLINE or printed.has(meeting.where)
        if meeting.mode.is_online:
            assert printed.has(meeting.link.partition("://")[2])
            assert printed.has(meeting.phone)


def test_links_are_short_enough_to_type_and_lose_no_password() -> None:
    zoom = "https://www.zoom.us/j/5550148?pwd=" + "x" * 32
    assert short_link(zoom, has_access=True) == "zoom.us/j/5550148"
    assert short_link(zoom, has_access=False) == "zoom.us/j/5550148?pwd=" + "x" * 32
    assert short_link("https://meet.example.org/room/", has_access=True) == "meet.example.org/room"
    assert short_link("https://example.org/?id=7", has_access=True) == "example.org/?id=7"


def test_a_day_that_goes_on_says_its_name_again() -> None:
    (first, *_more) = Printed(render(MeetingBookletRecord(FULL), SETTING)).pages
    assert first.count("Monday") == 2


def test_only_used_codes_are_explained_and_nobody_is_named() -> None:
    printed = Printed(render(MeetingBookletRecord(MORE[:2]), SETTING))
    text = " ".join(printed.pages)
    assert "Open to anyone" in text
    assert "Candlelight" not in text
    assert SETTING.clinic_name not in text
    assert SETTING.printed_by not in text
    assert SETTING.clinic_name.encode() not in render(MeetingBookletRecord(MORE), SETTING)


def test_a_single_meeting_by_appointment_is_enough() -> None:
    bare = replace(MORE[0], weekday=None, start=None)
    (page,) = Printed(render(MeetingBookletRecord((bare,)), SETTING)).pages
    assert "Ask when" in page

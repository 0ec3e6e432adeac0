import re
from dataclasses import replace
from datetime import date, time

import pytest

from iopdesk.documents.meeting_days import MeetingKind, PaperMeeting
from iopdesk.documents.meeting_list import (
    LeftOut,
    ListSource,
    MeetingListRecord,
    WhyLeftOut,
    render,
)
from iopdesk.documents.paper_setting import PaperSetting, PaperSize
from iopdesk.domain.language import Language
from iopdesk.domain.meeting import MeetingMode
from tests.documents.meeting_list_samples import MEETINGS, NO_MEETINGS, stress_meetings
from tests.documents.plan_samples import SETTING, SETTINGS
from tests.documents.printed import Printed, assert_inside_measure, assert_numbered

SPANISH = replace(SETTING, language=Language.SPANISH)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.language}-{s.paper_size}")
@pytest.mark.parametrize(
    "record", [MEETINGS, NO_MEETINGS, stress_meetings()], ids=["usual", "empty", "full"]
)
def test_every_page_is_framed_and_numbered(
    record: MeetingListRecord, setting: PaperSetting
) -> None:
    printed = Printed(render(record, setting))
    assert_inside_measure(printed)
    assert_numbered(printed, setting.language)
    for text in printed.pages:
        assert record.client_name in text


@pytest.mark.parametrize("record", [MEETINGS, stress_meetings()], ids=["usual", "full"])
def test_everything_listed_is_on_the_paper(record: MeetingListRecord) -> None:
    printed = Printed(render(record, SETTING))
    for meeting in (*record.picked, *record.more):
        assert printed.has(meeting.name)
        assert meeting.mode is MeetingMode.ONLINE or printed.has(meeting.where)
        assert printed.has(meeting.fellowship)
    for meeting in record.picked:
        assert printed.has(meeting.way)
        if meeting.mode.is_online:
            assert printed.has(meeting.link)
            assert printed.has(meeting.access)
            assert printed.has(meeting.phone)


def test_one_page_for_the_refrigerator_and_one_by_day() -> None:
    for size in PaperSize:
        printed = Printed(render(MEETINGS, replace(SETTING, paper_size=size)))
        first, second = printed.pages
        assert "My week" in first
        assert "More meetings near me" in second


def test_a_day_that_goes_on_names_itself_again() -> None:
    pages = Printed(render(stress_meetings(), SETTING)).pages
    start = next(n for n, text in enumerate(pages) if "More meetings near me" in text)
    assert len(pages) > start + 7
    for text in pages[start:-2]:
        days = re.findall(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", text)
        assert days
        assert text.index(days[0]) < text.index("Al-Anon")


def test_the_goal_and_the_client_choice_are_said() -> None:
    assert (
        "I chose these. My goal is 3 meetings a week until December 31."
        in Printed(render(MEETINGS, SETTING)).flat
    )
    spanish = Printed(render(MEETINGS, SPANISH)).flat
    assert "Yo las elegí. Mi meta es 3 reuniones por semana hasta el 31 de diciembre." in spanish


def test_an_empty_list_says_so_and_asks_to_choose() -> None:
    text = Printed(render(NO_MEETINGS, SETTING)).flat
    assert "I have not picked a meeting yet." in text
    assert "No other meeting is listed." in text
    assert "What the letters mean" not in text


def test_the_legend_has_used_codes_only_in_order() -> None:
    text = Printed(render(MEETINGS, SETTING)).flat
    legend = text[text.index("What the letters mean") : text.index("From the directories")]
    codes = ("A No", "BE For", "C Members", "CAN", "LGBTQ", "O Open", "ONL", "W Women", "X Wheel")
    places = [legend.index(code) for code in codes]
    assert places == sorted(places)
    assert "ASL" not in legend


def test_a_code_with_two_meanings_is_explained_for_each_fellowship() -> None:
    listed = (
        PaperMeeting("Uno", "AA", 0, time(18), kinds=(MeetingKind("S", "Spanish"),)),
        PaperMeeting("Two", "NA", 0, time(19), kinds=(MeetingKind("S", "Speaker"),)),
    )
    text = Printed(render(replace(MEETINGS, more=listed), SETTING)).flat
    assert "S (AA) Spanish" in text
    assert "S (NA) Speaker" in text


def test_what_is_left_out_is_counted_with_its_reason() -> None:
    left = tuple(LeftOut(why, n) for n, why in enumerate(WhyLeftOut, start=1))
    text = Printed(render(replace(MEETINGS, left_out=left), SETTING)).flat
    assert "1 meeting at the time of my groups is left out." in text
    assert "2 meetings farther away are left out." in text
    assert "3 meetings for other people are left out." in text
    assert "4 more meetings did not fit here." in text


def test_each_directory_stands_with_its_day_and_an_old_one_is_named_old() -> None:
    fresh = Printed(render(MEETINGS, SETTING)).flat
    assert "AA Inland Empire, Nov 16, 2026." in fresh
    assert "days old" not in fresh
    sources = (ListSource("NA Foothill", date(2026, 10, 2)), ListSource("Handmade"))
    old = Printed(render(replace(MEETINGS, sources=sources), SETTING)).flat
    assert "NA Foothill, Oct 2, 2026; Handmade, no date." in old
    assert "A list here is more than 14 days old." in old


def test_a_meeting_without_time_place_or_codes_is_still_listed() -> None:
    listed = (
        PaperMeeting("Bare"),
        PaperMeeting("Moved", "NA", 2, time(8), mode=MeetingMode.CLOSED, where="12 Elm St"),
        PaperMeeting("Midnight", "NA", 2, time(0), where="12 Elm St"),
    )
    text = Printed(render(replace(MEETINGS, more=listed), SETTING)).flat
    assert "Ask when" in text
    assert "Address not listed" in text
    assert "The place is closed for now. 12 Elm St" in text
    assert text.index("Moved NA") < text.index("12:00 midnight")


def test_a_link_no_camera_can_open_is_printed_as_words_alone() -> None:
    picked = replace(MEETINGS.picked[-1], link="zoommtg://example.org/1")
    text = Printed(render(replace(MEETINGS, picked=(picked,)), SETTING)).flat
    assert "zoommtg://example.org/1" in text
    assert "camera" not in text


def test_an_online_meeting_without_a_way_in_says_so() -> None:
    picked = PaperMeeting("Late", "NA", 4, time(20), mode=MeetingMode.ONLINE)
    text = Printed(render(replace(MEETINGS, picked=(picked,)), SETTING)).flat
    assert "No link is listed. Ask your counselor." in text


def test_no_client_name_is_in_the_properties() -> None:
    printed = Printed(render(MEETINGS, SETTING))
    assert printed.title == "My meetings"
    assert "Dolores" not in printed.properties
    assert printed.language == "en-US"


def test_other_meetings_that_were_not_asked_for_are_not_said_to_be_missing() -> None:
    text = Printed(render(replace(MEETINGS, more=None), SETTING)).flat
    assert "More meetings near me" not in text
    assert "No other meeting is listed." not in text
    assert "From the directories" in text


def test_a_column_of_distances_stands_only_where_one_is_known() -> None:
    assert "How far" in Printed(render(MEETINGS, SETTING)).flat
    unknown = tuple(replace(meeting, miles=None) for meeting in MEETINGS.more or ())
    assert "How far" not in Printed(render(replace(MEETINGS, more=unknown), SETTING)).flat

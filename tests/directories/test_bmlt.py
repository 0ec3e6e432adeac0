"""BMLT and NAWS lists: Sunday is 1, each server has formats of its own, deleted rows stay in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.directories import reasons
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import Meeting, MeetingMode, ReadDirectory
from tests.directories.feeds import only, read, told

NA = Fellowship.NA
MEETING = {
    "id_bigint": "101",
    "weekday_tinyint": "2",
    "venue_type": "1",
    "start_time": "19:00:00",
    "duration_time": "01:30:00",
    "time_zone": "America/Los_Angeles",
    "formats": "O,D,WC",
    "longitude": "-117.5664",
    "latitude": "33.8753",
    "published": "1",
    "meeting_name": "Clean and Calm",
    "location_text": "Park Clubhouse",
    "location_info": "Room 2",
    "location_street": "400 Buena Vista Ave",
    "location_municipality": "Corona",
    "location_province": "CA",
    "location_postal_code_1": "92882",
    "virtual_meeting_link": "",
}
FORMATS = [
    {"key_string": "O", "name_string": "Open", "world_id": "OPEN"},
    {"key_string": "D", "name_string": "Talk", "world_id": "DISC"},
    {"key_string": "WC", "name_string": "Ramp", "world_id": "WCHR"},
    {"key_string": "Q1", "name_string": "First week only", "world_id": ""},
    {"key_string": "Esp", "name_string": "Spanish", "world_id": "LANG"},
]


def bmlt(fellowship: Fellowship = NA, /, **fields: object) -> ReadDirectory:
    """A list of one meeting with its formats."""
    wrapped = {"meetings": [{**MEETING, **fields}], "formats": FORMATS}
    return read(json.dumps(wrapped), fellowship=fellowship)


def test_a_bmlt_meeting_is_what_its_list_says() -> None:
    meeting = only(bmlt())
    assert (meeting.name, meeting.slug) == ("Clean and Calm", "101")
    assert (meeting.day, meeting.start and meeting.start.hour, meeting.minutes) == (0, 19, 90)
    assert meeting.kinds == ("O", "DISC", "X")
    assert meeting.mode is MeetingMode.IN_PERSON
    assert meeting.address == "400 Buena Vista Ave, Corona, CA 92882"
    assert meeting.place_notes == "Room 2"
    assert meeting.point is not None


@pytest.mark.parametrize(("written", "day"), [("1", 6), ("2", 0), ("7", 5), (1, 6)])
def test_sunday_is_one(written: object, day: int) -> None:
    assert only(bmlt(weekday_tinyint=written)).day == day


@pytest.mark.parametrize("written", ["0", "8", "", "Mo?"])
def test_a_day_out_of_the_week_is_never_guessed(written: str) -> None:
    result = bmlt(weekday_tinyint=written)
    assert [m.day for m in result.meetings] in ([], [None], [6])
    assert result.rows_read == result.rows_kept + len(result.not_read) == 1


def test_formats_without_a_world_id_are_kept_by_name_and_languages_are_languages() -> None:
    meeting = only(bmlt(formats="O,Q1,Esp,??"))
    assert meeting.kinds == ("O",)
    assert meeting.other_kinds == ("First week only", "??")
    assert meeting.languages == ("es",)


def test_a_format_of_na_means_nothing_in_another_fellowship() -> None:
    meeting = only(bmlt(Fellowship.OTHER))
    assert meeting.kinds == ("O",)
    assert meeting.other_kinds == ("Talk", "Ramp")


def test_without_its_formats_a_server_that_uses_its_own_is_not_guessed_at() -> None:
    usual = read(json.dumps([{**MEETING, "formats": "O,D,WC"}]), fellowship=NA)
    assert only(usual).kinds == ("O", "DISC", "X")
    assert ("formats", reasons.USUAL_FORMATS) in told(usual)
    own = read(json.dumps([{**MEETING, "formats": "O,S,flinta"}]), fellowship=NA)
    assert only(own).other_kinds == ("S", "flinta")
    assert ("formats", reasons.NO_FORMATS) in told(own)


def mode(**fields: object) -> Meeting:
    return only(bmlt(**fields))


def test_how_one_attends_is_the_venue_the_list_names() -> None:
    link = "https://zoom.example/1"
    online = mode(venue_type="2", virtual_meeting_link=link, formats="VM,TC")
    assert online.mode is MeetingMode.ONLINE
    assert online.point is None
    assert mode(venue_type="3", virtual_meeting_link=link).mode is MeetingMode.HYBRID
    old = bmlt(venue_type="1", virtual_meeting_link=link)
    assert only(old).mode is MeetingMode.IN_PERSON
    assert only(old).link == ""
    assert ("virtual_meeting_link", reasons.OLD_LINK) in told(old)
    assert mode(formats="TC").mode is MeetingMode.CLOSED


def test_what_is_not_published_is_listed_with_its_reason() -> None:
    result = bmlt(published="0")
    assert [row.reason for row in result.not_read] == [reasons.NOT_PUBLISHED]
    assert result.meetings == ()


def test_a_meeting_over_midnight_and_one_without_a_length() -> None:
    assert only(bmlt(start_time="23:30:00", duration_time="01:00:00")).minutes == 60
    assert only(bmlt(duration_time="00:00:00")).minutes == 60
    assert only(bmlt(duration_time="")).minutes == 60


def test_the_administrators_list_counts_days_from_zero() -> None:
    row = {
        "id": 7,
        "serviceBodyId": 3,
        "formatIds": [17, 54],
        "venueType": 2,
        "temporarilyVirtual": True,
        "day": 0,
        "startTime": "18:00",
        "duration": "01:00",
        "timeZone": None,
        "published": True,
        "name": "Sunday Online",
        "virtual_meeting_link": "https://zoom.example/2",
        "location_street": "1 Closed St",
    }
    meeting = only(read(json.dumps([row]), fellowship=NA))
    assert (meeting.name, meeting.day, meeting.mode) == ("Sunday Online", 6, MeetingMode.ONLINE)


NAWS_HEAD = (
    "Committee,CommitteeName,AreaRegion,ParentName,Room,Closed,WheelChr,Day,Time,Language1,Place,"
    "Address,City,State,Zip,Directions,Format1,Format2,Delete,LastChanged,Longitude,Latitude,"
    "VirtualMeetingLink,TimeZone,bmlt_id,unpublished"
)


def naws(row: str) -> ReadDirectory:
    """A NAWS sheet with one row."""
    return read(f"{NAWS_HEAD}\n{row}\n", "naws.csv", NA)


def test_a_naws_row_is_read_with_its_four_digit_time() -> None:
    result = naws(
        "G1,Just Today,AR1,Our Area,Pets welcome,CLOSED,TRUE,Monday,730,Spanish,Hall,"
        "1 Main St,Corona,CA,92882,rear door,STEP,TC,,6/10/21,-117.5,33.8,,,88,"
    )
    meeting = only(result)
    assert meeting.start is not None
    assert (meeting.day, meeting.start.isoformat("minutes"), meeting.slug) == (0, "07:30", "88")
    assert set(meeting.kinds) == {"C", "X", "STEP"}
    assert meeting.other_kinds == ("Pets welcome",)
    assert meeting.languages == ("es",)
    assert meeting.mode is MeetingMode.CLOSED


@pytest.mark.parametrize(
    ("end", "reason"), [("D,,,,,,9,", reasons.DELETED_THERE), (",,,,,,9,1", reasons.NOT_PUBLISHED)]
)
def test_what_naws_deleted_or_hid_is_listed_with_its_reason(end: str, reason: str) -> None:
    result = naws(f"G1,Gone,AR1,,,OPEN,FALSE,Monday,1900,,Hall,1 Main St,Corona,CA,,,,,{end}")
    assert [row.reason for row in result.not_read] == [reason]
    assert result.rows_read == 1


_values = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just(["x"]))


@given(
    st.lists(
        st.one_of(_values, st.dictionaries(st.sampled_from(sorted(MEETING)), _values)), min_size=1
    ),
    st.lists(
        st.one_of(_values, st.dictionaries(st.sampled_from(["key_string", "world_id"]), _values))
    ),
)
def test_every_entry_is_kept_or_listed(meetings: list[object], formats: list[object]) -> None:
    wrapped = {"meetings": [MEETING, *meetings], "formats": formats}
    result = read(json.dumps(wrapped), fellowship=NA)
    assert result.rows_read == len(meetings) + 1
    assert result.rows_read == result.rows_kept + len(result.not_read)

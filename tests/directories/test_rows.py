"""Each awkward row that real feeds have: read, read with a note, or refused with its reason."""

from datetime import time

import pytest

from iopdesk.directories import reasons
from iopdesk.domain.distance import Point
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import MeetingMode
from tests.directories.feeds import SUNRISE, guide, only, read, row, told


def test_a_plain_row_is_read_without_notes() -> None:
    result = row()
    meeting = only(result)
    assert (meeting.name, meeting.day, meeting.start, meeting.minutes) == (
        "Sunrise",
        0,
        time(7, 0),
        60,
    )
    assert meeting.mode is MeetingMode.IN_PERSON
    assert meeting.kinds == ("O", "D")
    assert (meeting.place, meeting.city) == ("Grace Church", "Corona")
    assert meeting.point == Point(33.8753, -117.5664)
    assert meeting.zone == "America/Los_Angeles"
    assert result.noted == ()


def test_without_day_and_time_it_is_by_appointment() -> None:
    result = row(day=..., time=...)
    assert only(result).by_appointment
    assert result.noted == ()


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"day": ...}, "day"), ({"time": ...}, "time"), ({"time": "TBD"}, "time")],
)
def test_half_a_time_is_by_appointment_and_said(fields: dict[str, object], field: str) -> None:
    result = row(**fields)
    assert only(result).by_appointment
    assert only(result).start is None
    assert (field, reasons.APPOINTMENT) in told(result)


@pytest.mark.parametrize("absent", [None, "", False, "  ", []])
def test_an_empty_day_is_no_day(absent: object) -> None:
    assert only(row(day=absent)).by_appointment


@pytest.mark.parametrize("days", [[1, 3, 5], ["1", "3", "5"], [1, "3", 5.0, 1]])
def test_several_days_are_several_meetings_of_one_row(days: object) -> None:
    result = row(day=days)
    assert [meeting.day for meeting in result.meetings] == [0, 2, 4]
    assert len({meeting.slug for meeting in result.meetings}) == 3
    assert (result.rows_read, result.rows_kept) == (1, 1)


def test_a_list_of_one_day_keeps_its_key() -> None:
    meeting = only(row(day=[6]))
    assert (meeting.day, meeting.slug) == (5, "sunrise")


@pytest.mark.parametrize(
    ("written", "day"),
    [("0", 6), ("1", 0), (6, 5), (0.0, 6), ("Sunday", 6), ("sunday ", 6), ("THURSDAY", 3)]
    + [("Thu", 3), ("Tues.", 1), ("Mondays", 0), ("miércoles", 2), ("Domingo", 6), ("jeudi", 3)],
)
def test_days_in_numbers_and_names(written: object, day: int) -> None:
    assert only(row(day=written)).day == day


@pytest.mark.parametrize("written", ["Thursay", "Saturday - Only 2nd", 8, -1, 1.5, True, {"a": 1}])
def test_a_day_that_cannot_be_read_is_refused_with_its_text(written: object) -> None:
    result = row(day=written)
    (refused,) = result.not_read
    assert (refused.row, refused.reason) == (1, reasons.UNKNOWN_DAY)
    assert refused.was
    assert result.meetings == ()


def test_day_seven_is_sunday_and_said() -> None:
    result = row(day=7)
    assert only(result).day == 6
    assert ("day", reasons.SUNDAY) in told(result)


def test_a_file_that_counts_from_one_carries_a_warning() -> None:
    rows = [{**SUNRISE, "slug": str(day), "day": day} for day in range(1, 8)]
    result = read(guide(*rows))
    assert (0, reasons.DAYS_FROM_ONE) in {(note.row, note.read_as) for note in result.noted}


@pytest.mark.parametrize(
    ("written", "start"),
    [("7:30 PM", time(19, 30)), ("7:30pm", time(19, 30)), ("7 p.m.", time(19, 0))]
    + [("18:00:00", time(18, 0)), ("8:00", time(8, 0)), ("1930", time(19, 30))]
    + [("730", time(7, 30)), (730, time(7, 30)), (0.8125, time(19, 30)), ("0.8125", time(19, 30))]
    + [("19h30", time(19, 30)), ("19 h", time(19, 0)), ("7.30 pm", time(19, 30))]
    + [("Noon", time(12, 0)), ("mediodía", time(12, 0)), ("midi", time(12, 0))]
    + [("12:00 AM", time(0, 0)), ("12:15 a. m.", time(0, 15)), ("12:30 PM", time(12, 30))]
    + [("Midnight", time(0, 0)), ("00:00", time(0, 0)), ("23:59", time(23, 59))],
)
def test_times_as_people_write_them(written: object, start: time) -> None:
    meeting = only(row(time=written))
    assert (meeting.day, meeting.start) == (0, start)


@pytest.mark.parametrize("written", ["TBD", "####", "25:00", "7:75", "8", 99999, "19:30 AM", {}])
def test_garbage_is_never_midnight(written: object) -> None:
    meeting = only(row(time=written))
    assert meeting.start is None
    assert meeting.by_appointment


def test_twenty_four_hours_is_the_next_day() -> None:
    result = row(time="24:00")
    assert (only(result).day, only(result).start) == (1, time(0, 0))
    assert ("time", reasons.MIDNIGHT_NEXT_DAY) in told(result)


@pytest.mark.parametrize(
    ("start", "end", "minutes"), [("23:30", "00:30", 60), ("22:30", "00:00", 90)]
)
def test_an_end_after_midnight_is_no_mistake(start: str, end: str, minutes: int) -> None:
    result = row(time=start, end_time=end)
    assert only(result).minutes == minutes
    assert result.noted == ()


@pytest.mark.parametrize("end", ["08:15", "19:15", "later", "05:00"])
def test_an_impossible_end_gives_an_hour_and_is_said(end: str) -> None:
    result = row(time="19:15", end_time=end)
    assert only(result).minutes == 60
    assert ("end_time", reasons.SIXTY_MINUTES) in told(result)


def test_two_rows_with_one_key_both_stay() -> None:
    evening = {**SUNRISE, "time": "19:00"}
    result = read(guide(SUNRISE, evening))
    assert [meeting.start for meeting in result.meetings] == [time(7, 0), time(19, 0)]
    assert ("slug", reasons.SAME_KEY) in told(result)
    assert len({meeting.fingerprint for meeting in result.meetings}) == 2


def test_the_same_row_twice_stays_twice_and_is_said() -> None:
    result = read(guide(SUNRISE, SUNRISE))
    assert len(result.meetings) == 2
    assert ("name", reasons.SAME_MEETING) in told(result)


@pytest.mark.parametrize("slug", [5434, "", None, ..., "x" * 95])
def test_keys_may_be_numbers_or_long_or_missing(slug: object) -> None:
    assert only(row(slug=slug)).name == "Sunrise"


def test_markup_and_entities_become_text() -> None:
    meeting = only(
        row(
            name="Women&amp;#8217;s <b>Step</b>",
            notes='Side door<br />Ring <a href="https://a.example/x">here</a><p>Thanks',
        )
    )
    assert meeting.name == "Women’s Step"
    assert meeting.notes == "Side door\nRing here (https://a.example/x)\nThanks"


def test_less_than_is_not_markup() -> None:
    assert only(row(name="< 30 days & counting")).name == "< 30 days & counting"


def test_control_and_invisible_characters_go() -> None:
    assert only(row(name="Sun\u200brise\x00\x07 \ud800Group")).name == "Sunrise Group"


@pytest.mark.parametrize(
    ("written", "kinds"),
    [("C,W", ("C", "W")), ("[open]", ("O",)), (["Open", "wheelchair access"], ("O", "X"))]
    + [
        (["o", "D", "d"], ("O", "D")),
        (None, ()),
        (["mujeres"], ("W",)),
        ("Open; Women", ("O", "W")),
    ]
    + [("O W", ("O", "W")), ("Temporary Closure", ())],
)
def test_kinds_in_codes_and_names(written: object, kinds: tuple[str, ...]) -> None:
    assert only(row(types=written)).kinds == kinds


def test_unknown_kinds_are_kept_as_written() -> None:
    result = row(types=["O", "QQ", "HE"])
    assert only(result).kinds == ("O",)
    assert only(result).other_kinds == ("QQ",)
    assert only(result).languages == ("he",)
    assert ("types", reasons.OTHER_KIND) in told(result)


def test_open_and_closed_together_is_closed() -> None:
    result = row(types=["O", "C"])
    assert only(result).kinds == ("C",)
    assert ("types", reasons.CLOSED_NOT_OPEN) in told(result)


def test_languages_are_told_from_kinds() -> None:
    meeting = only(row(types=["S", "EN", "W"]))
    assert (meeting.kinds, meeting.languages) == (("W",), ("es", "en"))


def test_a_code_means_what_its_fellowship_says() -> None:
    acts = {code: only(row(fellowship, types=[code])) for code, fellowship in _ELSEWHERE.items()}
    assert acts["SP"].languages == ("es",)
    assert acts["TR"].kinds == ("TR",)
    assert acts["S"].languages == ("es",)
    assert acts["COURT"].kinds == ("COURT",)
    assert only(row(Fellowship.AA, types=["COURT"])).other_kinds == ("COURT",)


_ELSEWHERE = {
    "SP": Fellowship.ACA,
    "TR": Fellowship.ACA,
    "S": Fellowship.AL_ANON,
    "COURT": Fellowship.SCA,
}


@pytest.mark.parametrize(
    ("fields", "mode"),
    [
        ({}, MeetingMode.IN_PERSON),
        ({"conference_url": "https://zoom.us/j/1"}, MeetingMode.HYBRID),
        ({"conference_phone": "+19515550148"}, MeetingMode.HYBRID),
        ({"conference_url": "https://zoom.us/j/1", "types": ["TC"]}, MeetingMode.ONLINE),
        ({"conference_url": "https://zoom.us/j/1", "approximate": "yes"}, MeetingMode.ONLINE),
        ({"types": ["TC", "O"]}, MeetingMode.CLOSED),
        ({"name": "Sunrise (SUSPENDED)"}, MeetingMode.CLOSED),
        ({"approximate": True}, MeetingMode.UNKNOWN),
        ({"formatted_address": "Corona, CA, USA"}, MeetingMode.UNKNOWN),
        ({"attendance_option": "online"}, MeetingMode.IN_PERSON),
        ({"types": ["ONL"], "formatted_address": ...}, MeetingMode.ONLINE),
    ],
)
def test_how_to_attend_is_computed(fields: dict[str, object], mode: MeetingMode) -> None:
    assert only(row(**fields)).mode is mode


@pytest.mark.parametrize(
    "address",
    ["5 Church Lane, Crawley", "St Mary's Hall, Lewes, UK", "1-2-3 Shibuya, Tokyo", "Rua 7, Faro"],
)
def test_addresses_elsewhere_are_places(address: str) -> None:
    meeting = only(row(formatted_address=address))
    assert meeting.mode is MeetingMode.IN_PERSON
    assert meeting.address == address


def test_parts_of_an_address_are_joined() -> None:
    meeting = only(
        row(
            formatted_address=...,
            address="9 Elm St",
            city="Boston",
            state="MA",
            postal_code=2115,
            country="US",
        )
    )
    assert meeting.address == "9 Elm St, Boston, MA 02115, US"
    assert meeting.city == "Boston"


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("https://meet.example.org/j/5", "https://meet.example.org/j/5"),
        ("zoom.us/j/123?pwd=x", "https://zoom.us/j/123?pwd=x"),
        ("Join at https://zoom.us/j/9 pw hope", "https://zoom.us/j/9"),
        ("javascript:alert(1)", ""),
        ("javascript:open('https://zoom.us/j/9')", ""),
        ("data:text/html,x", ""),
        ("ask the secretary", ""),
        ("http://[broken", ""),
    ],
)
def test_only_web_addresses_are_links(written: str, link: str) -> None:
    result = row(conference_url=written)
    assert only(result).link == link
    assert bool(result.noted) == (written != link)


@pytest.mark.parametrize(
    ("latitude", "longitude", "point"),
    [
        (0, 0, None),
        ("0", "0", None),
        (-117.5, 33.8, None),
        ("33,87", "-117,56", Point(33.87, -117.56)),
        ("33.87", "-117.56", Point(33.87, -117.56)),
        ("north", "west", None),
        (33.8, None, None),
        (1e400, 0.0, None),
        (10**400, 1, None),
    ],
)
def test_coordinates(latitude: object, longitude: object, point: Point | None) -> None:
    result = row(latitude=latitude, longitude=longitude)
    assert only(result).point == point
    assert (("latitude", reasons.NO_COORDINATES) in told(result)) == (point is None)


def test_a_point_far_from_all_others_is_not_used() -> None:
    rows = [{**SUNRISE, "slug": str(n), "latitude": 33.8 + n / 100} for n in range(6)]
    rows.append({**SUNRISE, "slug": "far", "latitude": 51.5, "longitude": -0.1})
    result = read(guide(*rows))
    assert result.meetings[-1].point is None
    assert (7, reasons.FAR_AWAY) in {(note.row, note.read_as) for note in result.noted}
    assert all(meeting.point for meeting in result.meetings[:-1])


def test_an_online_meeting_is_nowhere_on_the_map() -> None:
    assert only(row(conference_url="https://zoom.us/j/1", types=["TC"])).point is None


@pytest.mark.parametrize(
    ("written", "zone"),
    [("America/Chicago", "America/Chicago"), ("ET", "America/New_York")]
    + [("Pacific Standard Time", "America/Los_Angeles"), ("america/new york", "America/New_York")]
    + [("Mars/Olympus", "America/Los_Angeles"), ("", "America/Los_Angeles")],
)
def test_zones(written: str, zone: str) -> None:
    assert only(row(timezone=written)).zone == zone


@pytest.mark.parametrize("entry", [None, 5, "text", [], [1], {}, True])
def test_an_entry_that_is_no_meeting_is_listed(entry: object) -> None:
    result = read(guide(SUNRISE, entry))
    assert [refused.row for refused in result.not_read] == [2]
    assert result.rows_read == 2


def test_a_nameless_meeting_takes_the_name_of_its_group() -> None:
    result = row(name="", group="Early Birds")
    assert only(result).name == "Early Birds"
    assert ("name", reasons.NAMED_BY_GROUP) in told(result)
    assert row(name=..., location=...).not_read[0].reason == reasons.NO_NAME


def test_personal_contacts_are_left_out() -> None:
    meeting = only(row(contact_1_name="Pat Doe", contact_1_phone="951-555-0100", email="p@x.org"))
    assert "Pat" not in repr(meeting)
    assert "0100" not in repr(meeting)
    assert "p@x.org" not in repr(meeting)


@pytest.mark.parametrize(
    "written",
    ["2021-07-19 11:46:00", "2020-04-0416:50:58", "9/10/16 5:16", "2021-07-19T11:46:00Z"],
)
def test_stamps_of_listings(written: str) -> None:
    assert only(row(updated=written)).listed_at is not None


def test_regions_in_all_their_shapes() -> None:
    assert only(row(regions=["California", "Corona"])).region == "California > Corona"
    assert only(row(regions="California > Corona")).region == "California > Corona"
    assert only(row(region="Riverside", sub_region="Corona")).region == "Riverside > Corona"

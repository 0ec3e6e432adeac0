"""Finding meetings: a window of time, who signs cards, typed places, hours of a client's week."""

import random
from dataclasses import replace
from datetime import time
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from iopdesk.domain.distance import Point, miles_between
from iopdesk.domain.meeting import SignsCards
from iopdesk.domain.staff import Role
from iopdesk.domain.week import WeekBlock
from iopdesk.services.bit_index import BitIndex, PointIndex, bits_of, places_of
from iopdesk.services.meeting_catalog import FoundLines
from iopdesk.services.meeting_search import MeetingFilter
from iopdesk.storage.clinic_tables import ClinicRow
from tests.clinic_for_tests import TestClinic
from tests.factories.meetings import ROWS, import_rows, meeting_named, row


def names(clinic: TestClinic, **wanted: Any) -> list[str]:
    found = clinic.services().meeting.meetings(MeetingFilter(**wanted))
    return [line.name for line in found.lines]


def test_a_window_of_time_takes_both_ends_and_midnight_ends_the_evening(clinic: TestClinic) -> None:
    rows = [row("Six", time="18:00"), row("Eight", time="20:00"), row("Late", time="00:00")]
    import_rows(clinic, [*rows, row("Early", time="17:59")])
    assert names(clinic, begins=(time(18), time(20))) == ["Six", "Eight"]
    assert names(clinic, begins=(time(20), time(0))) == ["Eight", "Late"]
    assert names(clinic, begins=(time(0), time(2))) == ["Late"]
    assert names(clinic, begins=(time(0, 1), time(2))) == []


def test_those_known_to_sign_cards_can_be_asked_for(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    services = clinic.services(Role.COUNSELOR)
    services.meeting.note_signs_cards(meeting_named(clinic, "Sunrise").id, SignsCards.YES)
    services.meeting.note_signs_cards(meeting_named(clinic, "Candlelight").id, SignsCards.NO)
    assert names(clinic, signs_cards=True) == ["Sunrise"]


def test_a_list_is_found_anew_after_every_change(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS[:2])
    assert len(names(clinic)) == 2
    import_rows(clinic, ROWS)
    assert len(names(clinic)) == len(ROWS)


@pytest.mark.parametrize("words", ["92882", "corona", "Corona, CA", "Coro", "33.88, -117.57"])
def test_a_typed_place_is_learnt_from_the_directories(clinic: TestClinic, words: str) -> None:
    import_rows(clinic, ROWS)
    found = clinic.services().meeting.place(words)
    assert found is not None
    assert miles_between(found.point, Point(33.875, -117.567)) < 1


@pytest.mark.parametrize("words", ["", "99999", "Atlantis", "91, 0", "co"])
def test_a_place_that_nobody_names_is_not_guessed(clinic: TestClinic, words: str) -> None:
    import_rows(clinic, ROWS)
    assert clinic.services().meeting.place(words) is None


def test_hours_that_are_taken_are_left_out_and_counted(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    curfew = tuple(WeekBlock(day, time(20), 600, "") for day in range(7))
    found = clinic.services().meeting.meetings(MeetingFilter(leave_out=curfew))
    assert found.clashing == 2
    assert {"Candlelight", "Late Night"}.isdisjoint(line.name for line in found.lines)


def test_without_coordinates_a_meeting_is_about_where_its_zip_code_is(clinic: TestClinic) -> None:
    unplaced = {"latitude": None, "longitude": None}
    new = row("New Hall", formatted_address="999 New St, Corona, CA 92882, USA", **unplaced)
    far = row("Reno", formatted_address="1 Elm St, Reno, NV 89501, USA", **unplaced)
    online = row("Online", types=["ONL"], conference_url="https://zoom.us/j/5550148", **unplaced)
    import_rows(clinic, [*ROWS, new, far, {**online, "formatted_address": "Corona, CA 92882, USA"}])
    meeting = clinic.services().meeting
    home = MeetingFilter(near=Point(33.8753, -117.5664))
    lines = {line.name: line for line in meeting.meetings(home).lines}
    assert (lines["New Hall"].is_about, lines["Sunrise"].is_about) == (True, False)
    assert (lines["Reno"].miles, lines["Online"].miles) == (None, None)
    near = [line.name for line in meeting.meetings(replace(home, within_miles=1.0)).lines]
    assert "New Hall" in near
    assert {"Reno", "Online"}.isdisjoint(near)
    assert meeting.lines([lines["New Hall"].id])[lines["New Hall"].id].miles is None


@pytest.mark.parametrize("address", ["1 A St, Corona, CA 92882", "1 A St, Corona, CA"])
def test_a_clinic_that_nobody_put_on_the_map_is_in_its_zip_code_or_town(
    clinic: TestClinic, address: str
) -> None:
    import_rows(clinic, ROWS)
    meeting = clinic.services().meeting
    for said, known in (("1 A St, Atlantis", False), (address, True)):
        with clinic.store.write("clinic.edit", None) as db:
            row = db.scalars(select(ClinicRow)).one()
            row.latitude_e6 = row.longitude_e6 = None
            row.address = said
        point = meeting.clinic_point()
        assert (point is not None and miles_between(point, Point(33.875, -117.567)) < 1) == known


def test_lines_are_made_whole_again(clinic: TestClinic) -> None:
    import_rows(
        clinic, [row("Ünïcode\x1f \N{PINEAPPLE}, 1", types=["O", "QQ"], end_time="08:30"), *ROWS]
    )
    lines = clinic.services().meeting.meetings(MeetingFilter()).lines
    first = next(line for line in lines if line.name.startswith("Ünïcode"))
    assert (first.day, first.start, first.minutes) == (0, time(7), 90)
    assert (first.kinds, first.other_kinds, first.sources) == (("O",), ("QQ",), ("Inland AA",))
    assert "\N{PINEAPPLE}" in first.name
    assert [line.week_order for line in lines] == sorted(line.week_order for line in lines)


def test_a_line_is_found_by_its_meeting(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    services = clinic.services()
    lines = services.meeting.meetings(MeetingFilter()).lines
    some = services.meeting.meetings(MeetingFilter(days=frozenset({1, 3}))).lines
    assert isinstance(some, FoundLines)
    wanted = {line.id for line in some}
    for line in lines:
        assert some.place_of(line.id) == (list(some).index(line) if line.id in wanted else -1)
    assert some.place_of(uuid4()) == -1


def test_letters_inside_words_are_found_as_looking_at_each_line_finds_them() -> None:
    chance = random.Random(4)
    lines = [
        " ".join("".join(chance.choices("abcé1", k=chance.randint(1, 5))) for _ in range(4))
        for _ in range(400)
    ]
    index = BitIndex(len(lines))
    for at, line in enumerate(lines):
        index.put_words(at, line)
    for letters in ["a", "ab", "cé", "1a1", "zz", "abcab"]:
        expected = [at for at, line in enumerate(lines) if letters in line]
        assert places_of(index.word(letters)) == expected


def test_points_within_a_distance_are_those_the_globe_says() -> None:
    chance = random.Random(5)
    points = [
        Point(chance.uniform(33.5, 34.2), chance.uniform(-118, -117))
        if chance.random() < 0.9
        else None
        for _ in range(2000)
    ]
    centre = Point(33.87, -117.56)
    for miles in (0.5, 3.0, 25.0):
        expected = [
            at for at, p in enumerate(points) if p is not None and miles_between(centre, p) <= miles
        ]
        assert places_of(PointIndex(points).within(centre, miles)) == expected


def test_bits_and_places_are_each_others_other_side() -> None:
    places = [0, 7, 8, 63, 64, 199]
    assert places_of(bits_of(places, 200)) == places
    assert places_of(bits_of(places, 200), 3) == places[:3]
    assert places_of(0) == []

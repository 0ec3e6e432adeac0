"""Fellowships and their codes, distance, and knowing a meeting again in a newer list."""

import uuid
from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from iopdesk.domain.distance import Point, box_around, miles_between
from iopdesk.domain.fellowship import Fellowship, fellowship_named
from iopdesk.domain.language import Language
from iopdesk.domain.meeting import Meeting, MeetingMode, TimeOfDay, start_minute
from iopdesk.domain.meeting_codes import code_book, kind_name
from iopdesk.domain.meeting_matching import KnownMeeting, match_meetings
from iopdesk.domain.meeting_need import MeetingNeed, codes_for, meets
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.referral import CODE_LENGTH, CODE_LETTERS, card_code


@pytest.mark.parametrize(
    ("words", "fellowship"),
    [("AA", Fellowship.AA), ("al-anon", Fellowship.AL_ANON), ("AlAnon", Fellowship.AL_ANON)]
    + [("Narcotics Anonymous", Fellowship.NA), ("smart recovery", Fellowship.SMART)],
)
def test_fellowships_by_any_of_their_names(words: str, fellowship: Fellowship) -> None:
    assert fellowship_named(words) is fellowship


def test_an_unknown_fellowship_is_refused_with_the_choices() -> None:
    with pytest.raises(UserProblem, match="AL-ANON"):
        fellowship_named("Rotary")


def test_secular_and_other_paths_are_no_12_step_fellowships() -> None:
    assert Fellowship.SMART.is_secular
    assert not Fellowship.SMART.is_twelve_step
    assert not Fellowship.RECOVERY_DHARMA.is_twelve_step
    assert Fellowship.AA.is_twelve_step


@pytest.mark.parametrize(
    ("fellowship", "meaning"),
    [
        (Fellowship.AA, "Proof of Attendance"),
        (Fellowship.AL_ANON, "Parents of Alcoholics"),
        (Fellowship.SLAA, "Attendance Voucher"),
        (Fellowship.SCA, "POA"),
    ],
)
def test_one_code_means_what_its_fellowship_says(fellowship: Fellowship, meaning: str) -> None:
    assert kind_name(fellowship, "POA") == meaning


def test_every_known_code_reads_back_and_has_a_name() -> None:
    for fellowship in Fellowship:
        book = code_book(fellowship)
        for code in (*book.kinds, *book.languages):
            assert book.code(code.lower()) == code
        for code in book.kinds:
            for language in Language:
                assert kind_name(fellowship, code, language)


def test_kinds_have_spanish_names() -> None:
    assert kind_name(Fellowship.AA, "W", Language.SPANISH) == "Mujeres"
    assert kind_name(Fellowship.NA, "BT", Language.SPANISH) == "Texto Básico"


def test_needs_hold_across_fellowships() -> None:
    assert codes_for(MeetingNeed.WHEELCHAIR, Fellowship.NA) == {"X"}
    assert meets(MeetingNeed.SECULAR, Fellowship.SMART, frozenset())
    assert not meets(MeetingNeed.SECULAR, Fellowship.ACA, frozenset({"A"}))  # A: over 18
    assert meets(MeetingNeed.PROOF_OF_ATTENDANCE, Fellowship.SCA, frozenset({"COURT"}))


def test_distance_between_two_towns() -> None:
    corona, riverside = Point(33.8753, -117.5664), Point(33.9806, -117.3755)
    assert miles_between(corona, riverside) == pytest.approx(13.1, abs=0.2)
    assert miles_between(corona, corona) == 0


@given(
    st.floats(-89, 89),
    st.floats(-179, 179),
    st.floats(0.1, 200),
    st.floats(-1, 1),
    st.floats(-1, 1),
)
def test_what_is_near_lies_in_the_box(
    latitude: float, longitude: float, miles: float, north: float, east: float
) -> None:
    centre = Point(latitude, longitude)
    other = Point(max(-90.0, min(90.0, latitude + north)), longitude + east)
    box = box_around(centre, miles)
    if miles_between(centre, other) <= miles:
        assert box.south <= other.latitude <= box.north
        assert box.west <= other.longitude <= box.east


def test_midnight_ends_its_evening() -> None:
    assert start_minute(time(0, 0)) == 1440
    assert TimeOfDay.EVENING.window[1] == 1440


def test_card_codes_have_no_letters_that_look_alike() -> None:
    codes = {card_code(uuid7()) for _ in range(200)}
    assert len(codes) > 190
    assert all(len(code) == CODE_LENGTH and set(code) <= set(CODE_LETTERS) for code in codes)
    assert not set("01ILO") & set(CODE_LETTERS)


def _meeting(slug: str, name: str, day: int | None, hour: int) -> Meeting:
    return Meeting(
        name=name,
        fellowship=Fellowship.AA,
        day=day,
        start=None if day is None else time(hour, 0),
        minutes=60,
        zone="America/Los_Angeles",
        mode=MeetingMode.IN_PERSON,
        slug=slug,
        address="1 Elm St",
    )


_MEETINGS = st.lists(
    st.builds(
        _meeting,
        st.sampled_from(["", "a", "b", "b#1", "c"]),
        st.sampled_from(["Sunrise", "Noon", "Night"]),
        st.sampled_from([None, 0, 1, 2]),
        st.sampled_from([7, 12]),
    ),
    max_size=8,
)


@given(_MEETINGS, _MEETINGS)
def test_matching_uses_each_meeting_once_and_loses_none(
    old: list[Meeting], new: list[Meeting]
) -> None:
    known = [KnownMeeting(uuid.uuid4(), meeting) for meeting in old]
    matching = match_meetings(new, known)
    taken = [match.known.id for match in matching.matches if match.known]
    assert [match.listed for match in matching.matches] == new
    assert len(taken) == len(set(taken))
    assert {k.id for k in known} == set(taken) | {gone.id for gone in matching.gone}


@given(_MEETINGS)
def test_the_same_list_again_is_unchanged(listed: list[Meeting]) -> None:
    known = [KnownMeeting(uuid.uuid4(), meeting) for meeting in listed]
    matching = match_meetings(listed, known)
    assert all(match.known and not match.changes for match in matching.matches)
    assert matching.gone == ()


def test_codes_in_another_order_are_no_change() -> None:
    old = replace(_meeting("a", "Sunrise", 0, 7), kinds=("O", "D"))
    (match,) = match_meetings(
        [replace(old, kinds=("D", "O"))], [KnownMeeting(uuid.uuid4(), old)]
    ).matches
    assert match.changes == ()

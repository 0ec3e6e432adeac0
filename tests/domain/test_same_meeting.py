"""Which listings are one meeting: same fellowship, day, time, place or room, and similar names."""

import random
import uuid
from dataclasses import replace
from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.distance import Point
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.same_meeting import Listing, is_same_meeting, shown_as

_IDS = [uuid.UUID(int=n) for n in range(1, 40)]
_DIRECTORIES = [uuid.UUID(int=n) for n in range(100, 104)]
_LISTINGS = st.builds(
    Listing,
    id=st.sampled_from(_IDS),
    directory_id=st.sampled_from(_DIRECTORIES),
    fellowship=st.sampled_from([Fellowship.AA, Fellowship.NA]),
    day=st.sampled_from([None, 0, 1]),
    start=st.sampled_from([None, time(7), time(19, 30)]),
    name=st.sampled_from(["Sunrise", "Sunrise Group", "Rise and Shine", "Grupo Nueva Vida", "AA"]),
    place=st.just(""),
    address=st.sampled_from(
        ["", "1 Main St, Corona", "1 Main St., Corona, CA", "9 Oak Ave, Norco"]
    ),
    point=st.sampled_from([None, Point(33.8, -117.5), Point(33.8005, -117.5), Point(33.9, -117.5)]),
    link=st.sampled_from(
        ["", "https://zoom.us/j/5550001111", "https://us02web.zoom.us/j/5550001111?p=1"]
    ),
)
SUNRISE = Listing(
    _IDS[0],
    _DIRECTORIES[0],
    Fellowship.AA,
    0,
    time(7),
    "Sunrise Group",
    address="210 W Grand Blvd, Corona, CA 92882, USA",
    point=Point(33.8753, -117.5664),
)


@given(_LISTINGS, _LISTINGS)
def test_being_the_same_goes_both_ways(a: Listing, b: Listing) -> None:
    assert is_same_meeting(a, b) == is_same_meeting(b, a)


@given(_LISTINGS, _LISTINGS)
def test_only_one_fellowship_day_and_time_is_the_same(a: Listing, b: Listing) -> None:
    if is_same_meeting(a, b):
        assert (a.fellowship, a.day, a.start) == (b.fellowship, b.day, b.start)
        assert a.day is not None
        assert a.start is not None


@given(st.lists(_LISTINGS, max_size=25, unique_by=lambda each: each.id), st.randoms())
def test_what_is_hidden_stands_for_one_of_another_directory(
    listings: list[Listing], chance: random.Random
) -> None:
    hidden = shown_as(listings)
    by_id = {each.id: each for each in listings}
    for each, keeper in hidden.items():
        assert keeper not in hidden
        assert is_same_meeting(by_id[each], by_id[keeper])
        assert by_id[each].directory_id != by_id[keeper].directory_id
    for keeper in set(hidden.values()):
        group = [keeper, *(each for each, kept in hidden.items() if kept == keeper)]
        assert len({by_id[each].directory_id for each in group}) == len(group)
    chance.shuffle(listings)
    assert shown_as(listings) == hidden


@given(st.lists(_LISTINGS, max_size=15, unique_by=lambda each: each.id))
def test_told_apart_stays_apart_and_nothing_else_is_missed(listings: list[Listing]) -> None:
    hidden = shown_as(listings)
    apart = {frozenset(pair) for pair in hidden.items()}
    again = shown_as(listings, apart)
    assert not apart.intersection(frozenset(pair) for pair in again.items())
    seen = [each for each in listings if each.id not in hidden]
    for a in seen:
        for b in seen:
            if a.directory_id != b.directory_id and is_same_meeting(a, b):
                held = {
                    each.directory_id for each in listings if hidden.get(each.id) in (a.id, b.id)
                }
                assert held & {a.directory_id, b.directory_id}


def test_small_differences_of_writing_do_not_matter() -> None:
    other = replace(
        SUNRISE,
        id=_IDS[1],
        directory_id=_DIRECTORIES[1],
        name="SUNRISE",
        address="210 W. Grand Blvd., Corona",
        point=None,
    )
    assert is_same_meeting(SUNRISE, other)
    assert shown_as([other, SUNRISE]) == {other.id: SUNRISE.id}


def test_another_room_of_the_same_church_is_another_meeting() -> None:
    other = replace(SUNRISE, id=_IDS[1], directory_id=_DIRECTORIES[1], name="Sober Mothers")
    assert not is_same_meeting(SUNRISE, other)


def test_one_online_room_is_one_place() -> None:
    a = replace(SUNRISE, address="", point=None, link="https://zoom.us/j/5550148?pwd=x")
    b = replace(a, directory_id=_DIRECTORIES[1], link="https://us04web.zoom.us/j/5550148")
    assert is_same_meeting(a, replace(a, link="https://www.zoom.us/j/5550148?pwd=x"))
    assert not is_same_meeting(a, replace(b, link="https://zoom.us/j/999999999"))

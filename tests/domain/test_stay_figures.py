"""Retention, length of stay and quartiles against a slow and plain computation."""

import statistics
import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.stay_figures import RETENTION_DAYS, StayDates, quartiles, retention

TODAY = date(2026, 11, 19)
CLIENTS = tuple(uuid.UUID(int=number) for number in range(1, 6))


@st.composite
def stays(draw: st.DrawFn) -> StayDates:
    """A stay of the last half year, open or over, with a last service within it."""
    admitted = TODAY - timedelta(days=draw(st.integers(0, 180)))
    client = draw(st.sampled_from(CLIENTS))
    if draw(st.booleans()):
        return StayDates(client, admitted)
    discharged = admitted + timedelta(days=draw(st.integers(0, (TODAY - admitted).days)))
    last = admitted + timedelta(days=draw(st.integers(0, (discharged - admitted).days)))
    return StayDates(
        client, admitted, discharged, draw(st.sampled_from([None, last])), draw(st.booleans())
    )


def lived_days(stay: StayDates) -> list[date]:
    """Every day on which the client was in program, one by one."""
    day, found = stay.admitted, []
    while day <= (stay.discharged or TODAY):
        found.append(day)
        day += timedelta(days=1)
    return found


@given(st.lists(stays(), max_size=30), st.sampled_from(RETENTION_DAYS))
def test_every_stay_is_in_one_part_and_the_share_is_that_of_the_known(
    given_stays: list[StayDates], day: int
) -> None:
    found = retention(given_stays, day, TODAY)
    parts = [*found.still, *found.finished, *found.left, *found.not_yet]
    assert sorted(map(repr, parts)) == sorted(map(repr, given_stays))
    known = [s for s in given_stays if s.admitted + timedelta(days=day - 1) <= TODAY]
    here = [s for s in known if len(lived_days(s)) >= day]
    assert found.share == (len(here) / len(known) if known else None)
    assert all(not stay.is_planned_end for stay in found.left)


@given(st.lists(stays(), max_size=30))
def test_retention_only_falls_among_those_that_are_known_to_the_end(
    given_stays: list[StayDates],
) -> None:
    old = [s for s in given_stays if s.admitted + timedelta(days=89) <= TODAY]
    shares = [retention(old, day, TODAY).share or 0 for day in RETENTION_DAYS]
    assert shares == sorted(shares, reverse=True)


def test_who_has_just_come_is_not_counted_as_lost() -> None:
    new = StayDates(CLIENTS[0], TODAY - timedelta(days=5))
    gone = StayDates(CLIENTS[1], TODAY - timedelta(days=5), TODAY)
    found = retention([new, gone], 30, TODAY)
    assert found.not_yet == (new, gone)
    assert found.share is None


def test_the_thirtieth_day_itself_counts() -> None:
    admitted = TODAY - timedelta(days=29)
    to_the_day = StayDates(CLIENTS[0], admitted, TODAY, TODAY, is_planned_end=True)
    a_day_less = StayDates(CLIENTS[1], admitted, TODAY - timedelta(days=1))
    found = retention([to_the_day, a_day_less], 30, TODAY)
    assert (found.still, found.left) == ((to_the_day,), (a_day_less,))


@given(stays())
def test_length_of_stay_counts_both_ends(stay: StayDates) -> None:
    if stay.discharged is None:
        assert stay.length is None
        return
    last = stay.last_service or stay.admitted
    assert stay.length == len([day for day in lived_days(stay) if day <= last])


@given(st.lists(st.integers(1, 400), min_size=2, max_size=60))
def test_quartiles_are_those_of_the_textbook(numbers: list[int]) -> None:
    expected = statistics.quantiles(numbers, n=4, method="inclusive")
    assert quartiles(numbers) == pytest.approx(expected)


def test_one_stay_is_its_own_median_and_none_has_no_quartiles() -> None:
    assert quartiles([42]) == (42, 42, 42)
    with pytest.raises(ValueError, match="no numbers"):
        quartiles([])

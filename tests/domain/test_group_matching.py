"""Which group suits: ranking, reasons, and a week that never overlaps itself."""

from dataclasses import replace
from datetime import time
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.group_kinds import CapacityAdvice, capacity_advice, opted_in
from iopdesk.domain.group_matching import (
    GroupOffer,
    GroupWish,
    Reason,
    proposed_week,
    suggestions,
)
from iopdesk.domain.week import WeekBlock

blocks = st.builds(
    WeekBlock,
    st.integers(0, 6),
    st.times(max_value=time(20)),
    st.sampled_from([60, 90, 180]),
    st.just(""),
)
weeks = st.lists(blocks, max_size=3).map(tuple)
offers = st.lists(
    st.builds(
        GroupOffer,
        st.integers(1, 10_000).map(lambda n: UUID(int=n)),
        st.sampled_from(["", "day", "evening"]),
        st.sampled_from(["", "early", "late"]),
        st.sampled_from(["", "women", "veterans"]),
        st.integers(0, 3),
        weeks,
        st.sampled_from([90, 180, 270]),
    ),
    max_size=8,
    unique_by=lambda offer: offer.group_id,
)
wishes = st.builds(
    GroupWish,
    st.sampled_from(["", "day", "evening"]),
    st.sampled_from(["", "early", "late"]),
    st.integers(-60, 720),
    st.sampled_from(["", "women", "veterans,women"]),
    weeks,
    weeks,
)
OFFER = GroupOffer(UUID(int=1), "day", "early", "", 3, (WeekBlock(0, time(9), 90, ""),), 90)
WISH = GroupWish("day", "early", 540)


@given(offers=offers, wish=wishes)
def test_nobody_is_offered_what_they_did_not_ask_for(
    offers: list[GroupOffer], wish: GroupWish
) -> None:
    found = suggestions(offers, wish)
    assert {m.offer.group_id for m in found} == {
        o.group_id for o in offers if opted_in(wish.populations, o.population)
    }
    fitting = [match.fits for match in found]
    assert fitting == sorted(fitting, reverse=True)
    assert all(
        match.fits == (match.offer.places_left > 0)
        for match in found
        if not ({Reason.OVERLAP, Reason.NO_TIMES} & set(match.reasons))
    )
    for match in found:
        sides = [reason.is_for for reason in match.reasons]
        assert sides == sorted(sides, reverse=True)


@given(offers=offers, wish=wishes)
def test_a_proposed_week_overlaps_nothing_and_stops_at_its_hours(
    offers: list[GroupOffer], wish: GroupWish
) -> None:
    chosen = proposed_week(suggestions(offers, wish), wish.minutes_needed)
    taken = [(m.offer.group_id, block) for m in chosen for block in m.offer.blocks]
    for at, (group, block) in enumerate(taken):
        assert not any(
            other != group and block.clashes_with(theirs) for other, theirs in taken[at + 1 :]
        )
        assert not any(block.clashes_with(theirs) for theirs in (*wish.groups, *wish.busy))
    assert sum(m.offer.minutes for m in chosen[:-1]) < max(wish.minutes_needed, 1)
    assert chosen == [] or wish.minutes_needed > 0


def test_the_best_comes_first_and_says_why() -> None:
    other = replace(OFFER, group_id=UUID(int=2), track="evening")
    full = replace(OFFER, group_id=UUID(int=3), places_left=0)
    own = replace(OFFER, group_id=UUID(int=4), population="women")
    found = suggestions([full, other, OFFER, own], replace(WISH, populations="women"))
    assert [m.offer.group_id.int for m in found] == [4, 1, 2, 3]
    assert found[1].reasons == (Reason.TRACK, Reason.STAGE, Reason.HOURS, Reason.PLACES)
    assert Reason.OTHER_TRACK in found[2].reasons
    assert found[3].reasons[-1] is Reason.FULL


def test_what_stands_in_the_way_is_named() -> None:
    at_nine = (WeekBlock(0, time(10), 60, "Job"),)
    (match,) = suggestions([OFFER], replace(WISH, busy=at_nine))
    assert Reason.BUSY in match.reasons
    assert match.fits
    (match,) = suggestions(
        [OFFER], replace(WISH, groups=at_nine, apart=frozenset({OFFER.group_id}))
    )
    assert not match.fits
    assert {Reason.OVERLAP, Reason.APART} < set(match.reasons)
    assert suggestions([OFFER], replace(WISH, already_in=frozenset({OFFER.group_id}))) == []
    assert proposed_week(suggestions([OFFER], replace(WISH, busy=at_nine)), 540) == []


def test_capacity_is_advised_not_forbidden() -> None:
    rules = ClinicRules(smallest_group=4, largest_group=12)
    assert capacity_advice("skills", 12, rules) == []
    assert capacity_advice("skills", 15, rules) == [(CapacityAdvice.OVER_RULE, 12)]
    assert capacity_advice("process", 12, rules) == [(CapacityAdvice.PROCESS, 10)]
    assert capacity_advice("skills", 2, rules) == [(CapacityAdvice.UNDER_RULE, 4)]


def test_opting_in_is_exact() -> None:
    assert opted_in("veterans, Women", "women")
    assert opted_in("", "")
    assert not opted_in("women", "men")

"""A suggested week: it fits the client, spreads over days, shows both paths, and says why."""

import random
import uuid
from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.meeting_need import MeetingNeed
from iopdesk.domain.referral import RecoveryPath
from iopdesk.domain.week import WeekBlock
from iopdesk.domain.week_suggestion import Candidate, Why, Wish, suggest_week


def meeting(day: int = 0, hour: int = 18, /, **more: object) -> Candidate:
    """A 12-step meeting in person, a mile away, unless told otherwise."""
    facts: dict[str, object] = {
        "id": uuid.uuid4(),
        "block": WeekBlock(day, time(hour), 60, "Meeting"),
        "is_twelve_step": True,
        "is_secular": False,
        "is_in_person": True,
        "miles": 1.0,
        "languages": (),
        "needs": frozenset(),
        "signs_cards": False,
    }
    return Candidate(**{**facts, **more})  # type: ignore[arg-type]


def test_near_meetings_on_different_days_come_first() -> None:
    near, same_day, other_day = meeting(0, 12), meeting(0, 18), meeting(2, 18, miles=4.0)
    found = suggest_week([same_day, other_day, near], Wish(a_week=2))
    assert {each.id for each in found} in ({near.id, other_day.id}, {same_day.id, other_day.id})


def test_a_spanish_speaker_goes_farther_for_spanish_and_is_told_why() -> None:
    english, spanish = meeting(0, miles=1.0), meeting(1, miles=6.0, languages=("es",))
    (first,) = suggest_week([english, spanish], Wish(a_week=1, language="es"))
    assert first.id == spanish.id
    assert Why.LANGUAGE in first.why
    (only,) = suggest_week([english, spanish], Wish(a_week=2))
    assert only.id == english.id


def test_womens_and_mens_meetings_are_for_those_who_asked() -> None:
    women = meeting(needs=frozenset({MeetingNeed.WOMEN}))
    assert suggest_week([women], Wish(a_week=1)) == ()
    (found,) = suggest_week([women], Wish(a_week=1, people=frozenset({MeetingNeed.WOMEN})))
    assert Why.PEOPLE in found.why


def test_who_has_not_chosen_a_path_is_shown_both() -> None:
    twelve = [meeting(day) for day in range(5)]
    secular = meeting(6, 9, miles=9.0, is_twelve_step=False, is_secular=True)
    found = suggest_week([*twelve, secular], Wish(a_week=2))
    assert secular.id in {each.id for each in found}
    assert Why.OTHER_PATH in found[1].why
    chosen = suggest_week([*twelve, secular], Wish(a_week=5, path=RecoveryPath.TWELVE_STEP))
    assert secular.id not in {each.id for each in chosen}
    (only,) = suggest_week([*twelve, secular], Wish(a_week=5, path=RecoveryPath.SECULAR))
    assert only.id == secular.id


_meetings = st.builds(
    meeting,
    st.integers(0, 6),
    st.integers(6, 22),
    miles=st.one_of(st.none(), st.floats(0, 60)),
    is_twelve_step=st.booleans(),
    is_in_person=st.booleans(),
    languages=st.sampled_from([(), ("en",), ("es",), ("fr",), ("en", "es")]),
    needs=st.frozensets(st.sampled_from([MeetingNeed.WOMEN, MeetingNeed.NEWCOMER])),
    signs_cards=st.booleans(),
)
_wishes = st.builds(
    Wish,
    a_week=st.integers(0, 21),
    path=st.one_of(st.none(), st.sampled_from(RecoveryPath)),
    language=st.sampled_from(["en", "es"]),
    people=st.frozensets(st.sampled_from([MeetingNeed.WOMEN, MeetingNeed.MEN])),
    taken=st.lists(
        st.builds(
            WeekBlock, st.integers(0, 6), st.builds(time, st.integers(6, 20)), st.just(180),
            st.just("Group"),
        ),
        max_size=5,
    ).map(tuple),
    is_new=st.booleans(),
)  # fmt: skip


@given(st.lists(_meetings, max_size=20), _wishes, st.randoms(use_true_random=False))
def test_a_week_never_clashes_and_does_not_hang_on_the_order(
    meetings: list[Candidate], wish: Wish, chance: random.Random
) -> None:
    by_id = {each.id: each for each in meetings}
    found = suggest_week(meetings, wish)
    blocks = [by_id[each.id].block for each in found]
    assert len(found) <= wish.a_week
    assert len({each.id for each in found}) == len(found)
    for at, block in enumerate(blocks):
        assert not any(block.clashes_with(other) for other in blocks[at + 1 :])
        assert not any(block.clashes_with(other) for other in wish.taken)
    shuffled = list(meetings)
    chance.shuffle(shuffled)
    assert suggest_week(shuffled, wish) == found


@given(st.lists(_meetings, max_size=12), _wishes)
def test_no_meeting_is_left_out_while_there_is_room_for_it(
    meetings: list[Candidate], wish: Wish
) -> None:
    found = suggest_week(meetings, wish)
    if len(found) >= min(wish.a_week, 7):
        return
    chosen = {each.id for each in found}
    rest = suggest_week([each for each in meetings if each.id not in chosen], wish)
    blocks = [each.block for each in meetings if each.id in chosen]
    left = [each for each in meetings if each.id in {one.id for one in rest}]
    assert all(any(each.block.clashes_with(block) for block in blocks) for each in left)

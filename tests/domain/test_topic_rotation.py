"""Topics in turn: the proposal follows what was held, skips nothing and starts over."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.topic_rotation import (
    Covered,
    TopicDraft,
    make_up_day,
    next_topics,
    standing,
)

_IDS = [UUID(int=at) for at in range(1, 9)]
rotations = st.lists(st.sampled_from(_IDS), unique=True, max_size=8)


@given(rotation=rotations, held=st.lists(st.sampled_from([*_IDS, None]), max_size=20))
def test_proposals_go_round_in_order(rotation: list[UUID], held: list[UUID | None]) -> None:
    coming = next_topics(rotation, held, len(rotation) * 2)
    if not rotation:
        assert coming == []
        return
    assert set(coming) == set(rotation)
    assert coming[: len(rotation)] == coming[len(rotation) :]
    doubled = rotation + rotation
    at = rotation.index(coming[0])
    assert coming[: len(rotation)] == doubled[at : at + len(rotation)]
    known = [each for each in held if each in rotation]
    expected = doubled[rotation.index(known[-1]) + 1] if known else rotation[0]
    assert coming[0] == expected


@given(rotation=rotations.filter(bool), start=st.integers(0, 7), count=st.integers(1, 20))
def test_holding_what_is_proposed_gives_the_same_as_proposing_ahead(
    rotation: list[UUID], start: int, count: int
) -> None:
    held: list[UUID | None] = [rotation[start % len(rotation)]]
    ahead = next_topics(rotation, held, count)
    for proposed in ahead:
        assert next_topics(rotation, held, 1) == [proposed]
        held.append(proposed)


def test_a_session_without_a_topic_or_with_a_removed_one_holds_nothing_up() -> None:
    first, second, gone = uuid4(), uuid4(), uuid4()
    assert next_topics([first, second], [first, None], 1) == [second]
    assert next_topics([first, second], [first, gone], 1) == [second]
    assert next_topics([first, second], [gone], 1) == [first]


def test_standing_and_the_day_to_make_up() -> None:
    states = {_IDS[0]: standing(True), _IDS[1]: standing(False), _IDS[2]: standing(None)}
    assert list(states.values()) == [Covered.COVERED, Covered.MISSED, Covered.NOT_YET]
    monday = date(2026, 11, 23)
    coming = [(monday + timedelta(weeks=at), _IDS[at]) for at in range(3)]
    assert make_up_day(states, coming) == monday + timedelta(weeks=1)
    assert make_up_day({_IDS[0]: Covered.COVERED}, coming) is None


def test_a_topic_needs_a_title_of_reasonable_length() -> None:
    assert [p.field for p in TopicDraft(" ").problems()] == ["title"]
    assert [p.field for p in TopicDraft("x", "y" * 121).problems()] == ["spanish_title"]
    assert TopicDraft("Triggers").problems() == []

"""A group's topics: proposals follow what was held, and the grid tells who missed what."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from iopdesk.domain.attendance import Mark
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed
from iopdesk.domain.topic_rotation import Covered, TopicDraft
from iopdesk.services.topic_starters import topic_starters
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, mark, member, new_group, slot_on

LAST_WEEK, NEXT_WEEK = THURSDAY - timedelta(days=7), THURSDAY + timedelta(days=7)


@pytest.fixture
def group_id(clinic: TestClinic) -> UUID:
    """A Thursday group with three topics."""
    group = new_group(clinic, weekdays=(3,))
    clinic.services().topic.add(group, [TopicDraft(t, f"{t} es") for t in ("One", "Two", "Three")])
    return group


def _ids(clinic: TestClinic, group_id: UUID) -> dict[str, UUID]:
    return {t.title: t.id for t in clinic.services().topic.grid(group_id).topics}


def _proposed(clinic: TestClinic, group_id: UUID) -> list[tuple[date, str]]:
    found = clinic.services().topic.proposed(group_id)
    return [(day, topic.title) for (_, day), topic in sorted(found.items(), key=lambda e: e[0][1])]


def test_proposals_follow_the_last_held_and_skip_what_was_called_off(
    clinic: TestClinic, group_id: UUID
) -> None:
    slot_id, topics = slot_on(clinic, group_id), _ids(clinic, group_id)
    services = clinic.services()
    services.topic.choose(slot_id, LAST_WEEK, topics["Two"])
    assert _proposed(clinic, group_id)[:3] == [
        (THURSDAY, "Three"),
        (NEXT_WEEK, "One"),
        (NEXT_WEEK + timedelta(days=7), "Two"),
    ]
    services.session_plan.call_off(slot_id, THURSDAY, "Leader ill")
    assert _proposed(clinic, group_id)[0] == (NEXT_WEEK, "Three")
    services.topic.choose(slot_id, NEXT_WEEK, topics["One"])
    assert [title for _, title in _proposed(clinic, group_id)[:2]] == ["One", "Two"]


def test_the_grid_tells_who_covered_and_missed_what_and_when_it_comes_again(
    clinic: TestClinic, group_id: UUID
) -> None:
    slot_id, topics = slot_on(clinic, group_id), _ids(clinic, group_id)
    ana, bea = member(clinic, group_id, "Ana", "Lee"), member(clinic, group_id, "Bea", "Moss")
    clinic.services().topic.choose(slot_id, LAST_WEEK, topics["One"])
    mark(clinic, slot_id, ana, Mark.PRESENT, LAST_WEEK)
    mark(clinic, slot_id, bea, Mark.ABSENT, LAST_WEEK)
    grid = clinic.services().topic.grid(group_id)
    assert [(c.name, c.states) for c in grid.clients] == [
        ("Ana Lee", (Covered.COVERED, Covered.NOT_YET, Covered.NOT_YET)),
        ("Bea Moss", (Covered.MISSED, Covered.NOT_YET, Covered.NOT_YET)),
    ]
    assert [c.make_up for c in grid.clients] == [None, THURSDAY + timedelta(days=14)]
    assert grid.topics[0].last_held == LAST_WEEK
    assert grid.topics[1].next_day == THURSDAY


def test_topics_are_ordered_renamed_and_taken_off(clinic: TestClinic, group_id: UUID) -> None:
    topics, service = _ids(clinic, group_id), clinic.services().topic
    service.move(topics["Three"], -1)
    service.move(topics["One"], -1)
    assert list(_ids(clinic, group_id)) == ["One", "Three", "Two"]
    service.save(
        topics["One"], base=TopicDraft("One", "One es"), mine=TopicDraft("First", "One es")
    )
    with pytest.raises(EditConflict):
        clinic.services("supervisor").topic.save(
            topics["One"], base=TopicDraft("One", "One es"), mine=TopicDraft("Uno", "One es")
        )
    service.remove(topics["Two"])
    assert list(_ids(clinic, group_id)) == ["First", "Three"]
    with pytest.raises(InvalidDraft):
        service.add(group_id, [TopicDraft(" ")])
    with pytest.raises(NotAllowed):
        clinic.services("front_desk").topic.add(group_id, [TopicDraft("x")])


def test_starters_are_whole_in_both_languages(clinic: TestClinic) -> None:
    group = new_group(clinic, weekdays=(3,))
    for each in topic_starters():
        assert 6 <= len(each.topics) <= 10
        assert all(topic.title and topic.spanish_title for topic in each.topics)
    clinic.services().topic.add_starter(group, "coping")
    assert len(clinic.services().topic.grid(group).topics) == 8

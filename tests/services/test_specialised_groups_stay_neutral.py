"""Whom a specialised group is for is nowhere told to those without clinical rights."""

from datetime import date
from uuid import UUID

import pytest

from iopdesk.domain.attendance import Mark
from iopdesk.domain.language import Language
from iopdesk.domain.staff import Role
from iopdesk.domain.week_suggestion import Why
from iopdesk.domain.wording import Wording
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import mark, member, new_group, slot_on
from tests.factories.meetings import import_rows

THURSDAY = date(2026, 11, 19)


@pytest.fixture
def tanya(clinic: TestClinic) -> UUID:
    group = new_group(clinic, "Women's group", population="women", neutral_title="Thursday group")
    client_id = member(clinic, group)
    mark(clinic, slot_on(clinic, group), client_id, Mark.PRESENT, THURSDAY)
    return client_id


def test_the_strip_and_the_overview_name_it_neutrally(clinic: TestClinic, tanya: UUID) -> None:
    desk, counselor = clinic.services(Role.FRONT_DESK), clinic.services(Role.COUNSELOR)
    assert {each.group for each in desk.attendance.strip(tanya).marks} == {"Thursday group"}
    assert {each.group for each in counselor.attendance.strip(tanya).marks} == {"Women's group"}


def test_the_find_box_knows_it_by_its_neutral_title_only(clinic: TestClinic, tanya: UUID) -> None:
    desk, counselor = clinic.services(Role.FRONT_DESK), clinic.services(Role.COUNSELOR)
    assert [found.words for found in desk.find.everything("women")] == []
    assert [found.words for found in desk.find.everything("thursday")] == ["Thursday group"]
    assert [found.words for found in counselor.find.everything("women")] == ["Women's group"]


def test_the_wish_is_in_no_history_and_no_suggestion_of_the_desk(
    clinic: TestClinic, tanya: UUID
) -> None:
    import_rows(clinic)
    desk, counselor = clinic.services(Role.FRONT_DESK), clinic.services(Role.COUNSELOR)
    english = Wording(Language.ENGLISH)
    told = " ".join(f"{line.words} {line.details}" for line in desk.history.latest(tanya, english))
    assert "wishes" not in told.casefold()
    told = " ".join(line.words for line in counselor.history.latest(tanya, english, 20))
    assert "Wishes for groups noted" in told
    people = [why for each in desk.week_suggestion.suggest(tanya) for why in each.why]
    assert Why.PEOPLE not in people
    people = [why for each in counselor.week_suggestion.suggest(tanya) for why in each.why]
    assert Why.PEOPLE in people


def test_the_session_that_the_desk_marks_has_its_neutral_title(
    clinic: TestClinic, tanya: UUID
) -> None:
    desk, counselor = clinic.services(Role.FRONT_DESK), clinic.services(Role.COUNSELOR)
    (group,) = desk.today.today().groups
    assert desk.attendance.session(group.slot_id, THURSDAY).group == "Thursday group"
    assert [row.client_id for row in desk.attendance.session(group.slot_id, THURSDAY).rows] == [
        tanya
    ]
    assert counselor.attendance.session(group.slot_id, THURSDAY).group == "Women's group"


def test_the_order_of_groups_does_not_tell_the_hidden_name(clinic: TestClinic, tanya: UUID) -> None:
    new_group(clinic, "Skills")
    new_group(clinic, "Veterans", population="veterans", neutral_title="Monday group")
    names = [line.name for line in clinic.services(Role.FRONT_DESK).group.groups()]
    assert names == ["Monday group", "Skills", "Thursday group"]
    names = [line.name for line in clinic.services(Role.COUNSELOR).group.groups()]
    assert names == ["Skills", "Veterans", "Women's group"]

"""Rosters with clashes, pairs kept apart, specialised groups, waiting lists and suggestions."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest

from iopdesk.domain.appointment import BusyKind, BusyTime
from iopdesk.domain.group import GroupDraft, PlaceState
from iopdesk.domain.group_clash import GroupClashKind
from iopdesk.domain.group_matching import Reason
from iopdesk.domain.group_session import MoveDraft
from iopdesk.domain.keep_apart import KeepApartDraft
from iopdesk.domain.problems import InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.services.roster_checks import PlaceClash
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, member, new_group, slot, slot_on
from tests.factories.people import admitted_client

MONDAY = date(2026, 11, 23)


def _apart(clinic: TestClinic, one: UUID, other: UUID) -> tuple[str, ...]:
    return clinic.services().keep_apart.add(one, KeepApartDraft(other, "Assault charge in June"))


def test_the_second_of_a_pair_is_refused_without_a_reason_at_the_front_desk(
    clinic: TestClinic,
) -> None:
    group_id = new_group(clinic)
    first, second = member(clinic, group_id), admitted_client(clinic, "Ana", "Lee")
    assert _apart(clinic, second, first) == ()
    with pytest.raises(UserProblem, match="can't have a place in this group") as desk:
        clinic.services("front_desk").roster.add(group_id, second)
    assert not {"apart", "Assault", "Tanya"} & set(str(desk.value).split())
    with pytest.raises(UserProblem, match="kept apart from someone"):
        clinic.services().roster.add(group_id, second)
    with pytest.raises(UserProblem, match="can't have a place"):
        clinic.services("front_desk").roster.wait(group_id, second)
    with pytest.raises(NotAllowed):
        clinic.services("front_desk").keep_apart.pairs(first)
    (pair,) = clinic.services().keep_apart.pairs(first)
    assert (pair.other_name, pair.reason, pair.since) == (
        "Ana Lee",
        "Assault charge in June",
        THURSDAY,
    )
    clinic.services().keep_apart.end(pair.pair_id, "Case dismissed, both agreed")
    assert clinic.services().keep_apart.pairs(second) == ()
    clinic.services("front_desk").roster.add(group_id, second)


def test_a_new_pair_names_the_groups_that_both_are_in(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    first, second = member(clinic, group_id), member(clinic, group_id, "Ana", "Lee")
    assert _apart(clinic, first, second) == ("Early recovery",)
    with pytest.raises(UserProblem, match="kept apart already"):
        _apart(clinic, second, first)
    with pytest.raises(UserProblem, match="another client"):
        _apart(clinic, first, first)
    with pytest.raises(InvalidDraft):
        clinic.services().keep_apart.add(first, KeepApartDraft(None, " "))


def test_a_specialised_group_is_for_those_who_asked_and_hidden_from_others(
    clinic: TestClinic,
) -> None:
    counselor, desk = clinic.services(), clinic.services("front_desk")
    group_id = counselor.group.create(
        GroupDraft("Women’s group", "Thursday group", population="women"), [slot(3)]
    )
    client_id = admitted_client(clinic, "Ana", "Lee")
    with pytest.raises(UserProblem, match="can't have a place in this group"):
        desk.roster.add(group_id, client_id)
    with pytest.raises(UserProblem, match="only for clients who asked") as caught:
        counselor.roster.add(group_id, client_id)
    assert "omen" not in str(caught.value)
    counselor.group_wish.save(client_id, base=(), mine=("women",))
    desk.roster.add(group_id, client_id)
    assert [p.name for p in counselor.roster.roster(group_id).places] == ["Ana Lee"]
    hidden = desk.roster.roster(group_id)
    assert (hidden.places, hidden.is_hidden) == ((), True)
    assert [line.name for line in desk.group.groups()] == ["Thursday group"]
    assert desk.group.group(group_id).draft.population == ""
    assert desk.topic.grid(group_id).clients == ()
    assert desk.roster.groups_of(client_id) == ("Thursday group",)
    assert [block.words for block in counselor.roster.client_week(client_id)] == ["Thursday group"]
    assert [line.name for line in counselor.group.groups()] == ["Women’s group"]
    with pytest.raises(NotAllowed):
        desk.group_wish.wishes(client_id)


def test_wishes_of_two_people_are_both_kept(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic, "Ana", "Lee")
    wish = clinic.services().group_wish
    wish.save(client_id, base=(), mine=("women",))
    clinic.services("supervisor").group_wish.save(client_id, base=(), mine=("veterans",))
    assert wish.wishes(client_id) == {"women", "veterans"}
    wish.save(client_id, base=("women", "veterans"), mine=("veterans",))
    assert wish.wishes(client_id) == {"veterans"}


def test_two_overlapping_groups_need_a_reason(clinic: TestClinic) -> None:
    first = new_group(clinic, weekdays=(3,))
    second = new_group(clinic, "Skills", (3,), start=time(14, 0))
    client_id = member(clinic, first)
    desk = clinic.services("front_desk")
    with pytest.raises(PlaceClash, match="another group at this time"):
        desk.roster.add(second, client_id)
    desk.roster.add(second, client_id, despite="Leaves the first one at 2 by agreement")
    assert desk.roster.groups_of(client_id) == ("Early recovery", "Skills")
    (entry,) = clinic.services("privacy_officer").journal.newest(1, client_id)
    assert entry.reason == "Leaves the first one at 2 by agreement"


def test_work_hours_are_a_clash_that_a_person_may_decide(clinic: TestClinic) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    client_id = admitted_client(clinic, "Ana", "Lee")
    busy = BusyTime(3, time(9), 300, date(2026, 11, 1), BusyKind.WORK.value, "Warehouse")
    clinic.services().busy_time.save(client_id, busy)
    with pytest.raises(PlaceClash, match="fixed hours"):
        clinic.services().roster.add(group_id, client_id)
    clinic.services().roster.add(group_id, client_id, despite="Employer lets her go at noon")


def test_who_has_waited_longest_is_first_at_whatever_site_it_was_written_down(
    clinic: TestClinic,
) -> None:
    group_id = new_group(clinic)
    later, earlier = (admitted_client(clinic, name, "Lee") for name in ("Ana", "Bea"))
    clinic.services().roster.wait(group_id, later)
    clinic.clock.advance(timedelta(days=-1))
    clinic.services().roster.wait(group_id, earlier)
    places = clinic.services().roster.roster(group_id).places
    assert {place.client_id: place.turn for place in places} == {earlier: 1, later: 2}


def test_waiting_clients_have_their_turn(clinic: TestClinic) -> None:
    group_id = clinic.services().group.create(GroupDraft("Small", capacity=2), [slot(3)])
    people = [admitted_client(clinic, name, "Lee") for name in ("Zoe", "Bea", "Cy", "Ana")]
    roster = clinic.services().roster
    for client_id in people[:2]:
        roster.add(group_id, client_id)
    for client_id in people[2:]:
        with pytest.raises(UserProblem, match="full"):
            roster.add(group_id, client_id)
        roster.wait(group_id, client_id)
    waiting = {p.turn: p for p in roster.roster(group_id).places if p.state is PlaceState.WAITING}
    assert [waiting[turn].name for turn in (1, 2)] == ["Cy Lee", "Ana Lee"]
    first = next(p for p in roster.roster(group_id).places if p.client_id == people[0])
    roster.remove(first.id, THURSDAY)
    clinic.clock.advance(timedelta(days=1))
    roster.take_from_waiting(waiting[1].id)
    assert {p.name for p in roster.roster(group_id).places if p.state is PlaceState.HERE} == {
        "Bea Lee",
        "Cy Lee",
    }


def test_suggestions_rank_with_reasons_and_place_all_at_once(clinic: TestClinic) -> None:
    day = new_group(clinic, "Day skills", (0, 1, 3), start=time(9), track="day")
    full = clinic.services().group.create(GroupDraft("Full", track="day", capacity=2), [slot(4)])
    evening = new_group(clinic, "Evening", (2,), start=time(18), track="evening")
    for name in ("Bea", "Cy"):
        clinic.services().roster.add(full, admitted_client(clinic, name, "Lee"))
    client_id = admitted_client(clinic, "Ana", "Lee")
    found = clinic.services("front_desk").group_suggestion.suggestions(client_id)
    assert found.scheduled == 0
    by_id = {line.group_id: line for line in found.lines}
    assert Reason.FULL in by_id[full].reasons
    assert not by_id[full].fits
    assert found.lines[-1].group_id == full
    proposed = [line.group_id for line in found.lines if line.is_proposed]
    assert set(proposed) <= {day, evening}
    clinic.services("front_desk").roster.add_all(client_id, proposed)
    assert len(clinic.services().roster.groups_of(client_id)) == len(proposed)
    with pytest.raises(UserProblem, match="full"):
        clinic.services().roster.add_all(client_id, [evening, full])
    assert len(clinic.services().roster.groups_of(client_id)) == len(proposed)


def test_rooms_and_leaders_wanted_twice_are_told_with_names_and_times(clinic: TestClinic) -> None:
    new_group(clinic, "Early recovery", (3,))
    other = clinic.services().group.create(GroupDraft("Skills"), [slot(3, time(16))])
    clash = clinic.services().group_clash
    leader = clinic.staff[Role.SUPERVISOR].staff_id
    draft = slot(3, time(14), room="b", leader_id=leader, starts=THURSDAY)
    kinds = {each.kind: each for each in clash.of_time(other, draft)}
    assert kinds.keys() == {GroupClashKind.ROOM, GroupClashKind.LEADER}
    assert kinds[GroupClashKind.LEADER].what == "T. Okafor"
    assert kinds[GroupClashKind.ROOM].other == "Early recovery"
    assert kinds[GroupClashKind.ROOM].first == THURSDAY
    assert kinds[GroupClashKind.ROOM].times == 9
    assert clash.of_time(other, slot(3, time(14, 30), room="B", leader_id=leader)) == ()
    own = slot_on(clinic, other)
    assert clash.of_time(other, draft, own) != ()
    move = MoveDraft(THURSDAY, time(13, 30), 60, "B")
    assert [c.kind for c in clash.of_move(own, THURSDAY, move)] == [GroupClashKind.ROOM]
    assert clash.of_group(other) == ()

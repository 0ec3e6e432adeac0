"""Rosters: capacity, waiting, clashes, dates."""

from datetime import date, time, timedelta

import pytest

from iopdesk.domain.attendance import Mark
from iopdesk.domain.episode import GroupPlace
from iopdesk.domain.group import PlaceState
from iopdesk.domain.problems import NotAllowed, UserProblem
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, mark, member, new_group, slot_on
from tests.factories.people import admit, admitted_client, new_client


def test_places_with_their_state(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    roster = clinic.services().roster
    member(clinic, group_id, "Tanya", "Brooks")
    member(clinic, group_id, "Hana", "Ito", starts=date(2026, 11, 23))
    roster.wait(group_id, admitted_client(clinic, "Elena", "García"))
    gone = member(clinic, group_id, "Priya", "Shah")
    place = next(p for p in roster.roster(group_id).places if p.client_id == gone)
    roster.remove(place.id, date(2026, 11, 18), "Moved to the evening")
    found = {p.name: p.state for p in roster.roster(group_id).places}
    assert found == {
        "Tanya Brooks": PlaceState.HERE,
        "Hana Ito": PlaceState.COMING,
        "Elena García": PlaceState.WAITING,
        "Priya Shah": PlaceState.LEFT,
    }
    assert roster.roster(group_id).taken == 1
    assert roster.roster(group_id).places[0].phase == "Phase 1"


def test_a_full_group_refuses_until_a_place_is_free(clinic: TestClinic) -> None:
    group_id = new_group(clinic, capacity=2)
    roster = clinic.services().roster
    for first in ("Ana", "Bea"):
        member(clinic, group_id, first, "Lee")
    late = admitted_client(clinic, "Cy", "Lee")
    with pytest.raises(UserProblem, match="full"):
        roster.add(group_id, late)
    waiting = roster.wait(group_id, late)
    with pytest.raises(UserProblem, match="full"):
        roster.take_from_waiting(waiting)
    roster.remove(roster.roster(group_id).places[0].id, THURSDAY)
    with pytest.raises(UserProblem, match="full"):
        roster.take_from_waiting(waiting, THURSDAY)
    roster.take_from_waiting(waiting, THURSDAY + timedelta(days=1))
    place = next(p for p in roster.roster(group_id).places if p.client_id == late)
    assert (place.state, place.starts) == (PlaceState.COMING, THURSDAY + timedelta(days=1))


def test_a_later_place_counts_against_capacity(clinic: TestClinic) -> None:
    group_id = new_group(clinic, capacity=2)
    member(clinic, group_id, "Ana", "Lee")
    member(clinic, group_id, "Bea", "Lee", starts=date(2026, 12, 1))
    third = admitted_client(clinic, "Cy", "Lee")
    with pytest.raises(UserProblem, match="full"):
        clinic.services().roster.add(group_id, third)
    clinic.services().roster.add(group_id, third, THURSDAY, date(2026, 11, 30))


def test_groups_at_the_same_time_clash(clinic: TestClinic) -> None:
    first = new_group(clinic, "Early recovery", (3,))
    overlapping = new_group(clinic, "Skills", (3,), start=time(14, 0))
    after = new_group(clinic, "Support", (3,), start=time(14, 30))
    client_id = member(clinic, first)
    roster = clinic.services().roster
    with pytest.raises(UserProblem, match="another group at this time"):
        roster.add(overlapping, client_id)
    roster.add(after, client_id)
    week = roster.client_week(client_id)
    assert [(b.weekday, b.start, b.minutes, b.words) for b in week] == [
        (3, time(13, 0), 90, "Early recovery"),
        (3, time(14, 30), 90, "Support"),
    ]
    assert roster.groups_of(client_id) == ("Early recovery", "Support")


def test_no_clash_after_the_other_place_ended(clinic: TestClinic) -> None:
    first = new_group(clinic, "Early recovery", (3,))
    second = new_group(clinic, "Skills", (3,))
    client_id = member(clinic, first)
    roster = clinic.services().roster
    roster.remove(roster.roster(first).places[0].id, THURSDAY)
    with pytest.raises(UserProblem, match="another group"):
        roster.add(second, client_id, THURSDAY)
    roster.add(second, client_id, THURSDAY + timedelta(days=1))


@pytest.mark.parametrize("again", [THURSDAY, date(2026, 12, 1)])
def test_nobody_is_twice_on_a_roster(clinic: TestClinic, again: date) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    with pytest.raises(UserProblem, match="already on the roster"):
        clinic.services().roster.add(group_id, client_id, again)


def test_only_clients_in_program_and_from_admission_on(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    roster = clinic.services().roster
    with pytest.raises(UserProblem, match="not in program"):
        roster.add(group_id, new_client(clinic))
    client_id = admitted_client(clinic, "Ana", "Lee")
    with pytest.raises(UserProblem, match="before the client was admitted"):
        roster.add(group_id, client_id, date(2026, 10, 1))
    with pytest.raises(UserProblem, match="before the first"):
        roster.add(group_id, client_id, THURSDAY, date(2026, 11, 1))
    with pytest.raises(NotAllowed):
        clinic.services("privacy_officer").roster.add(group_id, client_id)


def test_a_place_cannot_end_before_its_marks(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    mark(clinic, slot_on(clinic, group_id), client_id, Mark.PRESENT)
    roster = clinic.services().roster
    place = roster.roster(group_id).places[0]
    with pytest.raises(UserProblem, match="already marked"):
        roster.remove(place.id, THURSDAY - timedelta(days=1))
    roster.remove(place.id)
    assert roster.roster(group_id).places[0].ends == THURSDAY


def test_a_place_that_never_began_is_taken_back(clinic: TestClinic) -> None:
    group_id = new_group(clinic)
    member(clinic, group_id, starts=date(2026, 12, 1))
    roster = clinic.services().roster
    roster.remove(roster.roster(group_id).places[0].id)
    assert roster.roster(group_id).places == ()


def test_admission_to_a_full_group_is_refused_as_a_whole(clinic: TestClinic) -> None:
    group_id = new_group(clinic, capacity=2)
    for name in ("Ana", "Bea"):
        member(clinic, group_id, name, "Lee")
    client_id = new_client(clinic, "Cy", "Lee")
    with pytest.raises(UserProblem, match="full"):
        admit(clinic, client_id, groups=(GroupPlace(group_id, THURSDAY),))
    assert clinic.services().episode.current(client_id) is None

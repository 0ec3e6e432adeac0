from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from iopdesk.domain.episode import Track
from iopdesk.domain.placement import Change, PlacementDraft, proposed
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, NotFound
from iopdesk.domain.staff import Role
from iopdesk.storage.clinic_tables import PhaseRow
from iopdesk.storage.episode_tables import PlacementRow
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import new_group
from tests.factories.people import ADMITTED, admitted_client, new_client
from tests.factories.placements import extend, place

TODAY = date(2026, 11, 19)
MONDAY = date(2026, 11, 23)


def test_a_step_down_begins_on_its_day_with_reason_and_who(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    service = clinic.services().placement
    view = service.view(client_id)
    draft = proposed(Change.STEP_DOWN, view.base, view.phases, MONDAY)
    mine = replace(draft, reason="Steady attendance", decided_by="S. Lind, MD")
    service.change(client_id, base=view.base, mine=mine, seen=view.seen)
    episode = clinic.services().episode
    assert episode.hours_prescribed(client_id, TODAY) == 900
    assert episode.hours_prescribed(client_id, MONDAY) == 720
    assert episode.hours_prescribed(client_id, date(2026, 10, 1)) == 0
    after = service.view(client_id)
    assert (after.now.phase_name, after.now.ends) == ("Phase 1", date(2026, 11, 22))
    assert after.coming is not None
    assert (after.coming.change, after.coming.reason, after.coming.decided_by) == (
        "step_down",
        "Steady attendance",
        "S. Lind, MD",
    )


def test_the_newer_decision_of_a_day_stands(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    place(clinic, client_id, MONDAY, minutes_a_week=540)
    place(clinic, client_id, MONDAY, minutes_a_week=600)
    episode = clinic.services().episode.current(client_id)
    assert episode is not None
    assert [p.minutes_a_week for p in episode.placements] == [900, 600]
    with clinic.store.read() as db:
        assert len(db.scalars(select(PlacementRow.id)).all()) == 3


def test_a_reason_is_required_and_nothing_is_written_without_one(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    with pytest.raises(InvalidDraft) as refused:
        place(clinic, client_id, MONDAY, minutes_a_week=540, reason="  ")
    assert [p.field for p in refused.value.problems] == ["reason"]
    assert len(clinic.services().placement.view(client_id).seen) == 1


def test_the_end_of_a_stay_moves_in_the_same_step_and_says_so(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    extend(clinic, client_id, date(2027, 6, 1))
    view = clinic.services().placement.view(client_id)
    assert view.episode.planned_end == date(2027, 6, 1)
    assert view.now.planned_end == date(2027, 6, 1)
    with pytest.raises(InvalidDraft):
        extend(clinic, client_id, date(2026, 1, 1))


def test_the_desk_sees_a_placement_and_does_not_change_it(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    service = clinic.services(Role.FRONT_DESK).placement
    base = service.view(client_id).base
    with pytest.raises(NotAllowed):
        service.change(client_id, base=base, mine=base)


def test_nothing_is_prescribed_to_someone_not_in_program(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    with pytest.raises(NotFound):
        place(clinic, client_id, MONDAY)


def test_two_people_at_once_merge_what_differs(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    mine_first = clinic.services(Role.SUPERVISOR).placement
    view = mine_first.view(client_id)
    place(clinic, client_id, TODAY, track=Track.EVENING)
    mine = replace(
        view.base,
        starts=MONDAY,
        change=Change.STEP_DOWN,
        minutes_a_week=540,
        reason="Fewer hours",
    )
    mine_first.change(client_id, base=view.base, mine=mine, seen=view.seen)
    placed = clinic.services().placement.view(client_id).coming
    assert placed is not None
    assert (placed.track, placed.minutes_a_week) == (Track.EVENING, 540)


def test_two_people_with_two_answers_see_both(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    service = clinic.services(Role.SUPERVISOR).placement
    view = service.view(client_id)
    place(clinic, client_id, MONDAY, minutes_a_week=720, decided_by="S. Lind, MD")
    mine = replace(
        view.base, starts=MONDAY, change=Change.OTHER, minutes_a_week=540, reason="Fewer hours"
    )
    with pytest.raises(EditConflict) as refused:
        service.change(client_id, base=view.base, mine=mine, seen=view.seen)
    (field,) = refused.value.fields
    assert (field.field, field.mine, field.theirs) == ("minutes_a_week", 540, 720)
    assert field.theirs_by == "S. Lind, MD"
    settled = replace(view.base, minutes_a_week=720)
    service.change(client_id, base=settled, mine=mine, seen=view.seen)
    coming = service.view(client_id).coming
    assert coming is not None
    assert coming.minutes_a_week == 540


def test_clients_keep_their_dose_when_the_program_changes(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    with clinic.store.write("test", clinic.staff[Role.DIRECTOR].staff_id) as db:
        for phase in db.scalars(select(PhaseRow)):
            phase.minutes_a_week = 600
    view = clinic.services().placement.view(client_id)
    assert view.now.minutes_a_week == 900
    assert view.phases[0].minutes_a_week == 600


def test_a_placement_before_the_admission_is_refused(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    with pytest.raises(InvalidDraft) as refused:
        place(clinic, client_id, date(2026, 10, 1), minutes_a_week=540)
    assert [p.field for p in refused.value.problems] == ["starts"]


def test_the_first_day_itself_can_be_corrected(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    place(clinic, client_id, ADMITTED, minutes_a_week=600)
    view = clinic.services().placement.view(client_id)
    assert [p.minutes_a_week for p in view.episode.placements] == [600]
    assert isinstance(view.base, PlacementDraft)


def test_a_group_that_is_waited_for_is_not_shown_as_attended(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    roster = clinic.services().roster
    roster.add(new_group(clinic, "Early recovery", (0,)), client_id, clinic.clock.today())
    roster.wait(new_group(clinic, "Relapse prevention", (3,)), client_id)
    shown = clinic.services().placement.view(client_id).groups
    assert [group.title for group in shown] == ["Early recovery"]

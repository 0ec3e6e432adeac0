from dataclasses import replace

import pytest

from iopdesk.domain.episode import Track
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed
from iopdesk.domain.program import AgeGroup, PhaseDraft, ProgramDraft
from iopdesk.domain.staff import Role
from iopdesk.services.program_service import copy_of
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client

OURS = ProgramDraft(
    "Youth, 45 days",
    45,
    Track.EVENING,
    AgeGroup.ADOLESCENT,
    (PhaseDraft("Start", 20, 9 * 60, 3, 2, 1), PhaseDraft("On", 25, 6 * 60, 2, 2, 0)),
)


def test_a_program_of_the_clinics_own_is_offered_for_admissions(clinic: TestClinic) -> None:
    director = clinic.services(Role.DIRECTOR)
    program_id = director.program.save(None, base=ProgramDraft(), mine=OURS)
    offered = {p.program_id: p for p in clinic.services().episode.programs()}[program_id]
    assert (offered.name, offered.age_group, len(offered.phases)) == (
        "Youth, 45 days",
        "adolescent",
        2,
    )
    assert offered.phases[0].screens_a_week == 1


def test_phases_are_changed_moved_added_and_taken_away(clinic: TestClinic) -> None:
    service = clinic.services(Role.DIRECTOR).program
    program_id = service.save(None, base=ProgramDraft(), mine=OURS)
    stored = _stored(clinic, "Youth, 45 days")
    first, second = stored.phases
    mine = replace(stored, phases=(replace(second, days=30), PhaseDraft("New", 15)))
    service.save(program_id, base=stored, mine=mine)
    after = _stored(clinic, "Youth, 45 days")
    assert [(p.name, p.days) for p in after.phases] == [("On", 30), ("New", 15)]
    assert after.phases[0].phase_id == second.phase_id
    assert first.phase_id not in {p.phase_id for p in after.phases}


def test_two_people_at_one_program_lose_nothing(clinic: TestClinic) -> None:
    service = clinic.services(Role.DIRECTOR).program
    program_id = service.save(None, base=ProgramDraft(), mine=OURS)
    loaded = _stored(clinic, "Youth, 45 days")
    service.save(program_id, base=loaded, mine=replace(loaded, days=50))
    with pytest.raises(EditConflict):
        service.save(program_id, base=loaded, mine=replace(loaded, days=60))
    service.save(program_id, base=loaded, mine=replace(loaded, name="Youth"))
    assert _stored(clinic, "Youth").days == 50


def test_a_retired_program_is_offered_no_more_and_keeps_its_clients(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    service = clinic.services(Role.DIRECTOR).program
    line = service.programs().programs[0]
    assert line.clients == 1
    service.retire(line.program_id)
    assert clinic.services().episode.programs() == ()
    assert clinic.services().placement.view(client_id).phases[0].minutes_a_week == 900
    service.bring_back(line.program_id)
    assert len(clinic.services().episode.programs()) == 1


def test_two_programs_do_not_share_a_name(clinic: TestClinic) -> None:
    service = clinic.services(Role.DIRECTOR).program
    with pytest.raises(InvalidDraft):
        service.save(None, base=ProgramDraft(), mine=replace(OURS, name="90 DAYS, day "))


def test_a_copy_shares_no_phase_with_its_original(clinic: TestClinic) -> None:
    service = clinic.services(Role.DIRECTOR).program
    original = service.programs().programs[0].draft
    service.save(None, base=ProgramDraft(), mine=copy_of(original, "Copy"))
    ids = {p.phase_id for p in _stored(clinic, "Copy").phases}
    assert len(ids) == 3
    assert not ids & {p.phase_id for p in original.phases}


def test_only_the_director_changes_programs(clinic: TestClinic) -> None:
    for role in (Role.FRONT_DESK, Role.COUNSELOR, Role.SUPERVISOR):
        with pytest.raises(NotAllowed):
            clinic.services(role).program.save(None, base=ProgramDraft(), mine=OURS)


def _stored(clinic: TestClinic, name: str) -> ProgramDraft:
    programs = clinic.services(Role.DIRECTOR).program.programs().programs
    return next(line.draft for line in programs if line.draft.name == name)

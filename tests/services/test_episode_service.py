from dataclasses import replace
from datetime import date

import pytest

from iopdesk.domain.episode import AdmissionDraft, PlacementDraft
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from tests.clinic_for_tests import TestClinic
from tests.factories.people import ADMITTED, admit, admitted_client, new_client


def test_an_admission_opens_an_episode_with_its_first_phase(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    episode = clinic.services().episode.current(client_id)
    assert episode is not None
    assert (episode.number, episode.admitted) == (1, ADMITTED)
    assert episode.planned_end == date(2027, 1, 19)
    (placement,) = episode.placements
    assert (placement.phase_name, placement.minutes_a_week) == ("Phase 1", 900)
    assert placement.decided_by == "R. Alvarez, LCSW"


def test_a_client_in_program_is_not_admitted_twice(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    with pytest.raises(UserProblem, match="in program already"):
        admit(clinic, client_id)


def test_an_admission_without_program_and_day_says_so(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    with pytest.raises(InvalidDraft) as refused:
        clinic.services().episode.admit(client_id, AdmissionDraft())
    assert {p.field for p in refused.value.problems} == {"program_id", "admitted"}


def test_a_step_down_begins_on_its_day(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    episode = clinic.services().episode
    draft = PlacementDraft(starts=date(2026, 11, 23), phase=2, minutes_a_week=540, reason="steady")
    episode.change_placement(client_id, draft)
    assert episode.hours_prescribed(client_id, date(2026, 11, 19)) == 900
    assert episode.hours_prescribed(client_id, date(2026, 11, 23)) == 540
    assert episode.hours_prescribed(client_id, date(2026, 10, 1)) == 0
    episode.change_placement(client_id, replace(draft, minutes_a_week=600))
    assert episode.hours_prescribed(client_id, date(2026, 11, 23)) == 600
    current = episode.current(client_id)
    assert current is not None
    assert [p.ends for p in current.placements] == [date(2026, 11, 22), None]


def test_nothing_is_prescribed_to_someone_not_in_program(clinic: TestClinic) -> None:
    client_id = new_client(clinic)
    with pytest.raises(NotFound):
        clinic.services().episode.change_placement(
            client_id, PlacementDraft(starts=date(2026, 11, 23))
        )


def test_planned_ends_coming_up(clinic: TestClinic) -> None:
    admitted_client(clinic, "Ada", "Young", admitted=date(2026, 8, 25))
    client_id = admitted_client(clinic, "Bea", "Xu")
    episode = clinic.services().episode
    assert [line.name for line in episode.ending_within(7)] == ["Ada Young"]
    assert [line.name for line in episode.open_episodes()] == ["Ada Young", "Bea Xu"]
    episode.extend(client_id, date(2027, 3, 1))
    current = episode.current(client_id)
    assert current is not None
    assert current.planned_end == date(2027, 3, 1)
    with pytest.raises(InvalidDraft):
        episode.extend(client_id, date(2026, 1, 1))


def test_only_counselors_and_supervisors_can_be_primary(clinic: TestClinic) -> None:
    names = [counselor.name for counselor in clinic.services().episode.counselors()]
    assert names == ["R. Alvarez", "T. Okafor"]

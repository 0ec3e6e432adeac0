from datetime import date

import pytest

from iopdesk.domain.episode import AdmissionDraft
from iopdesk.domain.problems import InvalidDraft, UserProblem
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


def test_planned_ends_coming_up(clinic: TestClinic) -> None:
    admitted_client(clinic, "Ada", "Young", admitted=date(2026, 8, 25))
    admitted_client(clinic, "Bea", "Xu")
    episode = clinic.services().episode
    assert [line.name for line in episode.ending_within(7)] == ["Ada Young"]
    assert [line.name for line in episode.open_episodes()] == ["Ada Young", "Bea Xu"]


def test_only_counselors_and_supervisors_can_be_primary(clinic: TestClinic) -> None:
    names = [counselor.name for counselor in clinic.services().episode.counselors()]
    assert names == ["R. Alvarez", "T. Okafor"]

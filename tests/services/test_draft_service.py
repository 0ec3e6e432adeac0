"""What was being typed comes back to the person who typed it, and to nobody else."""

from datetime import timedelta

from iopdesk.domain.staff import Role
from iopdesk.services.draft_service import DraftService
from tests.clinic_for_tests import TestClinic


def drafts(clinic: TestClinic, role: Role = Role.COUNSELOR) -> DraftService:
    return DraftService(clinic.store, clinic.staff[role])


def test_the_newest_draft_of_a_screen_and_record_comes_back(clinic: TestClinic) -> None:
    mine = drafts(clinic)
    mine.keep("plan", "a", {"needs": "first", "problems": []})
    clinic.clock.advance(timedelta(minutes=1))
    mine.keep("plan", "a", {"needs": "Ñandú 🙂", "problems": [{"title": None}]})
    mine.keep("plan", "b", {"needs": "other"})
    kept = mine.load("plan", "a")
    assert kept is not None
    assert kept.values == {"needs": "Ñandú 🙂", "problems": [{"title": None}]}
    assert kept.kept_at == clinic.clock.now()


def test_nobody_else_gets_it(clinic: TestClinic) -> None:
    drafts(clinic).keep("plan", "a", {"needs": "mine"})
    assert drafts(clinic, Role.SUPERVISOR).load("plan", "a") is None


def test_a_dropped_draft_is_gone_and_others_stay(clinic: TestClinic) -> None:
    mine = drafts(clinic)
    mine.keep("plan", "a", {"needs": "a"})
    mine.keep("note", "a", {"text": "b"})
    mine.drop("plan", "a")
    assert mine.load("plan", "a") is None
    assert mine.load("note", "a") is not None

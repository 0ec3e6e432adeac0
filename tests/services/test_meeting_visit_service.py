"""Returned cards: the code finds the client, a card entered twice counts once, disputes stay."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from iopdesk.domain.meeting_visit import Proof, VisitDraft
from iopdesk.domain.problems import InvalidDraft, NotAllowed, NotFound, UserProblem
from iopdesk.domain.referral import ChosenMeeting, RecoveryPath, ReferralDraft, RequirementDraft
from iopdesk.domain.staff import Role
from tests.clinic_for_tests import TestClinic
from tests.factories.meetings import import_rows, meeting_named
from tests.factories.people import admitted_client

TODAY = date(2026, 11, 19)


@pytest.fixture
def dolores(clinic: TestClinic) -> UUID:
    """A client with two chosen meetings, asked for two a week."""
    import_rows(clinic)
    client_id = admitted_client(clinic, "Dolores", "Quiñones")
    chosen = tuple(
        ChosenMeeting(meeting_named(clinic, name).id) for name in ("Step Sisters", "Sunrise")
    )
    asked = RequirementDraft(2, date(2026, 10, 26), None, TODAY, RecoveryPath.BOTH)
    clinic.services(Role.COUNSELOR).referral.refer(
        client_id, (), ReferralDraft(chosen, date(2026, 10, 26)), asked
    )
    return client_id


def test_a_card_is_found_by_its_code_as_people_type_it(clinic: TestClinic, dolores: UUID) -> None:
    desk = clinic.services(Role.FRONT_DESK)
    code = desk.meeting_paper.new_card(dolores)
    for typed in (code, code.lower(), f" {code}-3 ", f"{code[:2]} {code[2:]}"):
        card = desk.meeting_visit.card(typed)
        assert card.client_id == dolores
    assert card.client == "Dolores Quiñones"
    assert [line.name for line in card.meetings] == ["Sunrise", "Step Sisters"]
    assert len(card.mondays) == 4
    with pytest.raises(NotFound, match="No card has this code"):
        desk.meeting_visit.card("ZZZZZ")


def test_a_card_entered_twice_counts_once(clinic: TestClinic, dolores: UUID) -> None:
    desk = clinic.services(Role.FRONT_DESK)
    card = desk.meeting_visit.card(desk.meeting_paper.new_card(dolores))
    monday = date(2026, 11, 16)
    drafts = [
        VisitDraft(monday, card.meetings[0].id),
        VisitDraft(monday + timedelta(days=1), words="At the Alano club", proof=Proof.SIGNATURE),
        VisitDraft(monday + timedelta(days=2), words="Online, from home"),
    ]
    first = desk.meeting_visit.enter(card.card_id, drafts)
    second = desk.meeting_visit.enter(card.card_id, drafts)
    assert (first.new, first.known) == (3, 0)
    assert (second.new, second.known) == (0, 3)
    again = desk.meeting_visit.card(desk.meeting_paper.new_card(dolores))
    assert {visit.name for visit in again.entered} == {
        "Sunrise", "At the Alano club", "Online, from home",
    }  # fmt: skip
    summary = desk.meeting_visit.summary(dolores)
    week = summary.weeks[0]
    assert (week.count, week.asked, week.extra) == (3, 2, 1)
    assert summary.self_help == "02"
    assert summary.in_a_row == 1


def test_what_cannot_be_is_refused_whole(clinic: TestClinic, dolores: UUID) -> None:
    desk = clinic.services(Role.FRONT_DESK)
    card = desk.meeting_visit.card(desk.meeting_paper.new_card(dolores))
    with pytest.raises(InvalidDraft):
        desk.meeting_visit.enter(
            card.card_id, [VisitDraft(TODAY, words="ok"), VisitDraft(TODAY + timedelta(days=2))]
        )
    assert desk.meeting_visit.summary(dolores).visits == ()
    assert desk.meeting_visit.card(desk.meeting_paper.new_card(dolores)).returned is None
    with pytest.raises(NotAllowed):
        clinic.services(Role.PRIVACY_OFFICER).meeting_visit.enter(card.card_id, [])


def test_a_doubt_is_kept_and_a_mistake_is_taken_back_with_its_reason(
    clinic: TestClinic, dolores: UUID
) -> None:
    desk = clinic.services(Role.FRONT_DESK)
    desk.meeting_visit.add(dolores, [VisitDraft(TODAY, words="Rainbow", proof=Proof.SELF_REPORT)])
    (visit,) = desk.meeting_visit.summary(dolores).visits
    desk.meeting_visit.dispute(visit.id, "The meeting was cancelled that day")
    (visit,) = desk.meeting_visit.summary(dolores).visits
    assert visit.dispute == "The meeting was cancelled that day"
    with pytest.raises(UserProblem, match="Say why"):
        desk.meeting_visit.take_back(visit.id, " ")
    desk.meeting_visit.take_back(visit.id, "Entered for the wrong client")
    assert desk.meeting_visit.summary(dolores).visits == ()


def test_weeks_whose_card_did_not_come_back_are_counted(clinic: TestClinic, dolores: UUID) -> None:
    desk = clinic.services(Role.FRONT_DESK)
    desk.meeting_paper.new_card(dolores)
    assert desk.meeting_visit.summary(dolores).cards_out == 0
    clinic.clock.set(clinic.clock.now() + timedelta(weeks=5))
    assert desk.meeting_visit.summary(dolores).cards_out == 4

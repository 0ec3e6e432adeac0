"""The notice given, restrictions asked for, who looked; the duties that go with them."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from iopdesk.domain.attendance import Mark
from iopdesk.domain.consent import ConsentState
from iopdesk.domain.disclosure import Document, Handover
from iopdesk.domain.duty import Answer, Duty, DutyAnswer, DutyKind
from iopdesk.domain.policy import Policy
from iopdesk.domain.privacy import NoticeGiven, Restriction
from iopdesk.domain.problems import InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.services.consent_service import Signing
from tests.clinic_for_tests import TestClinic
from tests.documents.printed import Printed
from tests.factories.consents import consent_in, signed_consent, whole_consent
from tests.factories.groups import mark, member, new_group, slot_on
from tests.factories.people import admitted_client

TODAY = date(2026, 11, 19)
GIVEN = date(2026, 10, 22)
MONDAY = TODAY - timedelta(days=3)


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    return admitted_client(clinic)


def _duties(clinic: TestClinic, kind: DutyKind, role: Role = Role.COUNSELOR) -> list[Duty]:
    return [duty for duty in clinic.services(role).duty.duties() if duty.kind is kind]


def test_the_notice_is_due_until_it_was_given(clinic: TestClinic, client_id: UUID) -> None:
    (duty,) = _duties(clinic, DutyKind.PATIENT_NOTICE, Role.FRONT_DESK)
    assert (duty.client_id, duty.go_to.tab) == (client_id, "consents")
    privacy = clinic.services(Role.FRONT_DESK).privacy
    with pytest.raises(InvalidDraft) as refused:
        privacy.save_notice(client_id, NoticeGiven(GIVEN))
    assert [p.field for p in refused.value.problems] == ["why_not_signed"]
    privacy.save_notice(client_id, NoticeGiven(GIVEN, signed=GIVEN))
    assert _duties(clinic, DutyKind.PATIENT_NOTICE, Role.FRONT_DESK) == []
    (given,) = privacy.privacy(client_id).notices
    assert given.version == "2026-1"
    privacy.take_back(client_id, given, "another client's")
    assert len(_duties(clinic, DutyKind.PATIENT_NOTICE, Role.FRONT_DESK)) == 1
    privacy.save_notice(client_id, NoticeGiven(GIVEN, why_not_signed="Wanted to read it first"))
    assert _duties(clinic, DutyKind.PATIENT_NOTICE, Role.FRONT_DESK) == []


def test_a_restriction_is_asked_at_the_desk_and_answered_by_a_clinician(
    clinic: TestClinic, client_id: UUID
) -> None:
    front = clinic.services(Role.FRONT_DESK).privacy
    front.save_restriction(client_id, Restriction(TODAY, "Nothing to my health plan"))
    (asked,) = front.privacy(client_id).restrictions
    agreed = replace(asked, answer="agreed", answered=TODAY)
    with pytest.raises(NotAllowed):
        front.save_restriction(client_id, agreed, asked)
    assert clinic.services().disclosure.desk(client_id, Document.SCHEDULE).restrictions == ()
    clinic.services().privacy.save_restriction(client_id, agreed, asked)
    desk = clinic.services().disclosure.desk(client_id, Document.SCHEDULE)
    assert desk.restrictions == ("Nothing to my health plan",)


def test_who_looked_and_who_received(clinic: TestClinic, client_id: UUID) -> None:
    services = clinic.services()
    for _ in range(3):
        services.client.open_chart(client_id)
    consent_id = signed_consent(clinic, client_id)
    handover = Handover("Dana Hall", "care_coordination", consent_id)
    services.disclosure.hand_over(
        client_id,
        Document.SCHEDULE,
        handover,
        lambda language: services.weekly_schedule_paper.preview(client_id, language),
    )
    with pytest.raises(NotAllowed):
        services.privacy.access(client_id)
    report = clinic.services(Role.PRIVACY_OFFICER).privacy.access(client_id)
    lines = [(one.by, one.what, one.times, one.to_whom) for one in report.looked]
    assert ("R. Alvarez", "opened the chart", 3, "") in lines
    assert ("R. Alvarez", "handed over: Weekly schedule", 1, "Dana Hall") in lines
    assert [each.to_whom for each in report.disclosed] == ["Dana Hall"]
    again = clinic.services(Role.PRIVACY_OFFICER).privacy.access(client_id)
    assert any(one.what == "read this report" for one in again.looked)
    assert clinic.services(Role.DIRECTOR).privacy.access(client_id, date(2026, 11, 20)).looked == ()


def test_an_emergency_is_looked_at_by_a_supervisor_the_day_after(
    clinic: TestClinic, client_id: UUID
) -> None:
    told = Handover(
        "Dr. Lee",
        basis="medical_emergency",
        reason="Found unconscious",
        emergency_personnel="Dr. Lee",
        emergency_facility="Corona Regional",
        emergency_nature="Overdose",
    )
    clinic.services().disclosure.tell(client_id, told, "Takes buprenorphine")
    assert _duties(clinic, DutyKind.EMERGENCY) == []
    (duty,) = _duties(clinic, DutyKind.EMERGENCY, Role.SUPERVISOR)
    assert (duty.detail, duty.due) == ("Dr. Lee", TODAY + timedelta(days=1))


def test_the_letter_counts_days_and_says_no_more(clinic: TestClinic) -> None:
    group_id = new_group(clinic, "Women in recovery", neutral_title="Monday group")
    client_id = member(clinic, group_id)
    letters = clinic.services(Role.FRONT_DESK).attendance_letter
    with pytest.raises(UserProblem):
        letters.preview(client_id)
    mark(clinic, slot_on(clinic, group_id, 0), client_id, Mark.PRESENT, MONDAY)
    text = Printed(letters.preview(client_id).pdf).flat
    assert "came to outpatient care at Harbor Light IOP" in text
    assert "Days 1" in text
    for word in ("recovery", "Women", "Monday group", "addiction", "diagnosis"):
        assert word not in text


def test_policies_stand_by_who_pays_first(clinic: TestClinic, client_id: UUID) -> None:
    evaluation = clinic.services(Role.FRONT_DESK).evaluation
    evaluation.save(client_id, Policy("Medi-Cal", 2))
    evaluation.save(client_id, Policy("Blue Shield", member_number="4711"))
    assert [p.payer for p in evaluation.papers(client_id).policies] == ["Blue Shield", "Medi-Cal"]
    with pytest.raises(InvalidDraft):
        evaluation.save(client_id, Policy("Anthem", holder_relation="parent"))


def test_consents_of_a_minor_are_signed_again_at_eighteen(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic, born=date(2008, 11, 10))
    signed_consent(clinic, client_id)
    (duty,) = _duties(clinic, DutyKind.OF_AGE)
    assert (duty.due, duty.count) == (date(2026, 11, 10), 1)
    consent = clinic.services().consent
    anew = consent.save(client_id, whole_consent())
    consent.sign(client_id, consent_in(clinic, client_id, anew), Signing(date(2026, 11, 19)))
    assert _duties(clinic, DutyKind.OF_AGE) == []
    states = [line.state for line in consent.folder(client_id).lines]
    assert states == [ConsentState.IN_FORCE, ConsentState.SUPERSEDED]


def test_who_received_under_a_consent_is_told_that_it_was_taken_back(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    consent_id = signed_consent(clinic, client_id)
    services = clinic.services()
    handover = Handover("Dana Hall", "care_coordination", consent_id, how="phone")
    services.disclosure.tell(client_id, handover, "Comes every day")
    assert _duties(clinic, DutyKind.TAKEN_BACK) == []
    services.consent.revoke(client_id, consent_in(clinic, client_id, consent_id), "oral")
    (duty,) = _duties(clinic, DutyKind.TAKEN_BACK, Role.PRIVACY_OFFICER)
    assert duty.detail == "Dana Hall"
    told = DutyAnswer(Answer.DONE, "Sent the notice by mail", seen=duty.version)
    clinic.services(Role.PRIVACY_OFFICER).duty.answer(duty, told)
    assert _duties(clinic, DutyKind.TAKEN_BACK) == []

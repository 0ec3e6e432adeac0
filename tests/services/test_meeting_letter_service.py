"""The letter of meetings: only on a live consent for that recipient, and no more than numbers."""

import io
from datetime import date, timedelta
from uuid import UUID

import pytest
from pypdf import PdfReader

from iopdesk.documents.paper_setting import long_notice
from iopdesk.domain.language import Language
from iopdesk.domain.meeting_visit import Proof, VisitDraft
from iopdesk.domain.mutual_help import ExcusedWeeks
from iopdesk.domain.problems import NotAllowed, UserProblem
from iopdesk.domain.referral import RecoveryPath, RequirementDraft
from iopdesk.domain.staff import Role
from iopdesk.services.meeting_letter_service import LetterSpan
from tests.clinic_for_tests import TestClinic
from tests.factories.consents import signed_consent
from tests.factories.meetings import import_rows, meeting_named
from tests.factories.people import admitted_client

TODAY = date(2026, 11, 19)
WORK = "Inland Freight, Human Resources"
SPAN = LetterSpan(date(2026, 11, 2), TODAY)


@pytest.fixture
def dolores(clinic: TestClinic) -> UUID:
    """Four meetings in three weeks, one of them in doubt; one week excused."""
    import_rows(clinic)
    client_id = admitted_client(clinic, "Dolores", "Quiñones", admitted=date(2026, 10, 26))
    services = clinic.services()
    asked = RequirementDraft(2, date(2026, 10, 26), None, TODAY, RecoveryPath.BOTH)
    services.referral.set_requirement(client_id, asked)
    sunrise = meeting_named(clinic, "Sunrise").id
    drafts = [
        VisitDraft(date(2026, 11, 2), sunrise),
        VisitDraft(date(2026, 11, 5), words="Alano club", proof=Proof.SELF_REPORT),
        VisitDraft(date(2026, 11, 16), sunrise, proof=Proof.SIGNATURE),
        VisitDraft(date(2026, 11, 17), words="Doubtful hall", proof=Proof.INITIALS),
    ]
    services.meeting_visit.add(client_id, drafts)
    (doubtful,) = [
        visit
        for visit in services.meeting_visit.summary(client_id).visits
        if visit.name == "Doubtful hall"
    ]
    services.meeting_visit.dispute(doubtful.id, "It was closed that day")
    services.mutual_help.excuse(client_id, ExcusedWeeks(date(2026, 11, 9), reason="illness"))
    return client_id


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_without_a_consent_for_this_recipient_nothing_leaves(
    clinic: TestClinic, dolores: UUID
) -> None:
    service = clinic.services().meeting_letter
    with pytest.raises(UserProblem, match="no consent for this recipient"):
        service.hand_over_to(dolores, WORK, "employer", SPAN)
    signed_consent(clinic, dolores, WORK, information="attendance", purposes="employer")
    with pytest.raises(UserProblem) as refused:
        service.hand_over_to(dolores, WORK, "employer", SPAN)
    assert "does not cover" in refused.value.hint
    assert clinic.services().disclosure.disclosures(dolores) == ()


def test_with_one_it_goes_with_notice_scope_and_entry(clinic: TestClinic, dolores: UUID) -> None:
    signed_consent(clinic, dolores, WORK, information="meetings", purposes="employer")
    services = clinic.services()
    paper = services.meeting_letter.hand_over_to(dolores, WORK, "employer", SPAN)
    text = text_of(paper.pdf)
    assert " ".join(long_notice().split()[:12]) in text
    assert WORK in text
    assert "3 mutual-help meetings are noted." in text
    assert "In 1 of 1 week the number asked for was reached." in text
    assert "excused" in text
    for kept_back in ("Sunrise", "Alano", "Doubtful", "Ill", "AA"):
        assert kept_back not in text.split()
    (entry,) = services.disclosure.disclosures(dolores)
    assert entry.to_whom == WORK
    with pytest.raises(UserProblem):
        services.meeting_letter.hand_over_to(dolores, WORK, "housing", SPAN)


def test_the_front_desk_hands_nothing_over(clinic: TestClinic, dolores: UUID) -> None:
    signed_consent(clinic, dolores, WORK, information="meetings", purposes="employer")
    desk = clinic.services(Role.FRONT_DESK)
    with pytest.raises(NotAllowed):
        desk.meeting_letter.hand_over_to(dolores, WORK, "employer", SPAN)


@pytest.mark.parametrize(
    "span",
    [
        LetterSpan(TODAY, TODAY - timedelta(1)),
        LetterSpan(TODAY, TODAY + timedelta(1)),
        LetterSpan(TODAY - timedelta(500), TODAY),
    ],
)
def test_a_span_that_cannot_be_is_refused(
    clinic: TestClinic, dolores: UUID, span: LetterSpan
) -> None:
    with pytest.raises(UserProblem):
        clinic.services().meeting_letter.letter(dolores, span, Language.ENGLISH)

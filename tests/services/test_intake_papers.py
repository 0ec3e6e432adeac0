"""Papers of the way in: what they say in both languages, what they never say, what is noted."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from iopdesk.domain.eligibility import Conclusion, Outcome, Result, TestDraft, criteria
from iopdesk.domain.inquiry import FirstContact
from iopdesk.domain.language import Language
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.program_paper import ProgramPaper, Signing, paper_text
from iopdesk.domain.support import SupportPerson
from iopdesk.services.clinic_services import ClinicServices
from tests.clinic_for_tests import TestClinic
from tests.documents.printed import Printed
from tests.factories.people import admitted_client

LONG_NAME = "Maximiliana Esperanza Guadalupe Fernández-Montgomery de la Cruz"


def decided(services: ClinicServices, outcome: Outcome) -> UUID:
    today = services.store.clock.today()
    client_id = services.inquiry.first_contact(
        FirstContact("Rosa", LONG_NAME, phone="951-555-0188", day=today)
    )
    seen: UUID | None = None
    for one in criteria():
        empty = TestDraft(one.key)
        result = Result.NOT_MET if one.key == "no_24_hour_need" else Result.MET
        mine = replace(empty, result=result, evidence="Seizures", remedy=one.remedies[0].key)
        seen = services.eligibility.save_test(client_id, seen=seen, base=empty, mine=mine)
    until = today + timedelta(days=14) if outcome is Outcome.CONDITIONAL else None
    mine_too = Conclusion(outcome, "Sober-living place" if until else "", until, "Detox first.")
    services.eligibility.save_conclusion(client_id, seen=seen, base=Conclusion(), mine=mine_too)
    assert seen is not None
    services.eligibility.opine(seen, agrees=True)
    found = services.eligibility.view(client_id).current
    assert found is not None
    services.eligibility.decide(found.eligibility_id, found)
    return client_id


@pytest.mark.parametrize("language", Language)
def test_a_letter_of_not_now_offers_help_and_no_evidence(
    clinic: TestClinic, language: Language
) -> None:
    services = clinic.services()
    client_id = decided(services, Outcome.NOT_ELIGIBLE)
    text = Printed(services.intake_paper.letter(client_id, language).pdf).flat
    assert "Detox first." in text
    assert criteria()[0].remedies[0].words[language] in text
    assert "Seizures" not in text
    assert "988" in text


def test_a_conditional_yes_says_what_and_by_when(clinic: TestClinic) -> None:
    services = clinic.services()
    client_id = decided(services, Outcome.CONDITIONAL)
    text = Printed(services.intake_paper.letter(client_id, Language.ENGLISH).pdf).flat
    assert "What has to be in place by December 3" in text
    assert "Sober-living place" in text
    # what the team wrote for itself stays in the record
    assert "Detox first." not in text


def test_without_a_decision_there_is_no_letter(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    with pytest.raises(NotFound):
        clinic.services().intake_paper.letter(client_id, Language.ENGLISH)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("paper", ProgramPaper)
def test_agreement_and_guide_fill_in_every_name(
    clinic: TestClinic, paper: ProgramPaper, language: Language
) -> None:
    client_id = admitted_client(clinic, "Dwayne", LONG_NAME)
    printed = Printed(clinic.services().intake_paper.paper(paper, client_id, language).pdf)
    assert "{" not in printed.flat
    assert "951-555-0100" in printed.flat
    heads = [head for head, _lines in paper_text(paper, language).sections]
    assert all(head.partition("{")[0].strip() in printed.flat for head in heads)


def test_a_signature_is_noted_once(clinic: TestClinic) -> None:
    services, today = clinic.services("front_desk"), clinic.clock.today()
    client_id = admitted_client(clinic)
    given = services.intake_paper.give(ProgramPaper.AGREEMENT, client_id, Language.SPANISH)
    (paper,) = services.intake_paper.given(client_id)
    assert (paper.language, paper.waits_for_signature) == ("es", True)
    with pytest.raises(InvalidDraft):
        services.intake_paper.sign(given, Signing())
    services.intake_paper.sign(given, Signing(signed=today))
    with pytest.raises(UserProblem, match="meanwhile"):
        services.intake_paper.sign(given, Signing(why_not_signed="Wants to think"))
    assert services.intake_paper.given(client_id)[0].signed == today
    services.intake_paper.take_back(given, "Wrong client")
    assert services.intake_paper.given(client_id) == ()


@pytest.mark.parametrize("language", Language)
def test_the_card_says_nothing_about_treatment(clinic: TestClinic, language: Language) -> None:
    services = clinic.services()
    client_id = admitted_client(clinic, "Dwayne", "Porter")
    for at, name in enumerate((LONG_NAME, "Inés", "No Number", "Jen", "Mo", "Al")):
        phone = "" if name == "No Number" else f"951-555-01{at}0"
        person = SupportPerson(name, phone=phone, is_reachable_at_risk=name == "Jen")
        services.support.save(client_id, person)
    paper = services.wallet_card.preview(client_id, language)
    text = Printed(paper.pdf).flat
    assert text.index("Jen") < text.index("Inés")
    assert all(f"951-555-01{at}0" in text for at in (0, 1, 3, 4))
    assert "911" in text
    for word in ("Harbor", "Dwayne", "Porter", "IOP", "treatment", "tratamiento", "sober"):
        assert word not in text


def test_remedies_stand_in_the_letter_in_its_language(clinic: TestClinic) -> None:
    services, today = clinic.services(), clinic.clock.today()
    client_id = services.inquiry.first_contact(
        FirstContact("Rosa", "Diaz", phone="951-555-0188", day=today)
    )
    seen: UUID | None = None
    for one in criteria():
        remedy = Result.REMEDY if one.key == "home" else Result.MET
        mine = TestDraft(one.key, remedy, "Said so", one.remedies[0].key, "Harbor House")
        empty = TestDraft(one.key)
        seen = services.eligibility.save_test(client_id, seen=seen, base=empty, mine=mine)
    assert seen is not None
    yes = Conclusion(
        Outcome.CONDITIONAL,
        "Sober-living referral: Harbor House\nCalls on Monday",
        today + timedelta(days=9),
    )
    services.eligibility.save_conclusion(client_id, seen=seen, base=Conclusion(), mine=yes)
    services.eligibility.opine(seen, agrees=True)
    found = services.eligibility.view(client_id).current
    assert found is not None
    services.eligibility.decide(seen, found)
    text = Printed(services.intake_paper.letter(client_id, Language.SPANISH).pdf).flat
    assert "Referencia a una casa de vida sobria: Harbor House" in text
    assert "Sober-living" not in text
    assert "Calls on Monday" in text

"""The consent form and the patient notice as papers: whole or not at all, exact by the law."""

from uuid import UUID

import pytest

from iopdesk.domain.language import Language
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Role
from iopdesk.services.clinic_services import ClinicServices
from tests.clinic_for_tests import TestClinic
from tests.documents.printed import Printed
from tests.factories.consents import whole_consent
from tests.factories.people import admitted_client


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    return admitted_client(clinic)


@pytest.fixture
def desk(clinic: TestClinic) -> ClinicServices:
    return clinic.services(Role.FRONT_DESK)


def test_the_form_has_every_element_in_both_languages(
    desk: ClinicServices, client_id: UUID
) -> None:
    consent_id = desk.consent.save(client_id, whole_consent())
    english = Printed(desk.consent_paper.form(client_id, consent_id).pdf)
    for words in (
        "Dwayne Porter, born Mar 3, 1988",
        "Harbor Light IOP",
        "Attendance and participation",
        "Dana Hall",
        "Coordinate care with the person or agency named",
        "I may take this consent back at any time in writing",
        "May 1, 2027",
        "Signature",
        "Date",
    ):
        assert words in english.flat
    spanish = Printed(desk.consent_paper.form(client_id, consent_id, Language.SPANISH).pdf)
    assert "Asistencia y participación" in spanish.flat
    assert "Traducción de cortesía" in spanish.flat


def test_a_form_that_is_not_whole_is_not_printed(desk: ClinicServices, client_id: UUID) -> None:
    consent_id = desk.consent.save(client_id, whole_consent(until=None))
    with pytest.raises(UserProblem) as refused:
        desk.consent_paper.form(client_id, consent_id)
    assert refused.value.hint == (
        "It has no last day and no event that ends it (42 CFR 2.31(a)(7))."
    )


def test_special_forms_say_what_only_they_say(desk: ClinicServices, client_id: UUID) -> None:
    tpo = whole_consent(kind="tpo", purposes="treatment,payment", until=None, until_event="none")
    text = Printed(desk.consent_paper.form(client_id, desk.consent.save(client_id, tpo)).pdf).flat
    assert "as the HIPAA rules permit, but not for use in civil, criminal" in text
    assert "may then no longer be protected by 42 CFR Part 2" in text
    assert "If I do not sign" in text
    court = whole_consent(
        kind="criminal_justice", purposes="court_report", revocable_when="The case is closed"
    )
    text = Printed(desk.consent_paper.form(client_id, desk.consent.save(client_id, court)).pdf).flat
    assert "only from this on: The case is closed" in text
    assert "official duties" in text
    assert "at any time in writing" not in text


def test_the_notice_begins_with_the_words_of_the_rule(
    clinic: TestClinic, desk: ClinicServices, client_id: UUID
) -> None:
    text = Printed(desk.consent_paper.notice(client_id).pdf).flat
    assert "Notice of Privacy Practices of Harbor Light IOP This notice describes:" in text
    for words in (
        "• HOW HEALTH INFORMATION ABOUT YOU MAY BE USED AND DISCLOSED",
        "• YOUR RIGHTS WITH RESPECT TO YOUR HEALTH INFORMATION",
        "YOU HAVE A RIGHT TO A COPY OF THIS NOTICE (IN PAPER OR ELECTRONIC FORM)",
        "WITH Privacy officer AT 951-555-0100 IF YOU HAVE ANY QUESTIONS.",
        "Secretary of the U.S. Department of Health and Human Services",
        "Version 2026-1",
    ):
        assert words in text
    spanish = Printed(desk.consent_paper.notice(client_id, Language.SPANISH).pdf).flat
    assert "Traducción de cortesía" in spanish

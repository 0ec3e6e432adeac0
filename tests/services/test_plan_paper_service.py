"""Plans as papers: what the reader finds on them, and what the access log keeps."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pypdfium2
import pytest
from sqlalchemy import select

from iopdesk.domain.health import Diagnosis
from iopdesk.domain.language import Language
from iopdesk.domain.plan_library import plan_library, problem_from_library
from iopdesk.domain.problems import UserProblem
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.storage.access_tables import AccessRow
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client


@pytest.fixture
def services(clinic: TestClinic) -> ClinicServices:
    return clinic.services("counselor")


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    return admitted_client(clinic)


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(p.get_textpage().get_text_range() for p in pages).split())


def write_plan(services: ClinicServices, client_id: UUID) -> None:
    base = services.plan.start(client_id)
    problem = problem_from_library(
        plan_library().problems[0], date(2026, 11, 19), Language.ENGLISH, services.plan.new_id
    )
    said = replace(problem, client_words="I shake & <sweat> at night")
    services.plan.save(replace(base, strengths="Keeps promises", problems=(said,)), base)


def test_the_clinical_plan_says_what_was_typed(services: ClinicServices, client_id: UUID) -> None:
    write_plan(services, client_id)
    text = text_of(services.plan_paper.clinical(client_id).pdf)
    for words in ("I shake & <sweat> at night", "Keeps promises", "DRAFT", "R. Alvarez", "M-00001"):
        assert words in text
    assert "42 CFR part 2 prohibits unauthorized use or disclosure of these records." in text


def test_the_clients_copy_has_no_clinical_codes(services: ClinicServices, client_id: UUID) -> None:
    write_plan(services, client_id)
    text = text_of(services.plan_paper.client_copy(client_id, Language.SPANISH).pdf)
    assert "I shake & <sweat> at night" in text
    assert "dimension" not in text.lower()


def test_each_print_is_logged_but_a_preview_of_a_draft_is_not(
    clinic: TestClinic, services: ClinicServices, client_id: UUID
) -> None:
    write_plan(services, client_id)
    plan = services.plan.newest(client_id)
    services.plan_paper.clinical(client_id, draft=plan)
    services.plan_paper.clinical(client_id)
    with clinic.store.read() as db:
        logged = db.scalars(select(AccessRow.what).where(AccessRow.client_id == client_id)).all()
    assert logged.count("print treatment plan") == 1


def test_letters_that_no_font_has_are_told(services: ClinicServices, client_id: UUID) -> None:
    base = services.plan.start(client_id)
    services.plan.save(replace(base, strengths="Laughs \U0001f600"), base)
    assert "\U0001f600" in services.plan_paper.clinical(client_id).warnings[0]


def test_without_a_plan_there_is_a_plain_sentence(
    services: ClinicServices, client_id: UUID
) -> None:
    with pytest.raises(UserProblem, match="no treatment plan yet"):
        services.plan_paper.clinical(client_id)


def test_reviewer_expected_day_and_cosigner_stand_on_the_clinical_plan(
    services: ClinicServices, client_id: UUID
) -> None:
    write_plan(services, client_id)
    text = text_of(services.plan_paper.clinical(client_id).pdf)
    assert "R. Alvarez, LCSW; T. Okafor, LAADC" in text
    assert "Tue, Jan 19, 2027" in text
    assert "Supervisor" in text


def test_dimensions_are_named_in_spanish(services: ClinicServices, client_id: UUID) -> None:
    write_plan(services, client_id)
    text = text_of(services.plan_paper.clinical(client_id, Language.SPANISH).pdf)
    assert "Intoxicación aguda o posible abstinencia (dimensión 1)" in text


def test_a_plan_says_its_diagnoses_in_the_papers_language_and_one_of_them_first(
    services: ClinicServices, client_id: UUID
) -> None:
    write_plan(services, client_id)
    for code, name in (("F11.21", "Opioid use disorder"), ("F10.20", "Alcohol use disorder")):
        remission = "early" if code == "F11.21" else ""
        services.health.save(client_id, Diagnosis(code, name, "severe", remission))
    english = text_of(services.plan_paper.clinical(client_id, Language.ENGLISH).pdf)
    assert "Opioid use disorder, severe, in early remission" in english
    spanish = text_of(services.plan_paper.clinical(client_id, Language.SPANISH).pdf)
    assert "Trastorno por consumo de opioides, grave, en remisión temprana" in spanish
    assert spanish.index("F10.20") < spanish.index("F11.21")

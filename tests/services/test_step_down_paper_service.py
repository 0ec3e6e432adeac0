"""Step-down papers: what the reader finds on them, what is missing, and what the log keeps."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pypdfium2
import pytest
from sqlalchemy import select

from iopdesk.domain.attendance import Mark
from iopdesk.domain.health import Diagnosis, Medication
from iopdesk.domain.language import Language
from iopdesk.domain.problems import NotAllowed, UserProblem
from iopdesk.domain.step_down import ItemKind, NextStep, PreventionItem
from iopdesk.domain.support import SupportPerson
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.storage.access_tables import AccessRow
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import mark, member, new_group, slot_on

TODAY = date(2026, 11, 19)


@pytest.fixture
def services(clinic: TestClinic) -> ClinicServices:
    return clinic.services("counselor")


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    group_id = new_group(clinic)
    made = member(clinic, group_id, "Priya", "Shah")
    mark(clinic, slot_on(clinic, group_id), made, Mark.PRESENT, TODAY)
    return made


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(p.get_textpage().get_text_range() for p in pages).split())


def write(services: ClinicServices, client_id: UUID) -> None:
    services.support.save(client_id, SupportPerson("Jen", "sponsor", "951-555-0143"))
    services.health.save(client_id, Diagnosis("F11.20", "Opioid use disorder", "severe"))
    services.health.save(client_id, Medication("Buprenorphine", "8 mg film", prescriber="S. Lind"))
    base = services.step_down.start(client_id)
    mine = replace(
        base,
        reason="completed",
        summary="Finished all phases.",
        level_recommended="2.5",
        level_accepted="1",
        reason_level_differs="client_choice",
        home_work_ride="Bus 3",
        naloxone="given",
        naloxone_day=date(2026, 11, 12),
        next_steps=(
            NextStep(
                option="1", who="T. Okafor", day=date(2026, 11, 23), start=time(18), status="booked"
            ),
            NextStep(position=1, option="MH_OP", who="Dr. Amaro", phone="951-555-0121"),
            NextStep(position=2, option="RR", status="declined"),
        ),
        items=(
            PreventionItem(kind=ItemKind.SIGN, text="Skipping meals & <sleep>"),
            PreventionItem(position=1, kind=ItemKind.ACTION, text="Call Jen"),
        ),
    )
    services.step_down.save(mine, base)


def test_the_summary_tells_reason_attendance_and_what_is_not_booked(
    services: ClinicServices, client_id: UUID
) -> None:
    write(services, client_id)
    text = text_of(services.step_down_paper.clinical(client_id).pdf)
    for words in (
        "Completed treatment, planned (TEDS 01)",
        "Next level: 1 Outpatient",
        "1 of 1 groups (100%)",
        "Opioid use disorder",
        "Buprenorphine",
        "Naloxone kit given, Nov 12, 2026",
        "Mon, Nov 23, 6:00 PM",
        "Not booked",
        "None on file",
        "Client chose another level",
        "DRAFT",
        "42 CFR part 2 prohibits unauthorized use or disclosure of these records.",
    ):
        assert words in text, words


def test_the_clients_copy_has_plain_words_and_nothing_declined(
    services: ClinicServices, client_id: UUID
) -> None:
    write(services, client_id)
    text = text_of(services.step_down_paper.client_copy(client_id).pdf)
    for words in (
        "Outpatient group here. With T. Okafor. Starts Monday, November 23.",
        "Not booked yet",
        "Skipping meals & <sleep>",
        "Call Jen",
        "951-555-0143",
        "I got a kit on November 12.",
        "988",
    ):
        assert words in text, words
    for hidden in ("TEDS", "F11.20", "Sober living"):
        assert hidden not in text


def test_spanish_is_spoken_where_it_is_asked_for(services: ClinicServices, client_id: UUID) -> None:
    write(services, client_id)
    paper = services.step_down_paper.client_copy(client_id, Language.SPANISH)
    assert paper.title == "Mis siguientes pasos"
    assert "Mis siguientes pasos" in text_of(paper.pdf)


def test_after_discharge_the_papers_are_signed_and_no_draft(
    services: ClinicServices, client_id: UUID
) -> None:
    write(services, client_id)
    draft = services.step_down.newest(client_id)
    assert draft is not None
    services.step_down.discharge(draft.id, TODAY, (30, 365))
    paper = services.step_down_paper.preview_both(client_id)
    text = text_of(paper.pdf)
    assert paper.title == "My next steps · Discharge summary"
    assert "DRAFT" not in text
    assert "Signed in IOP Desk" in text
    for days in (30, 365):
        due = TODAY + timedelta(days=days)
        assert f"{due:%b} {due.day}" in text
    assert text.index("My next steps") < text.index("Discharge summary")


def test_an_empty_draft_prints_and_says_what_is_missing(
    services: ClinicServices, client_id: UUID
) -> None:
    services.step_down.start(client_id)
    assert "No reason recorded yet." in text_of(services.step_down_paper.clinical(client_id).pdf)
    copy = text_of(services.step_down_paper.client_copy(client_id).pdf)
    assert "No appointment is booked yet" in copy


def test_each_print_is_logged_but_a_preview_is_not(
    clinic: TestClinic, services: ClinicServices, client_id: UUID
) -> None:
    write(services, client_id)
    papers = services.step_down_paper
    papers.preview_both(client_id)
    papers.clinical(client_id)
    papers.note_printed(client_id, copy=True, summary=False)
    with clinic.store.read() as db:
        logged = db.scalars(select(AccessRow.what).where(AccessRow.client_id == client_id)).all()
    assert [each for each in logged if each.startswith("print")] == [
        "print discharge summary",
        "print step-down, client copy",
    ]


def test_letters_that_no_font_has_are_told(services: ClinicServices, client_id: UUID) -> None:
    base = services.step_down.start(client_id)
    services.step_down.save(replace(base, summary="Laughs \U0001f600"), base)
    assert "\U0001f600" in services.step_down_paper.clinical(client_id).warnings[0]


def test_without_a_step_down_there_is_a_plain_sentence(
    services: ClinicServices, client_id: UUID
) -> None:
    with pytest.raises(UserProblem, match="No step-down has been started"):
        services.step_down_paper.clinical(client_id)


def test_the_front_desk_may_not_see_it(clinic: TestClinic, client_id: UUID) -> None:
    with pytest.raises(NotAllowed):
        clinic.services("front_desk").step_down_paper.client_copy(client_id)


def test_a_draft_claims_no_day_of_discharge(services: ClinicServices, client_id: UUID) -> None:
    write(services, client_id)
    text = text_of(services.step_down_paper.clinical(client_id).pdf)
    assert "Not discharged yet" in text
    assert "Nov 19, 2026 (" not in text

"""A whole chart leaves on its ground or not at all, and never with drafts or counseling notes."""

import base64
import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from fhir.resources.R4B import get_fhir_model_class
from pypdf import PdfReader
from sqlalchemy import func, select

from iopdesk.domain.attendance import Mark
from iopdesk.domain.client import ClientDraft
from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.disclosure import TELLS, Document, Handover
from iopdesk.domain.drug_screen import Finding, ScreenDraft
from iopdesk.domain.language import Language
from iopdesk.domain.problems import NotAllowed, UserProblem
from iopdesk.services.chart_export_service import ChartFormat
from iopdesk.services.chart_rows import TABLES
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.storage.assessment_tables import DrugScreenRow, EvaluationRow
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.client_tables import DiagnosisRow, PhoneRow, SupportPersonRow
from iopdesk.storage.consent_tables import DisclosureRow
from iopdesk.storage.group_tables import TreatmentGroupRow
from iopdesk.storage.intake_tables import (
    EligibilityOpinionRow,
    EligibilityRow,
    InquiryRow,
    InquiryStepRow,
)
from iopdesk.storage.journal import void_row
from iopdesk.storage.meeting_tables import ExcusedWeekRow, RecoveryWorkRow
from iopdesk.storage.note_tables import ClientNoteRow, CounselingNoteRow
from iopdesk.storage.schema import Base, OfClient
from iopdesk.storage.support_tables import FamilyEducationRow, SupportServiceRow
from tests.clinic_for_tests import THURSDAY, TestClinic
from tests.documents.printed import Printed
from tests.factories.consents import signed_consent
from tests.factories.people import admitted_client
from tests.factories.scans import pdf_scan

WHOLE = tuple(sorted(TELLS[Document.CHART]))


@pytest.fixture
def services(clinic: TestClinic) -> ClinicServices:
    return clinic.services("supervisor")


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    """A client with a diagnosis, a session in a women's group, and notes of every kind."""
    client_id = admitted_client(clinic, "Ana", "Diaz")
    store, staff = clinic.store, clinic.staff["counselor"].staff_id
    with store.write("test.chart", None) as db:
        group = TreatmentGroupRow(
            id=store.new_id(),
            name="Women's trauma group",
            neutral_title="Thursday group",
            population="women",
            kind="process",
            track="day",
            capacity=8,
        )
        db.add(group)
        db.flush()
        session = GroupSessionRow(
            id=store.new_id(),
            group_id=group.id,
            day=THURSDAY.date(),
            start=THURSDAY.time(),
            minutes=90,
        )
        db.add(session)
        db.flush()
        mine = {"client_id": client_id}
        rows = [
            DiagnosisRow(code="F10.20", words="Alcohol use disorder, moderate", **mine),
            PhoneRow(number="951-555-0101", **mine),
            AttendanceRow(
                session_id=session.id,
                day=session.day,
                mark=Mark.PRESENT.value,
                minutes=90,
                **mine,
            ),
            ClientNoteRow(
                session_id=session.id,
                text="Named two triggers.",
                signed_by=staff,
                signed_at=THURSDAY,
                **mine,
            ),
            ClientNoteRow(text="An unfinished sentence", **mine),
            CounselingNoteRow(
                written_by=staff, day=session.day, text="A private hypothesis", **mine
            ),
        ]
        for row in rows:
            row.id = store.new_id()
            db.add(row)
    return client_id


def handover(clinic: TestClinic, client_id: UUID) -> Handover:
    consent_id = signed_consent(clinic, client_id, information=",".join(WHOLE))
    return Handover("Dana Hall", "care_coordination", consent_id, how="file")


def disclosures(clinic: TestClinic) -> int:
    with clinic.store.read() as db:
        return db.scalar(select(func.count()).select_from(DisclosureRow)) or 0


def test_the_whole_chart_has_contents_bookmarks_and_numbered_sheets(
    clinic: TestClinic, services: ClinicServices, client_id: UUID
) -> None:
    paper = services.chart_export.paper(client_id, handover(clinic, client_id), Language.ENGLISH)
    reader = PdfReader(io.BytesIO(paper.pdf))
    pages = Printed(paper.pdf).pages
    assert "Confidential: for Dana Hall" in pages[0]
    assert "Contents" in [item.title for item in reader.outline]
    text = "\n".join(pages)
    for words in ("Alcohol use disorder", "Thursday group", "Named two triggers", "Sheet 1 of"):
        assert words in text, words
    for words in ("unfinished", "private hypothesis", "Women"):
        assert words not in text, words
    assert disclosures(clinic) == 1


def test_it_is_refused_without_a_consent_for_all_of_it(
    clinic: TestClinic, services: ClinicServices, client_id: UUID
) -> None:
    consent_id = signed_consent(clinic, client_id)
    partly = Handover("Dana Hall", "care_coordination", consent_id)
    for form in (None, *ChartFormat):
        with pytest.raises(UserProblem):
            if form is None:
                services.chart_export.paper(client_id, partly, Language.ENGLISH)
            else:
                services.chart_export.data(client_id, partly, form)
    assert disclosures(clinic) == 0


def test_json_holds_the_rows_the_notice_and_the_scope(
    clinic: TestClinic, services: ClinicServices, client_id: UUID
) -> None:
    content = services.chart_export.data(client_id, handover(clinic, client_id), ChartFormat.JSON)
    made = json.loads(content)
    assert made["about"]["notice"].startswith("This record which has been disclosed")
    assert made["about"]["scope"]["Who may receive it"] == "Dana Hall"
    assert [row["code"] for row in made["diagnosis"]] == ["F10.20"]
    assert len(made["client_note"]) == 1
    assert b"hypothesis" not in content
    assert "counseling_note" not in made


def test_csv_is_a_zip_of_tables_that_spreadsheets_do_not_run(
    clinic: TestClinic, services: ClinicServices, client_id: UUID
) -> None:
    with clinic.store.write("test.allergy", None) as db:
        row = DiagnosisRow(id=clinic.store.new_id(), client_id=client_id, code="=1+1", words="x")
        db.add(row)
    content = services.chart_export.own_copy(client_id, ChartFormat.CSV, Language.ENGLISH)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        table = archive.read("diagnosis.csv").decode("utf-8-sig")
        names = archive.namelist()
    codes = {row["code"] for row in csv.DictReader(io.StringIO(table))}
    assert codes == {"F10.20", "'=1+1"}
    assert "README.txt" in names
    assert disclosures(clinic) == 0


def resources(content: bytes) -> Iterator[tuple[str, dict[str, object]]]:
    bundle = json.loads(content)
    get_fhir_model_class("Bundle").model_validate(bundle)
    for entry in bundle["entry"]:
        yield entry["resource"]["resourceType"], entry["resource"]


def test_the_fhir_bundle_is_valid_and_says_what_the_chart_says(
    clinic: TestClinic, services: ClinicServices, client_id: UUID
) -> None:
    content = services.chart_export.data(client_id, handover(clinic, client_id), ChartFormat.FHIR)
    found: dict[str, list[dict[str, object]]] = {}
    for kind, resource in resources(content):
        found.setdefault(kind, []).append(resource)
    assert {"Patient", "Consent", "EpisodeOfCare", "Condition", "Encounter"} <= set(found)
    (patient,) = found["Patient"]
    assert "This record which has been disclosed" in patient["text"]["div"]
    assert found["Condition"][0]["code"]["coding"][0]["code"] == "F10.20"
    assert found["Encounter"][0]["type"] == [{"text": "Thursday group"}]


def test_an_empty_chart_is_valid_as_well(clinic: TestClinic, services: ClinicServices) -> None:
    client_id = clinic.services("front_desk").client.create(
        ClientDraft(first_name="Lu", last_name="Ray", born=date(1990, 1, 2))
    )
    content = services.chart_export.own_copy(client_id, ChartFormat.FHIR, Language.ENGLISH)
    assert [kind for kind, _resource in resources(content)] == ["Patient"]
    paper = services.chart_export.preview(client_id, Language.SPANISH)
    assert len(Printed(paper.pdf).pages) >= 2


def test_a_counselor_may_not_export(clinic: TestClinic, client_id: UUID) -> None:
    with pytest.raises(NotAllowed):
        clinic.services("counselor").chart_export.own_copy(client_id, None, Language.ENGLISH)


@pytest.fixture
def whole_id(clinic: TestClinic, services: ClinicServices, client_id: UUID) -> UUID:
    """The client with all around treatment: the way in, help, family, step work, a report."""
    store, staff = clinic.store, clinic.staff["counselor"].staff_id
    with store.write("test.chart", None) as db:
        mine, day = {"client_id": client_id}, THURSDAY.date()
        inquiry = InquiryRow(
            id=store.new_id(), day=day, caller_name="Aunt Pia", wants="An evening group", **mine
        )
        evaluation = EvaluationRow(id=store.new_id(), kind="medical", due=day, **mine)
        decided = EligibilityRow(
            id=store.new_id(), day=day, assessor_id=staff, decided_at=THURSDAY, **mine
        )
        pia = SupportPersonRow(id=store.new_id(), name="Aunt Pia", **mine)
        db.add_all([inquiry, evaluation, decided, pia])
        db.flush()
        db.add_all(
            [
                InquiryStepRow(
                    id=store.new_id(),
                    inquiry_id=inquiry.id,
                    day=day,
                    at=THURSDAY,
                    state="waitlist",
                    words="No evening bed",
                    **mine,
                ),
                EligibilityOpinionRow(
                    id=store.new_id(),
                    eligibility_id=decided.id,
                    staff_id=staff,
                    at=THURSDAY,
                    agrees=True,
                    words="Ready now",
                    **mine,
                ),
                ExcusedWeekRow(id=store.new_id(), starts=day, ends=day, reason="illness", **mine),
                RecoveryWorkRow(id=store.new_id(), kind="step", day=day, step=4, **mine),
                SupportServiceRow(
                    id=store.new_id(), kind="resume", asked=day, outcome="Resume sent", **mine
                ),
                FamilyEducationRow(
                    id=store.new_id(),
                    support_person_id=pia.id,
                    day=day,
                    topic="warning_signs",
                    **mine,
                ),
            ]
        )
    services.attachment.attach_report(evaluation.id, "lab.pdf", pdf_scan("From the lab"))
    return client_id


def test_a_whole_chart_is_the_whole_chart_on_paper(
    services: ClinicServices, whole_id: UUID
) -> None:
    paper = services.chart_export.preview(whole_id, Language.ENGLISH)
    text = "\n".join(Printed(paper.pdf).pages)
    for words in (
        "An evening group",
        "No evening bed",
        "Ready now",
        "Ill",
        "Step work",
        "Resume sent",
        "Warning signs",
        "Attached report: lab.pdf",
        "From the lab",
    ):
        assert words in text, words
    assert "Pia" not in text


def test_attached_reports_go_along_in_every_form(services: ClinicServices, whole_id: UUID) -> None:
    def copy(form: ChartFormat) -> bytes:
        return services.chart_export.own_copy(whole_id, form, Language.ENGLISH)

    plain = json.loads(copy(ChartFormat.JSON))
    (report,) = plain["attachment"]
    assert base64.b64decode(report["content"]) == pdf_scan("From the lab")
    assert plain["recovery_work"][0]["step"] == 4
    assert "caller_name" not in plain["inquiry"][0]
    with zipfile.ZipFile(io.BytesIO(copy(ChartFormat.CSV))) as archive:
        assert archive.read("attachments/1-lab.pdf") == pdf_scan("From the lab")
        assert "attachments/1-lab.pdf" in archive.read("attachment.csv").decode()
    (document,) = [each for kind, each in resources(copy(ChartFormat.FHIR)) if "Document" in kind]
    assert "lab.pdf" in str(document["content"])


def test_what_was_taken_back_takes_its_parts_along(
    clinic: TestClinic, services: ClinicServices, whole_id: UUID
) -> None:
    draft = ScreenDraft(THURSDAY.date(), findings={"BUP": Finding("negative")})
    screen_id = services.drug_screen.save(whole_id, None, base=ScreenDraft(), mine=draft)

    def plain() -> dict[str, list[object]]:
        copy = services.chart_export.own_copy(whole_id, ChartFormat.JSON, Language.ENGLISH)
        return json.loads(copy)  # type: ignore[no-any-return]

    assert (len(plain()["screen_result"]), len(plain()["attachment"])) == (1, 1)
    with clinic.store.write("test.take_back", None) as db:
        void_row(db.get_one(DrugScreenRow, screen_id))
        for row in db.scalars(select(EvaluationRow).where(EvaluationRow.client_id == whole_id)):
            void_row(row)
    assert (plain()["screen_result"], plain()["attachment"]) == ([], [])


#: Not of the chart: workings of the program, and what concerns others.
LEFT_OUT = {
    "BusyTimeRow", "CarriedItemRow", "KeepApartRow", "MeetingCardRow",
    "RosterPlaceRow", "SupportPersonRow",
    # of their own papers: the accounting, the consents, the receipts
    "ConsentRow", "DisclosureRow", "PaperGivenRow", "RestrictionRequestRow",
    # asks for a consent of its own
    "CounselingNoteRow",
}  # fmt: skip


def test_no_table_of_clients_is_forgotten() -> None:
    listed = {row_class.__name__ for found in TABLES.values() for row_class in found}
    classes = [mapper.class_ for mapper in Base.registry.mappers]
    owned = {each.__name__ for each in classes if issubclass(each, OfClient)}
    assert owned - listed == LEFT_OUT


def test_every_kind_of_information_is_one_that_consents_name() -> None:
    assert set(WHOLE) <= set(consent_library().information)

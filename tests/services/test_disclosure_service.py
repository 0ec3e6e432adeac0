"""The disclosure desk: what leaves has its ground, its notice and its entry, or does not leave."""

from uuid import UUID

import pytest
from sqlalchemy import select

from iopdesk.documents.paper_setting import long_notice, short_notice
from iopdesk.domain.disclosure import Document, Handover, Obstacle
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.storage.access_tables import AccessRow
from iopdesk.storage.consent_tables import DisclosureRow
from tests.clinic_for_tests import TestClinic
from tests.documents.printed import Printed
from tests.factories.consents import consent_in, signed_consent
from tests.factories.people import admitted_client

WHY = "care_coordination"


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    return admitted_client(clinic)


@pytest.fixture
def services(clinic: TestClinic) -> ClinicServices:
    return clinic.services()


def _schedule(services: ClinicServices, client_id: UUID) -> Paper:
    return services.weekly_schedule_paper.preview(client_id, Language.ENGLISH)


def _rows(clinic: TestClinic) -> list[DisclosureRow]:
    with clinic.store.read() as db:
        return list(db.scalars(select(DisclosureRow)))


def _logged(clinic: TestClinic) -> list[tuple[str, str, str]]:
    with clinic.store.read() as db:
        rows = db.scalars(select(AccessRow).where(AccessRow.what.startswith("disclose")))
        return [(row.what, row.purpose, row.recipient) for row in rows]


def test_a_paper_leaves_with_cover_notice_and_entry(
    clinic: TestClinic, services: ClinicServices, client_id: UUID
) -> None:
    consent_id = signed_consent(clinic, client_id)
    (recipient,) = services.disclosure.desk(client_id, Document.SCHEDULE).recipients
    assert recipient.carrying.obstacle is None
    paper = services.disclosure.hand_over(
        client_id,
        Document.SCHEDULE,
        Handover("Dana Hall", WHY, consent_id),
        lambda language: services.weekly_schedule_paper.preview(client_id, language),
    )
    printed = Printed(paper.pdf)
    cover = " ".join(printed.pages[0].split())
    assert " ".join(long_notice().split()) in cover
    for words in ("Confidential: for Dana Hall", "Attendance and participation", "May 1, 2027"):
        assert words in cover
    assert len(printed.pages) > 1
    for page in printed.pages:
        assert " ".join(page.split()).count(short_notice()) == 1
    (row,) = _rows(clinic)
    assert (row.to_whom, row.purpose, row.consent_id) == ("Dana Hall", WHY, consent_id)
    assert (row.document, row.information, row.basis) == ("schedule", "attendance,meetings", "")
    assert _logged(clinic) == [("disclose schedule", WHY, "Dana Hall")]
    (told,) = services.disclosure.disclosures(client_id)
    assert (told.what, told.ground, told.by) == ("Weekly schedule", "Consent", "R. Alvarez")


def test_it_stops_with_what_the_consent_does_not_cover(
    clinic: TestClinic, services: ClinicServices, client_id: UUID
) -> None:
    consent_id = signed_consent(clinic, client_id)
    handover = Handover("Dana Hall", WHY, consent_id)
    with pytest.raises(UserProblem) as refused:
        services.disclosure.hand_over(client_id, Document.DRUG_SCREENS, handover, _never)
    assert (
        refused.value.hint
        == "It does not cover: Drug and alcohol test results (42 CFR 2.31(a)(3))."
    )
    with pytest.raises(UserProblem) as refused:
        services.disclosure.hand_over(
            client_id, Document.SCHEDULE, Handover("Dana Hall", "employer", consent_id), _never
        )
    assert "2.31(a)(5)" in refused.value.hint
    assert (_rows(clinic), _logged(clinic)) == ([], [])


def test_a_week_with_meetings_needs_meetings_in_the_consent(
    clinic: TestClinic, services: ClinicServices, client_id: UUID
) -> None:
    signed_consent(clinic, client_id, information="attendance")
    (recipient,) = services.disclosure.desk(client_id, Document.SCHEDULE).recipients
    assert recipient.carrying.lacking == ("meetings",)


def test_a_consent_taken_back_while_the_paper_was_made_stops_it(
    clinic: TestClinic, services: ClinicServices, client_id: UUID
) -> None:
    consent_id = signed_consent(clinic, client_id)

    def make(_language: Language) -> Paper:
        seen = consent_in(clinic, client_id, consent_id)
        clinic.services(Role.FRONT_DESK).consent.revoke(client_id, seen, "oral")
        return _schedule(services, client_id)

    with pytest.raises(UserProblem):
        services.disclosure.hand_over(
            client_id, Document.SCHEDULE, Handover("Dana Hall", WHY, consent_id), make
        )
    assert (_rows(clinic), _logged(clinic)) == ([], [])
    (recipient,) = services.disclosure.desk(client_id, Document.SCHEDULE).recipients
    assert recipient.carrying.obstacle is Obstacle.NOT_IN_FORCE


def test_a_consent_of_another_client_does_not_help(
    clinic: TestClinic, services: ClinicServices, client_id: UUID
) -> None:
    other = admitted_client(clinic, "Rosa", "Diaz", born=None)
    consent_id = signed_consent(clinic, other)
    with pytest.raises(UserProblem):
        services.disclosure.hand_over(
            client_id, Document.SCHEDULE, Handover("Dana Hall", WHY, consent_id), _never
        )


def test_an_emergency_needs_its_four_facts(
    clinic: TestClinic, services: ClinicServices, client_id: UUID
) -> None:
    urgent = Handover("Dr. Lee", basis="medical_emergency", reason="Found unconscious")
    with pytest.raises(InvalidDraft) as refused:
        services.disclosure.hand_over(client_id, Document.SCHEDULE, urgent, _never)
    assert [p.field for p in refused.value.problems] == [
        "emergency_personnel",
        "emergency_facility",
        "emergency_nature",
    ]
    told = Handover(
        "Dr. Lee",
        basis="medical_emergency",
        reason="Found unconscious",
        emergency_personnel="Dr. Lee",
        emergency_facility="Corona Regional",
        emergency_nature="Overdose",
    )
    paper = services.disclosure.hand_over(
        client_id, Document.SCHEDULE, told, lambda _l: _schedule(services, client_id)
    )
    assert "42 CFR 2.51" in Printed(paper.pdf).flat
    (row,) = _rows(clinic)
    assert (row.basis, row.consent_id, row.emergency_nature) == (
        "medical_emergency",
        None,
        "Overdose",
    )


def test_other_grounds_ask_for_a_supervisor(clinic: TestClinic, client_id: UUID) -> None:
    order = Handover("Superior Court", basis="court_order", reason="Order of Nov 2")
    with pytest.raises(UserProblem, match="supervisor"):
        clinic.services().disclosure.tell(client_id, order, "Dates of stay")
    clinic.services(Role.SUPERVISOR).disclosure.tell(client_id, order, "Dates of stay")
    (row,) = _rows(clinic)
    assert (row.document, row.what, row.basis) == ("spoken", "Dates of stay", "court_order")


def test_the_front_desk_hands_nothing_over(clinic: TestClinic, client_id: UUID) -> None:
    for role in (Role.FRONT_DESK, Role.DIRECTOR):
        with pytest.raises(NotAllowed):
            clinic.services(role).disclosure.desk(client_id, Document.SCHEDULE)
    clinic.services(Role.PRIVACY_OFFICER).disclosure.desk(client_id, Document.SCHEDULE)
    with pytest.raises(NotAllowed):
        clinic.services(Role.FRONT_DESK).disclosure.disclosures(client_id)
    assert clinic.services(Role.DIRECTOR).disclosure.disclosures(client_id) == ()


def test_a_recipient_is_found_by_words(
    clinic: TestClinic, services: ClinicServices, client_id: UUID
) -> None:
    desk = services.disclosure
    with pytest.raises(UserProblem, match="no consent for this recipient"):
        desk.handover_to(client_id, Document.SCHEDULE, "Dana Hall", "treatment")
    consent_id = signed_consent(clinic, client_id)
    found = desk.handover_to(client_id, Document.SCHEDULE, " dana  hall", WHY)
    assert (found.consent_id, found.to_whom) == (consent_id, "Dana Hall")
    with pytest.raises(UserProblem, match=r"2\.31\(a\)\(5\)"):
        desk.handover_to(client_id, Document.SCHEDULE, "Dana Hall", "Payment")


def test_a_file_takes_the_notice_along(
    clinic: TestClinic, services: ClinicServices, client_id: UUID
) -> None:
    consent_id = signed_consent(clinic, client_id)
    content = services.disclosure.hand_over_file(
        client_id,
        Document.ATTENDANCE,
        Handover("Dana Hall", WHY, consent_id, how="file"),
        lambda more: more.notice.encode() + repr(more.scope).encode(),
    )
    assert long_notice().encode() in content
    assert b"Dana Hall" in content
    assert len(_rows(clinic)[0].sha256) == 64


def _never(_language: Language) -> Paper:
    raise AssertionError("nothing is made without its ground")

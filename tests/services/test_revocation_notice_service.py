"""The notice that a consent was taken back: to whom, what it says, what stays."""

from uuid import UUID

import pytest
from sqlalchemy import select

from iopdesk.domain.disclosure import Handover
from iopdesk.domain.duty import DutyKind
from iopdesk.domain.language import Language
from iopdesk.domain.problems import NotAllowed, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.domain.wording import Wording
from iopdesk.storage.access_tables import AccessRow
from tests.clinic_for_tests import TestClinic
from tests.documents.printed import Printed
from tests.factories.consents import consent_in, signed_consent
from tests.factories.people import admitted_client


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    return admitted_client(clinic)


def _told_consent(clinic: TestClinic, client_id: UUID, *to_whom: str) -> UUID:
    """A consent under which these were told something; taken back since."""
    consent_id = signed_consent(
        clinic,
        client_id,
        kind="tpo",
        recipient_contact="12 Elm St, 951-555-0144",
        purposes="treatment",
        information="diagnosis,drug_tests",
    )
    for whom in to_whom:
        handover = Handover(whom, "treatment", consent_id, how="phone")
        clinic.services().disclosure.tell(client_id, handover, "Comes every day")
    seen = consent_in(clinic, client_id, consent_id)
    clinic.services().consent.revoke(client_id, seen, "oral")
    return consent_id


def _waiting(clinic: TestClinic) -> list[str]:
    duties = clinic.services().duty.duties()
    return [duty.detail for duty in duties if duty.kind is DutyKind.TAKEN_BACK]


def test_it_says_that_a_consent_is_over_and_nothing_of_care(
    clinic: TestClinic, client_id: UUID
) -> None:
    consent_id = _told_consent(clinic, client_id, "Dana Hall")
    notices = clinic.services().revocation_notice
    english = Printed(notices.preview(client_id, consent_id, "Dana Hall").pdf).flat
    for words in (
        "Notice that a consent was taken back",
        "Dana Hall",
        "12 Elm St, 951-555-0144",
        "A consent signed on Nov 2, 2026 allowed Harbor Light IOP to share information about"
        " Dwayne Porter with you.",
        "It was taken back on Nov 19, 2026. Nothing more will be shared with you under it.",
        "Please stop using it and do not pass it on, where the law allows you to stop.",
    ):
        assert words in english
    spanish = Printed(notices.preview(client_id, consent_id, "Dana Hall", Language.SPANISH).pdf)
    assert "Aviso de que se retiró un consentimiento" in spanish.flat
    assert "Con base en él no se le compartirá nada más." in spanish.flat
    for text in (english.casefold(), spanish.flat.casefold()):
        for word in (
            "treatment",
            "tratamiento",
            "diagnos",
            "drug",
            "droga",
            "addict",
            "adicc",
            "recover",
            "m-00001",
            "mar 3, 1988",
            "comes every day",
            "program",
        ):
            assert word not in text, word


def test_it_closes_the_duty_for_each_recipient(clinic: TestClinic, client_id: UUID) -> None:
    consent_id = _told_consent(clinic, client_id, "Dana Hall", "Riverside Clinic")
    services = clinic.services()
    assert _waiting(clinic) == ["Dana Hall, Riverside Clinic"]
    services.revocation_notice.note_sent(client_id, consent_id, "Dana Hall")
    services.revocation_notice.note_sent(client_id, consent_id, "Dana Hall")
    assert _waiting(clinic) == ["Riverside Clinic"]
    services.revocation_notice.note_sent(client_id, consent_id, "Riverside Clinic")
    assert _waiting(clinic) == []
    sent = [
        (one.to_whom, one.ground)
        for one in services.disclosure.disclosures(client_id)
        if one.what == "Notice that a consent was taken back"
    ]
    assert sent == [("Riverside Clinic", "Consent taken back"), ("Dana Hall", "Consent taken back")]
    lines = services.history.client_history(client_id, Wording(Language.ENGLISH))
    assert "Notice that a consent was taken back, given to Dana Hall" in str(lines)
    with clinic.store.read() as db:
        logged = list(
            db.scalars(
                select(AccessRow.recipient).where(AccessRow.what == "disclose revocation notice")
            )
        )
    assert logged == ["Dana Hall", "Dana Hall", "Riverside Clinic"]
    told = services.revocation_notice.received(client_id, consent_id)
    assert [one.noticed for one in told] == [clinic.clock.today()] * 2


def test_nobody_is_told_who_received_nothing(clinic: TestClinic, client_id: UUID) -> None:
    consent_id = _told_consent(clinic, client_id)
    notices = clinic.services().revocation_notice
    assert notices.received(client_id, consent_id) == ()
    for act in (notices.preview, notices.note_sent):
        with pytest.raises(UserProblem):
            act(client_id, consent_id, "Dana Hall")
    assert clinic.services().disclosure.disclosures(client_id) == ()


def test_a_consent_in_force_has_nothing_to_tell(clinic: TestClinic, client_id: UUID) -> None:
    consent_id = signed_consent(clinic, client_id)
    handover = Handover("Dana Hall", "care_coordination", consent_id, how="phone")
    clinic.services().disclosure.tell(client_id, handover, "Comes every day")
    with pytest.raises(UserProblem):
        clinic.services().revocation_notice.preview(client_id, consent_id, "Dana Hall")


def test_the_front_desk_sends_none(clinic: TestClinic, client_id: UUID) -> None:
    consent_id = _told_consent(clinic, client_id, "Dana Hall")
    notices = clinic.services(Role.FRONT_DESK).revocation_notice
    with pytest.raises(NotAllowed):
        notices.preview(client_id, consent_id, "Dana Hall")
    with pytest.raises(NotAllowed):
        notices.note_sent(client_id, consent_id, "Dana Hall")

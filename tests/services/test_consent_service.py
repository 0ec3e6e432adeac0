"""Consents in a record: prepared, signed whole or not at all, fixed, ended, taken back."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from iopdesk.domain.consent import Consent, ConsentState
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.services.consent_service import ConsentService, Signing
from iopdesk.storage.consent_tables import ConsentRow
from tests.clinic_for_tests import TestClinic
from tests.factories.consents import SIGNED, consent_in, signed_consent, whole_consent
from tests.factories.people import admitted_client

TODAY = date(2026, 11, 19)


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    return admitted_client(clinic)


@pytest.fixture
def desk(clinic: TestClinic) -> ConsentService:
    return clinic.services(Role.FRONT_DESK).consent


def test_a_consent_is_prepared_printed_and_signed(
    clinic: TestClinic, desk: ConsentService, client_id: UUID
) -> None:
    consent_id = desk.save(client_id, whole_consent())
    assert desk.folder(client_id).lines[0].state is ConsentState.DRAFT
    desk.note_printed(client_id, consent_id)
    line = desk.folder(client_id).lines[0]
    assert (line.state, line.gaps) == (ConsentState.WAITING, ("signature", "date_signed"))
    desk.sign(client_id, line.consent, Signing(SIGNED))
    line = desk.folder(client_id).lines[0]
    assert (line.state, line.gaps) == (ConsentState.IN_FORCE, ())
    assert (line.consent.signed_how, line.consent.signer_capacity) == ("paper", "client")


def test_what_is_not_whole_cannot_be_signed_and_says_why(
    desk: ConsentService, client_id: UUID
) -> None:
    desk.save(client_id, whole_consent(purposes="", until=None))
    seen = desk.folder(client_id).lines[0].consent
    with pytest.raises(UserProblem) as refused:
        desk.sign(client_id, seen, Signing(SIGNED))
    assert refused.value.hint == (
        "It does not say what the information is for (42 CFR 2.31(a)(5))."
        " It has no last day and no event that ends it (42 CFR 2.31(a)(7))."
    )
    assert desk.folder(client_id).lines[0].state is ConsentState.DRAFT
    with pytest.raises(UserProblem):
        desk.save(client_id, whole_consent(purposes="", signed=SIGNED))
    with pytest.raises(InvalidDraft):
        desk.sign(client_id, seen, Signing(date(2026, 11, 20)))


def test_a_signed_one_keeps_what_it_says(
    clinic: TestClinic, desk: ConsentService, client_id: UUID
) -> None:
    seen = consent_in(clinic, client_id, signed_consent(clinic, client_id))
    with pytest.raises(UserProblem):
        desk.save(client_id, replace(seen, information="attendance"), seen)
    desk.save(client_id, replace(seen, note="Copy given"), seen)
    assert desk.folder(client_id).lines[0].consent.note == "Copy given"


def test_an_old_short_entry_stays_readable_and_can_be_made_whole(
    clinic: TestClinic, desk: ConsentService, client_id: UUID
) -> None:
    with clinic.store.write("consent.save", None) as db:
        row = ConsentRow(id=clinic.store.new_id(), client_id=client_id, kind="release")
        row.to_whom, row.what, row.signed = "Probation", "Whether I come", SIGNED
        db.add(row)
    line = desk.folder(client_id).lines[0]
    assert line.state is ConsentState.IN_FORCE
    assert {"discloser", "information"} <= set(line.gaps)
    seen = line.consent
    whole = replace(whole_consent("Probation"), consent_id=seen.consent_id, signed=SIGNED)
    desk.save(client_id, whole, seen)
    assert desk.folder(client_id).lines[0].gaps == ()


def test_taking_it_back_counts_at_once(
    clinic: TestClinic, desk: ConsentService, client_id: UUID
) -> None:
    seen = consent_in(clinic, client_id, signed_consent(clinic, client_id))
    desk.revoke(client_id, seen, "oral")
    assert desk.folder(client_id).lines[0].state is ConsentState.REVOKED
    with clinic.store.read() as db:
        row = db.get(ConsentRow, seen.consent_id)
        assert row is not None
        assert row.revoked_at == clinic.clock.now()
        assert row.revoked_how == "oral"
        assert row.revocation_taken_by == clinic.staff[Role.FRONT_DESK].staff_id


def test_a_court_consent_is_taken_back_only_when_its_form_says_so(
    clinic: TestClinic, desk: ConsentService, client_id: UUID
) -> None:
    more = {"kind": "criminal_justice", "purposes": "court_report", "revocable_when": "Case ends"}
    seen = consent_in(clinic, client_id, signed_consent(clinic, client_id, **more))
    with pytest.raises(UserProblem, match="42 CFR 2.35"):
        desk.revoke(client_id, seen, "written")
    desk.revoke(client_id, seen, "written", condition_met=True)
    assert desk.folder(client_id).lines[0].state is ConsentState.REVOKED


def test_declined_and_ended_by_an_event(
    clinic: TestClinic, desk: ConsentService, client_id: UUID
) -> None:
    desk.save(client_id, whole_consent())
    seen = desk.folder(client_id).lines[0].consent
    with pytest.raises(UserProblem):
        desk.decline(client_id, seen, " ")
    desk.decline(client_id, seen, "Not my boss")
    line = desk.folder(client_id).lines[0]
    assert (line.state, line.consent.note) == (ConsentState.DECLINED, "Not my boss")
    more = {"until": None, "until_event": "I leave the sober house"}
    kept = consent_in(clinic, client_id, signed_consent(clinic, client_id, "House", **more))
    desk.event_happened(client_id, kept, TODAY)
    states = {line.consent.to_whom: line.state for line in desk.folder(client_id).lines}
    assert states == {"House": ConsentState.EXPIRED, "Dana Hall": ConsentState.DECLINED}


def test_two_people_at_one_consent_both_see_it(desk: ConsentService, client_id: UUID) -> None:
    desk.save(client_id, whole_consent())
    seen = desk.folder(client_id).lines[0].consent
    desk.save(client_id, replace(seen, until=date(2027, 1, 1)), seen)
    desk.save(client_id, replace(seen, to_whom="D. Hall"), seen)
    kept = desk.folder(client_id).lines[0].consent
    assert (kept.to_whom, kept.until) == ("D. Hall", date(2027, 1, 1))
    with pytest.raises(EditConflict):
        desk.save(client_id, replace(seen, until=date(2027, 2, 2)), seen)


def test_others_than_staff_of_the_record_write_nothing(clinic: TestClinic, client_id: UUID) -> None:
    clinic.services(Role.PRIVACY_OFFICER).consent.save(client_id, whole_consent())
    nobody = replace(clinic.staff[Role.COUNSELOR], roles=frozenset())
    with pytest.raises(NotAllowed):
        ConsentService(clinic.store, nobody).save(client_id, Consent(to_whom="x"))


def test_what_was_signed_is_what_was_seen(desk: ConsentService, client_id: UUID) -> None:
    desk.save(client_id, whole_consent())
    seen = desk.folder(client_id).lines[0].consent
    desk.save(client_id, replace(seen, information="attendance"), seen)
    with pytest.raises(UserProblem, match="changed this consent meanwhile"):
        desk.sign(client_id, seen, Signing(SIGNED))
    assert desk.folder(client_id).lines[0].consent.signed is None


def test_declining_what_someone_else_signed_meanwhile_changes_nothing(
    clinic: TestClinic, desk: ConsentService, client_id: UUID
) -> None:
    consent_id = desk.save(client_id, whole_consent())
    seen = consent_in(clinic, client_id, consent_id)
    desk.sign(client_id, seen, Signing(SIGNED))
    with pytest.raises(UserProblem, match="changed this consent meanwhile"):
        desk.decline(client_id, seen, "Did not want to")
    assert desk.folder(client_id).lines[0].state is ConsentState.IN_FORCE


def test_who_takes_the_newer_back_takes_back_what_it_replaced(
    clinic: TestClinic, desk: ConsentService, client_id: UUID
) -> None:
    older = signed_consent(clinic, client_id)
    other = signed_consent(clinic, client_id, to_whom="Her sister")
    newer = desk.save(client_id, whole_consent())
    desk.sign(client_id, consent_in(clinic, client_id, newer), Signing(TODAY))
    by_id = {line.consent.consent_id: line for line in desk.folder(client_id).lines}
    assert by_id[older].state is ConsentState.SUPERSEDED
    desk.revoke(client_id, by_id[newer].consent, "oral")
    states = {line.consent.consent_id: line.state for line in desk.folder(client_id).lines}
    assert states == {
        older: ConsentState.REVOKED,
        newer: ConsentState.REVOKED,
        other: ConsentState.IN_FORCE,
    }
    with clinic.store.read() as db:
        assert db.get_one(ConsentRow, older).revoked_how == "oral"

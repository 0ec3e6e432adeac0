"""Two records of one person: nothing is lost by merging, and undoing brings both back."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from iopdesk.domain.client import ClientDraft, PhoneDraft
from iopdesk.domain.language import Language
from iopdesk.domain.problems import NotAllowed, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.domain.wording import Wording
from iopdesk.services.check_service import CheckService
from iopdesk.storage.assessment_tables import DrugScreenRow, ScreenResultRow
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.client_tables import DiagnosisRow, PhoneRow
from iopdesk.storage.episode_tables import EpisodeRow
from iopdesk.storage.group_tables import TreatmentGroupRow
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client

ENGLISH = Wording(Language.ENGLISH)


def other_record(clinic: TestClinic, **more: object) -> object:
    draft = ClientDraft(
        first_name="Anna",
        last_name="Lopez-Diaz",
        born=date(1990, 1, 2),
        phones=(PhoneDraft("951-555-0188"),),
    )
    return clinic.services("front_desk").client.create(replace(draft, **more))


def test_everything_comes_into_the_kept_record(clinic: TestClinic) -> None:
    kept = admitted_client(clinic)
    merged = other_record(clinic, email="anna@example.org")
    with clinic.store.write("test.diagnosis", None) as db:
        db.add(DiagnosisRow(id=clinic.store.new_id(), client_id=merged, code="F10.20", words="x"))
    services = clinic.services("supervisor")
    before = services.client.chart_head(kept)
    services.record_merge.merge(kept, merged, "Same birth date and phone")
    record = services.client.record(kept)
    assert record.email == "anna@example.org"
    assert [phone.number for phone in record.phones][-1] == "951-555-0188"
    assert {alias.name for alias in record.aliases} == {"Anna Lopez-Diaz", "M-00002"}
    assert services.client.chart_head(kept).stay == before.stay
    with clinic.store.read() as db:
        assert db.scalar(select(DiagnosisRow.client_id)) == kept


def test_the_other_name_phone_and_chart_number_find_the_kept_record(clinic: TestClinic) -> None:
    kept, merged = admitted_client(clinic), other_record(clinic)
    services = clinic.services("supervisor")
    services.record_merge.merge(kept, merged, "One person")
    for typed in ("lopez-diaz anna", "555-0188", "M-00002"):
        assert [line.client_id for line in services.client.find(typed)] == [kept], typed
    line = services.client.with_chart_number("m-00002")
    assert line is not None
    assert line.client_id == kept
    assert services.client.count() == 1


def test_undoing_makes_two_records_again(clinic: TestClinic) -> None:
    kept, merged = admitted_client(clinic), other_record(clinic, email="anna@example.org")
    services = clinic.services("supervisor")
    was = services.client.record(kept), services.client.record(merged)
    services.record_merge.merge(kept, merged, "One person")
    (past,) = services.record_merge.merges(kept)
    assert (past.chart_number, past.name, past.undone_at) == ("M-00002", "Anna Lopez-Diaz", None)
    services.record_merge.undo(past.id)
    assert (services.client.record(kept), services.client.record(merged)) == was
    assert [line.client_id for line in services.client.find("lopez-diaz anna")] == [merged]
    with pytest.raises(UserProblem, match="undone before"):
        services.record_merge.undo(past.id)


def test_stays_are_numbered_by_their_days_and_get_their_numbers_back(clinic: TestClinic) -> None:
    kept = admitted_client(clinic)
    merged = other_record(clinic)
    with clinic.store.write("test.stay", None) as db:
        first = db.scalars(select(EpisodeRow)).one()
        early = first.admitted - timedelta(days=400)
        db.add(
            EpisodeRow(
                id=clinic.store.new_id(),
                client_id=merged,
                number=1,
                program_id=first.program_id,
                admitted=early,
                planned_end=early + timedelta(days=90),
                discharged=early + timedelta(days=80),
            )
        )
    services = clinic.services("supervisor")
    merge_id = services.record_merge.merge(kept, merged, "One person")
    numbers = select(EpisodeRow.number).order_by(EpisodeRow.admitted)
    with clinic.store.read() as db:
        assert list(db.scalars(numbers)) == [1, 2]
    services.record_merge.undo(merge_id)
    with clinic.store.read() as db:
        assert list(db.scalars(numbers)) == [1, 1]


def test_the_history_tells_what_was_done_to_both(clinic: TestClinic) -> None:
    kept, merged = admitted_client(clinic), other_record(clinic)
    services = clinic.services("supervisor")
    services.record_merge.merge(kept, merged, "One person")
    told = [line.words for line in services.history.client_history(kept, ENGLISH)]
    assert told[0] == "Another record became part of this one"
    assert told.count("Record made") == 2


def test_the_journal_is_sound_afterwards(clinic: TestClinic) -> None:
    kept, merged = admitted_client(clinic), other_record(clinic)
    services = clinic.services("supervisor")
    services.record_merge.undo(services.record_merge.merge(kept, merged, "One person"))
    services.record_merge.merge(kept, merged, "One person after all")
    assert CheckService(clinic.store, clinic.staff[Role.DIRECTOR]).check().is_sound


def test_two_open_stays_are_refused(clinic: TestClinic) -> None:
    kept, merged = admitted_client(clinic), admitted_client(clinic)
    services = clinic.services("supervisor")
    assert services.record_merge.look(kept, merged).both_open
    with pytest.raises(UserProblem, match="stay that is open"):
        services.record_merge.merge(kept, merged, "One person")


def test_a_phone_that_both_have_is_kept_once(clinic: TestClinic) -> None:
    kept = other_record(clinic)
    merged = other_record(clinic)
    services = clinic.services("supervisor")
    services.record_merge.merge(kept, merged, "One person")
    assert len(services.client.record(kept).phones) == 1
    with clinic.store.read() as db:
        assert len(list(db.scalars(select(PhoneRow)))) == 2


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_asked_for(clinic: TestClinic, reason: str) -> None:
    kept, merged = other_record(clinic), other_record(clinic)
    with pytest.raises(UserProblem, match="how you know"):
        clinic.services("supervisor").record_merge.merge(kept, merged, reason)


def test_a_counselor_may_not_merge(clinic: TestClinic) -> None:
    kept, merged = other_record(clinic), other_record(clinic)
    with pytest.raises(NotAllowed):
        clinic.services("counselor").record_merge.merge(kept, merged, "One person")


def test_the_other_record_is_among_the_candidates(clinic: TestClinic) -> None:
    kept, merged = other_record(clinic), other_record(clinic)
    found = clinic.services("supervisor").record_merge.candidates(kept)
    assert [one.line.client_id for one in found] == [merged]


def _session(clinic: TestClinic) -> UUID:
    store = clinic.store
    with store.write("test.session", None) as db:
        facts = {"kind": "process", "track": "day", "capacity": 8}
        group = TreatmentGroupRow(id=store.new_id(), name="Early recovery", **facts)
        db.add(group)
        db.flush()
        session = GroupSessionRow(
            id=store.new_id(),
            group_id=group.id,
            day=date(2026, 11, 18),
            start=time(9),
            minutes=90,
        )
        db.add(session)
    return session.id


def _mark(clinic: TestClinic, session_id: UUID, client_id: UUID, *, void: int = 0) -> UUID:
    with clinic.store.write("test.mark", None) as db:
        row = AttendanceRow(
            id=clinic.store.new_id(),
            session_id=session_id,
            client_id=client_id,
            day=date(2026, 11, 18),
            mark="present",
            minutes=90,
            void=void,
        )
        db.add(row)
    return row.id


def test_a_mark_stands_where_the_kept_records_own_was_taken_back(clinic: TestClinic) -> None:
    kept, merged = admitted_client(clinic), other_record(clinic)
    session_id = _session(clinic)
    _mark(clinic, session_id, kept, void=1)
    theirs = _mark(clinic, session_id, merged)
    services = clinic.services("supervisor")
    assert services.record_merge.look(kept, merged).same_sessions == 0
    merge_id = services.record_merge.merge(kept, merged, "One person")
    of_kept = select(AttendanceRow.id).where(AttendanceRow.client_id == kept)
    with clinic.store.read() as db:
        assert list(db.scalars(of_kept)) == [theirs]
    services.record_merge.undo(merge_id)
    with clinic.store.read() as db:
        assert theirs not in list(db.scalars(of_kept))


def test_what_was_written_below_a_row_goes_back_with_it(clinic: TestClinic) -> None:
    kept, merged = admitted_client(clinic), other_record(clinic)
    store = clinic.store
    screen = DrugScreenRow(
        id=store.new_id(), client_id=merged, day=date(2026, 11, 18), state="collected", result=""
    )
    with store.write("test.screen", None) as db:
        db.add(screen)
    services = clinic.services("supervisor")
    merge_id = services.record_merge.merge(kept, merged, "One person")
    with store.write("test.result", None) as db:
        found = {"analyte": "cocaine", "presumptive": "negative"}
        db.add(ScreenResultRow(id=store.new_id(), client_id=kept, screen_id=screen.id, **found))
    services.record_merge.undo(merge_id)
    with store.read() as db:
        assert db.scalar(select(ScreenResultRow.client_id)) == merged


def test_who_looked_at_either_record_is_told(clinic: TestClinic) -> None:
    kept, merged = admitted_client(clinic), other_record(clinic)
    clinic.services("counselor").client.open_chart(merged)
    clinic.services("supervisor").record_merge.merge(kept, merged, "One person")
    told = clinic.services("privacy_officer").history.access_log(kept)
    assert "view client" in [line.what for line in told]

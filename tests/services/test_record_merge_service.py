"""Two records of one person: nothing is lost by merging, and undoing brings both back."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from iopdesk.domain.attendance import Mark
from iopdesk.domain.client import ClientDraft, PhoneDraft
from iopdesk.domain.group_session import GroupSession, SessionRow, SessionState
from iopdesk.domain.language import Language
from iopdesk.domain.problems import NotAllowed, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.domain.wording import Wording
from iopdesk.services import session_extras
from iopdesk.services.check_service import CheckService
from iopdesk.storage.assessment_tables import DrugScreenRow, ScreenResultRow
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.client_tables import ClientRow, DiagnosisRow, PhoneRow
from iopdesk.storage.episode_tables import EpisodeRow, SetbackRow
from iopdesk.storage.group_tables import TreatmentGroupRow
from iopdesk.storage.intake_tables import EligibilityRow, InquiryRow, InquiryStepRow
from iopdesk.storage.schema import Base
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
    look = services.record_merge.look(kept, merged)
    assert look.obstacle
    assert "stay that is open" in look.obstacle[0]
    with pytest.raises(UserProblem, match="stay that is open"):
        services.record_merge.merge(kept, merged, "One person")


@pytest.mark.parametrize("what", ["eligibility", "setback", "first contact"])
def test_what_a_person_has_once_is_not_merged_open_twice(clinic: TestClinic, what: str) -> None:
    kept, merged = other_record(clinic), other_record(clinic)
    store, staff, day = clinic.store, clinic.staff[Role.COUNSELOR].staff_id, date(2026, 11, 18)
    for client_id in (kept, merged):
        mine = {"client_id": client_id, "day": day}
        with store.write("test.open", None) as db:
            inquiry = InquiryRow(id=store.new_id(), **mine)
            rows: dict[str, Base] = {
                "eligibility": EligibilityRow(id=store.new_id(), assessor_id=staff, **mine),
                "setback": SetbackRow(id=store.new_id(), kind="use", **mine),
                "first contact": inquiry,
            }
            db.add(rows[what])
            if what == "first contact":
                db.flush()
                facts = {"state": "screened", "at": datetime(2026, 11, 18, 9, tzinfo=UTC)}
                db.add(InquiryStepRow(id=store.new_id(), inquiry_id=inquiry.id, **facts, **mine))
    services = clinic.services("supervisor")
    with pytest.raises(UserProblem, match=what):
        services.record_merge.merge(kept, merged, "One person")


def test_the_first_page_tells_the_history_of_both(clinic: TestClinic) -> None:
    kept, merged = admitted_client(clinic), other_record(clinic)
    services = clinic.services("supervisor")
    diagnosis = {"id": clinic.store.new_id(), "code": "F10.20", "words": "x"}
    with clinic.store.write("diagnosis.save", None) as db:
        db.add(DiagnosisRow(client_id=merged, **diagnosis))
    services.record_merge.merge(kept, merged, "One person")
    told = [line.dot for line in services.history.latest(kept, ENGLISH, limit=50)]
    assert told == [line.dot for line in services.history.client_history(kept, ENGLISH)]
    with clinic.store.read() as db:
        assert db.scalar(select(DiagnosisRow.op)) is not None


def test_a_make_up_of_a_merged_mark_is_shown_in_its_session(clinic: TestClinic) -> None:
    kept, merged = admitted_client(clinic), other_record(clinic)
    services = clinic.services("supervisor")
    missed = _mark(clinic, _session(clinic), merged, mark="absent", minutes=0)
    services.record_merge.merge(kept, merged, "One person")
    made_up = _mark(clinic, _session(clinic), kept, makes_up_id=missed)
    assert made_up
    with clinic.store.read() as db:
        (missed_session,) = db.scalars(
            select(AttendanceRow.session_id).where(AttendanceRow.id == missed)
        )
        shown = session_extras.with_extras(
            db, _shown(missed_session, kept), clinic.staff[Role.SUPERVISOR], date(2026, 11, 19)
        )
    assert shown.rows[0].made_up == date(2026, 11, 18)


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


def _mark(clinic: TestClinic, session_id: UUID, client_id: UUID, **more: object) -> UUID:
    facts = {"day": date(2026, 11, 18), "mark": "present", "minutes": 90, **more}
    with clinic.store.write("test.mark", None) as db:
        row = AttendanceRow(
            id=clinic.store.new_id(), session_id=session_id, client_id=client_id, **facts
        )
        db.add(row)
    return row.id


def _shown(session_id: UUID, client_id: UUID) -> GroupSession:
    row = SessionRow(client_id, "Ana", "", Mark.ABSENT, 0, "", 0, 0, 0, 1)
    day = date(2026, 11, 18)
    with_ids = (session_id, session_id, session_id, "Early recovery", day, day, time(9), 90)
    return GroupSession(*with_ids, "", "", 8, list(SessionState)[0], "", False, (row,))


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


def _rows_of(clinic: TestClinic, client_ids: tuple[UUID, ...]) -> dict[object, dict[str, object]]:
    """Every stored row of these records by its id, without the number of its last entry."""
    found: dict[object, dict[str, object]] = {}
    with clinic.store.read() as db:
        for table in Base.metadata.tables.values():
            owner = table.c.id if table.name == "client" else table.c.get("client_id")
            if owner is None or "op" not in table.c:
                continue
            for row in db.execute(select(table).where(owner.in_(client_ids))).mappings():
                found[table.name, row["id"]] = {k: v for k, v in row.items() if k != "op"}
    return found


_THINGS = st.lists(
    st.sampled_from(["diagnosis", "phone", "same phone", "mark", "void mark", "stay", "screen"]),
    max_size=6,
)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(mine=_THINGS, theirs=_THINGS, email=st.sampled_from(["", "anna@example.org"]))
def test_undoing_leaves_every_row_as_it_was(
    clinic: TestClinic, mine: list[str], theirs: list[str], email: str
) -> None:
    kept, merged = other_record(clinic), other_record(clinic, email=email)
    session_id = _session(clinic)
    program = clinic.services("front_desk").episode.programs()[0]
    for client_id, things in ((kept, mine), (merged, theirs)):
        _write(clinic, client_id, things, session_id, program.program_id)
    before = _rows_of(clinic, (kept, merged))
    services = clinic.services("supervisor")
    services.record_merge.undo(services.record_merge.merge(kept, merged, "One person"))
    after = _rows_of(clinic, (kept, merged))
    assert {key: after.get(key) for key in before} == before
    # the other names that the merge gave are taken back
    assert all(row["void"] for key, row in after.items() if key not in before)


def _write(
    clinic: TestClinic, client_id: UUID, things: list[str], session_id: UUID, program_id: UUID
) -> None:
    day = date(2026, 11, 18)
    with clinic.store.write("test.things", None) as db:
        db.get_one(ClientRow, client_id).ever_admitted = int("stay" in things)
        for at, thing in enumerate(things):
            owned: dict[str, object] = {"id": clinic.store.new_id(), "client_id": client_id}
            first = day - timedelta(days=100 * (at + 2))
            rows: dict[str, Base] = {
                "diagnosis": DiagnosisRow(**owned, code="F10.20", words="x"),
                "phone": PhoneRow(**owned, number=f"951-555-01{at}{client_id.int % 10}"),
                "same phone": PhoneRow(**owned, number="951-555-0199"),
                "screen": DrugScreenRow(**owned, day=day, state="collected", result=""),
                "stay": EpisodeRow(
                    **owned,
                    number=at + 1,
                    program_id=program_id,
                    admitted=first,
                    planned_end=first,
                    discharged=first + timedelta(days=60),
                ),
            }
            if thing in rows:
                db.add(rows[thing])
    for void, thing in enumerate(("mark", "void mark")):
        if thing in things and not (void and "mark" in things):
            _mark(clinic, session_id, client_id, void=void)

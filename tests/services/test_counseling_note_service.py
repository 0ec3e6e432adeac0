"""Counseling notes are read by their author alone, on every path (42 CFR 2.11)."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from iopdesk.domain.language import Language
from iopdesk.domain.note_list import NoteQuery
from iopdesk.domain.problems import EditConflict, NotAllowed, NotFound, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.domain.wording import Wording
from iopdesk.storage.access_log import AccessRow
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, member, new_group

SECRET = "Zanzibar countertransference"
OTHERS = (Role.SUPERVISOR, Role.DIRECTOR, Role.PRIVACY_OFFICER, Role.FRONT_DESK)


@pytest.fixture
def client_id(clinic: TestClinic) -> uuid.UUID:
    return member(clinic, new_group(clinic))


def _write(clinic: TestClinic, client_id: uuid.UUID) -> uuid.UUID:
    return clinic.services().counseling_note.add(client_id, THURSDAY, f" {SECRET} ")


def test_the_author_writes_changes_and_takes_back(clinic: TestClinic, client_id: uuid.UUID) -> None:
    own = clinic.services().counseling_note
    note_id = _write(clinic, client_id)
    (note,) = own.notes(client_id)
    assert (note.id, note.day, note.text) == (note_id, THURSDAY, SECRET)
    own.change(note_id, "Other words", seen=note.version)
    with pytest.raises(EditConflict):
        own.change(note_id, "Third words", seen=note.version)
    with pytest.raises(UserProblem, match="Write the note first"):
        own.add(client_id, THURSDAY, " ")
    own.take_back(note_id)
    assert own.notes(client_id) == ()


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.PRIVACY_OFFICER, Role.DIRECTOR])
def test_no_one_else_reads_changes_or_takes_back(
    clinic: TestClinic, client_id: uuid.UUID, role: Role
) -> None:
    note_id = _write(clinic, client_id)
    other = clinic.services(role).counseling_note
    for act in (
        lambda: other.notes(client_id),
        lambda: other.change(note_id, "x"),
        lambda: other.take_back(note_id),
    ):
        try:
            assert act() == ()
        except (NotFound, NotAllowed):
            continue
    assert [note.text for note in clinic.services().counseling_note.notes(client_id)] == [SECRET]


@pytest.mark.parametrize("role", [Role.COUNSELOR, *OTHERS])
def test_no_history_search_or_list_tells_of_it(
    clinic: TestClinic, client_id: uuid.UUID, role: Role
) -> None:
    note_id = _write(clinic, client_id)
    clinic.clock.advance(timedelta(minutes=1))
    clinic.services().counseling_note.change(note_id, f"{SECRET} again")
    services = clinic.services(role)
    english = Wording(Language.ENGLISH)
    told = [
        *services.history.client_history(client_id, english),
        *services.history.latest(client_id, english),
    ]
    assert not any("counseling" in line.action for line in told)
    found = [
        str(told),
        str(services.find.everything("Zanzibar")),
        str(services.client.find("Zanzibar")),
    ]
    if role not in (Role.DIRECTOR, Role.FRONT_DESK):
        lists = services.note_list
        found += [
            str(lists.find(NoteQuery("Zanzibar"))),
            str(lists.of_client(client_id, NoteQuery(client_id=client_id))),
            str(services.journal.newest(50)),
            str(services.journal.newest(50, client_id)),
        ]
    assert not any("Zanzibar" in each for each in found)


def test_drafts_and_the_access_log_hold_no_words_for_others(
    clinic: TestClinic, client_id: uuid.UUID
) -> None:
    clinic.services().draft.keep("counseling_note", str(client_id), {"text": SECRET})
    for role in OTHERS:
        assert clinic.services(role).draft.load("counseling_note", str(client_id)) is None
    _write(clinic, client_id)
    clinic.services().counseling_note.notes(client_id)
    with clinic.store.read() as db:
        rows = db.execute(select(AccessRow.what, AccessRow.purpose, AccessRow.recipient)).all()
    assert any("counseling" in row.what for row in rows)
    assert not any("Zanzibar" in str(tuple(row)) for row in rows)

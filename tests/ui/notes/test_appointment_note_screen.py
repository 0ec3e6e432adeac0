"""The note of an appointment: typed, kept, signed once it took place, also after a crash."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from iopdesk.domain.note import ClientNoteDraft, Participation
from iopdesk.domain.support import SupportPerson
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.notes.appointment_note_screen import AppointmentNoteScreen
from tests.clinic_for_tests import TestClinic
from tests.factories.appointments import book
from tests.factories.groups import member, new_group


class Booked:
    """An appointment of a client, and the screen of its note."""

    def __init__(self, clinic: TestClinic, desk: Desk, qtbot: QtBot, kind: str) -> None:
        self.clinic, self.desk, self.qtbot = clinic, desk, qtbot
        self.client_id = member(clinic, new_group(clinic), "Ana", "García")
        clinic.services().support.save(self.client_id, SupportPerson("Luz", "mother"))
        self.id = book(clinic, self.client_id, kind=kind)
        self.screen = self.open()

    def open(self) -> AppointmentNoteScreen:
        screen = AppointmentNoteScreen(self.desk)
        self.qtbot.addWidget(screen)
        screen.resize(1180, 680)
        screen.show()
        screen.arrive(self.id)
        return screen

    @property
    def messages(self) -> RecordedMessages:
        assert isinstance(self.desk.messages, RecordedMessages)
        return self.desk.messages

    def click(self, button: QWidget) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def stored(self):  # type: ignore[no-untyped-def]
        return self.clinic.services().appointment_note.notes(self.id).note


@pytest.fixture
def booked(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> Booked:
    return Booked(clinic, desk, qtbot, "individual")


def test_it_is_written_marked_as_kept_and_signed(booked: Booked) -> None:
    view = booked.screen.view
    booked.qtbot.keyClicks(view.text.first, "Spoke about work.")
    booked.click(view.participation.button(Participation.ACTIVE))
    booked.click(view.sign)
    (row,) = view.concerns.table.model().rows()
    assert row.words == "Ana García: not marked as kept"
    assert not view.concerns.sign.isEnabled()
    booked.click(view.kept)
    booked.click(view.sign)
    note = booked.stored()
    assert note.is_signed
    assert (note.text, note.participation) == ("Spoke about work.", Participation.ACTIVE)
    assert view.text.first.isReadOnly()
    assert not view.sign.isVisible()


def test_a_family_session_says_who_came_by_relation(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    booked = Booked(clinic, desk, qtbot, "family")
    view = booked.screen.view
    (guest,) = view.guest_box.findChildren(QPushButton)
    booked.click(guest)
    booked.qtbot.keyClicks(view.text.boxes[1], "Talked about weekends.")
    booked.screen.keep_draft()
    assert booked.stored().text == "Present:\nmother\n\nNote:\nTalked about weekends."


def test_leaving_saves_a_draft_of_the_record(booked: Booked) -> None:
    booked.qtbot.keyClicks(booked.screen.view.text.first, "Half a th")
    booked.screen.hide()
    assert booked.stored().text == "Half a th"
    assert not booked.stored().is_signed


def test_what_someone_else_wrote_is_asked_about(booked: Booked) -> None:
    booked.qtbot.keyClicks(booked.screen.view.text.first, "Mine.")
    booked.clinic.store.on_commit.clear()
    other = booked.clinic.services("supervisor").appointment_note
    other.save(booked.id, ClientNoteDraft(booked.client_id, text="Theirs.", seen=0))
    booked.clinic.store.on_commit.append(booked.desk.changes.committed.emit)
    booked.messages.answers.append(True)
    booked.screen.keep_draft()
    assert booked.messages.asked[0] == ("T. Okafor changed this note meanwhile.", "Theirs: Theirs.")
    assert booked.stored().text == "Mine."


def test_typed_words_are_there_again_after_a_crash(booked: Booked) -> None:
    booked.qtbot.keyClicks(booked.screen.view.text.first, "Typed before it went dark")
    booked.screen._keep()  # noqa: SLF001 -- what the timer does after a pause
    again = booked.open()
    assert again.view.text.first.toPlainText() == "Typed before it went dark"
    assert booked.messages.words == ["Notes you typed before are still here, not saved yet."]


_KILLED = """
import os, signal, sys, uuid
from pathlib import Path
from iopdesk.domain.clock import FixedClock
from iopdesk.services.draft_service import DraftService
from iopdesk.domain.staff import Role, SignedIn
from iopdesk.storage.connection import make_engine
from iopdesk.storage.database_key import DatabaseKey
from iopdesk.storage.store import Store
from tests.clinic_for_tests import THURSDAY
path, key, staff = sys.argv[1:]
store = Store(make_engine(Path(path), DatabaseKey(bytes.fromhex(key))), FixedClock(THURSDAY))
me = SignedIn(uuid.UUID(staff), "x", "x", "", frozenset({Role.COUNSELOR}))
drafts = DraftService(store, me)
for screen in ("group_session", "appointment_note", "counseling_note"):
    drafts.keep(screen, "a record", {"text": f"typed in {screen}"})
print("kept", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_drafts_of_all_notes_survive_a_kill(clinic: TestClinic) -> None:
    key = clinic.key.hex()
    me = clinic.staff["counselor"].staff_id  # type: ignore[index]
    path = clinic.folder / "clinic.iopdb"
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(path), key, str(me)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[3],
        check=False,
    )
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, "kept\n"), done.stderr
    for screen in ("group_session", "appointment_note", "counseling_note"):
        kept = clinic.services().draft.load(screen, "a record")
        assert kept is not None
        assert kept.values == {"text": f"typed in {screen}"}

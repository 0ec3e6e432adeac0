"""The place of notes: signing several at once, co-signing what was read, finding words."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from iopdesk.domain.appointment import AppointmentState
from iopdesk.domain.attendance import Mark
from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.note import ClientNoteDraft, GroupNoteDraft, Participation
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.notes.client_notes_tab import ClientNotesTab
from iopdesk.ui.notes.notes_screen import NotesScreen
from tests.clinic_for_tests import TestClinic
from tests.factories.appointments import book
from tests.factories.groups import MONDAY, THURSDAY, mark, member, new_group, slot_on


class Held:
    """A clinic with one client in a group that the supervisor leads."""

    def __init__(self, clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
        self.clinic, self.desk, self.qtbot = clinic, desk, qtbot
        self.group_id = new_group(clinic)
        self.ana = member(clinic, self.group_id, "Ana", "García")
        self.slots = {
            MONDAY: slot_on(clinic, self.group_id, 0),
            THURSDAY: slot_on(clinic, self.group_id),
        }

    def note(self, day: date = THURSDAY, who: str = "counselor", *, line: bool = True) -> None:
        services = self.clinic.services(who)
        mark(self.clinic, self.slots[day], self.ana, Mark.PRESENT, day)
        words = "Habló del día de pago." if day == THURSDAY else "Practiced saying no."
        lines = [ClientNoteDraft(self.ana, Participation.ACTIVE, None, words, 0)] if line else []
        services.note.save(self.slots[day], day, GroupNoteDraft("Triggers", "Shared."), lines)

    def desk_of(self, role: str) -> Desk:
        return Desk(**{**vars(self.desk), "services": self.clinic.services(role)})  # type: ignore[arg-type]

    def open(self, screen: NotesScreen | ClientNotesTab) -> None:
        self.qtbot.addWidget(screen)
        screen.resize(1180, 680)
        screen.show()
        screen.arrive(self.ana if isinstance(screen, ClientNotesTab) else None)

    @property
    def messages(self) -> RecordedMessages:
        assert isinstance(self.desk.messages, RecordedMessages)
        return self.desk.messages


@pytest.fixture
def held(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> Held:
    return Held(clinic, desk, qtbot)


def _texts(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]


def _click(held: Held, button: QWidget) -> None:
    held.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_was_read_is_signed_and_the_rest_waits(held: Held) -> None:
    held.note(MONDAY, "supervisor", line=False)
    held.note(THURSDAY, "supervisor")
    screen = NotesScreen(held.desk_of("supervisor"))
    held.open(screen)
    rows = screen.view.queue_rows.rows()
    assert [each.day for each in rows] == [MONDAY, THURSDAY]
    assert "Shared." in _texts(screen.view.reader)
    screen.view.queue.step(1)
    assert "Habló del día de pago." in _texts(screen.view.reader)
    _click(held, screen.view.sign_read)
    assert held.messages.words[-1] == "2 notes signed. 1 needs a look first: Enter opens it."
    assert [each.day for each in screen.view.queue_rows.rows()] == [MONDAY]
    assert held.clinic.services().note.notes(held.slots[THURSDAY], THURSDAY).group.is_signed


def test_enter_opens_the_session_or_the_appointment(held: Held) -> None:
    appointment = book(held.clinic, held.ana)
    held.clinic.services().appointment.keep(appointment, 45, seen=AppointmentState.PLANNED)
    screen = NotesScreen(held.desk)
    held.open(screen)
    visits: list[object] = []
    held.desk.navigation.requested.connect(visits.append)
    held.qtbot.keyClick(screen.view.queue, Qt.Key.Key_Return)
    assert (visits[0].place, visits[0].record_id) == ("appointment_note", appointment)  # type: ignore[attr-defined]
    assert "Nothing is written yet. Enter opens it." in _texts(screen.view.reader)


def test_nothing_waiting_says_so(held: Held) -> None:
    screen = NotesScreen(held.desk)
    held.open(screen)
    assert screen.view.empty.words() == "Nothing waits for your signature."
    assert not screen.view.sign_read.isEnabled()


def test_a_supervisor_cosigns_what_was_read_or_sends_it_back(held: Held) -> None:
    rule = held.clinic.services("director").rule
    rule.save(base=rule.rules(), mine=ClinicRules(cosign_credentials="LCSW"))
    for day in (MONDAY, THURSDAY):
        held.note(day)
        held.clinic.services().note.sign_all(held.slots[day], day)
    screen = NotesScreen(held.desk_of("supervisor"))
    held.open(screen)
    _click(held, screen.view.which.button("to_cosign"))
    assert [each.day for each in screen.view.queue_rows.rows()] == [MONDAY, THURSDAY]
    held.messages.answers.append("Which skill was practiced?")
    _click(held, screen.view.send_back)
    assert held.messages.words[-1] == "Sent back to its author."
    assert not screen.view.cosign.isEnabled()
    screen.view.queue.step(1)
    _click(held, screen.view.sign_read)
    assert held.messages.words[-1] == "2 notes co-signed"
    author = NotesScreen(held.desk)
    held.open(author)
    (back,) = author.view.queue_rows.rows()
    assert back.day == MONDAY
    assert any("asks: Which skill was practiced?" in each for each in _texts(author.view.reader))


def test_words_are_found_while_typing(held: Held) -> None:
    held.note(MONDAY)
    held.note()
    screen = NotesScreen(held.desk)
    held.open(screen)
    _click(held, screen.view.which.button("find"))
    held.qtbot.keyClicks(screen.view.words, "pago dia")
    held.qtbot.waitUntil(lambda: bool(screen.view.found_rows.rows()))
    assert [each.client for each in screen.view.found_rows.rows()] == ["Ana García"]
    screen.view.words.setText("nothing like it")
    held.qtbot.waitUntil(lambda: screen.view.empty.words() == "No note has these words.")


def test_the_chart_shows_group_and_own_words_together(held: Held) -> None:
    held.note()
    held.clinic.services().note.sign_all(held.slots[THURSDAY], THURSDAY)
    tab = ClientNotesTab(held.desk)
    held.open(tab)
    texts = _texts(tab.reader)
    for words in ("Shared.", "Habló del día de pago.", "Ana García · Active"):
        assert words in texts
    tab.kind.set_value("unsigned")
    assert tab.empty.words() == "No note fits. Choose all notes, or other words."


def test_counseling_notes_are_shown_to_their_author_only(held: Held) -> None:
    tab = ClientNotesTab(held.desk)
    held.open(tab)
    held.qtbot.keyClicks(tab.counseling.text, "For me alone.")
    _click(held, tab.counseling.save)
    assert held.messages.words[-1] == "Kept, for you alone."
    assert tab.counseling.which.count() == 2
    for role in ("supervisor", "privacy_officer"):
        other = ClientNotesTab(held.desk_of(role))
        held.open(other)
        assert other.counseling.which.count() <= 1
        assert not any("alone." in each for each in _texts(other))


def test_a_half_typed_counseling_note_is_kept(held: Held) -> None:
    tab = ClientNotesTab(held.desk)
    held.open(tab)
    held.qtbot.keyClicks(tab.counseling.text, "Half a tho")
    tab.keep_draft()
    again = ClientNotesTab(held.desk)
    held.open(again)
    assert again.counseling.text.toPlainText() == "Half a tho"


def test_who_may_not_read_notes_is_told(held: Held) -> None:
    tab = ClientNotesTab(held.desk_of("front_desk"))
    held.open(tab)
    assert tab.empty.words() == "Your roles don't include clinical notes."
    screen = NotesScreen(held.desk_of("front_desk"))
    held.open(screen)
    assert screen.view.empty.words() == "Your roles don't include clinical notes."
    assert held.messages.problems == []


def test_words_of_a_client_are_found_years_back(held: Held) -> None:
    held.note()
    held.clinic.services().note.sign_all(held.slots[THURSDAY], THURSDAY)
    held.clinic.clock.advance(timedelta(days=800))
    tab = ClientNotesTab(held.desk)
    held.open(tab)
    tab.words.setText("PAGO")
    held.qtbot.waitUntil(lambda: bool(tab.table.model().rows()))
    assert [each.day for each in tab.table.model().rows()] == [THURSDAY]

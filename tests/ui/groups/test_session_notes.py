"""Writing and signing a session's notes: by keyboard, with few keys, nothing unseen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iopdesk.domain.attendance import Mark
from iopdesk.domain.note import ClientNoteDraft, GroupNoteDraft, Participation
from iopdesk.domain.note_guards import NoteConcern
from iopdesk.domain.topic_rotation import TopicDraft
from iopdesk.services.draft_service import DraftService
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.group_session_screen import GroupSessionScreen
from iopdesk.ui.messages import RecordedMessages
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, mark, member, new_group, slot_on

_FIRST_NAMES = ("Ana", "Bea", "Cy", "Dee", "Eli", "Flo", "Gus", "Hal", "Ina", "Jed", "Kim", "Lou")
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_SAID = ("payday", "a cousin", "the park", "an old friend", "sleep", "work", "rent", "a song")


class Held:
    """A screen over a session, and a count of the keys beyond typed text."""

    def __init__(self, clinic: TestClinic, desk: Desk, qtbot: QtBot, size: int = 3) -> None:
        self.clinic, self.desk, self.qtbot = clinic, desk, qtbot
        self.group_id = new_group(clinic)
        names = _FIRST_NAMES[:size]
        self.clients = [member(clinic, self.group_id, name, "Lee") for name in names]
        self.slot_id = slot_on(clinic, self.group_id)
        self.screen = GroupSessionScreen(desk)
        qtbot.addWidget(self.screen)
        self.screen.resize(1180, 680)
        self.screen.set_narrow(False)
        with qtbot.waitExposed(self.screen):
            self.screen.show()
        self.screen.activateWindow()
        QTest.qWaitForWindowActive(self.screen)
        self.screen.arrive(self.slot_id, date=THURSDAY)
        qtbot.waitUntil(self.screen.view.table.hasFocus)
        self.presses = 0

    @property
    def notes(self):  # type: ignore[no-untyped-def]
        return self.screen.view.notes

    @property
    def messages(self) -> RecordedMessages:
        assert isinstance(self.desk.messages, RecordedMessages)
        return self.desk.messages

    def press(self, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key where the focus is."""
        self.presses += 1
        self.qtbot.keyClick(QApplication.focusWidget(), key, how)
        QApplication.processEvents()

    def type(self, words: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), words)

    def stored(self):  # type: ignore[no-untyped-def]
        return self.clinic.services().note.notes(self.slot_id, THURSDAY)

    def rows(self) -> list[str]:
        return [row.words for row in self.notes.concerns.table.model().rows()]


@pytest.fixture
def held(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> Held:
    return Held(clinic, desk, qtbot)


def test_the_topic_that_is_proposed_stands_in_its_field_and_is_kept_with_the_note(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    held = Held(clinic, desk, qtbot)
    clinic.services().topic.add(held.group_id, [TopicDraft("Naming triggers")])
    held.screen.refresh()
    qtbot.waitUntil(lambda: held.notes.topic.text() == "Naming triggers")
    assert not held.notes.drafts.has_unsaved
    held.press(Qt.Key.Key_W, _ALT)
    held.type("Members mapped one situation each.")
    held.press(Qt.Key.Key_Return, _CTRL)
    assert held.stored().group.topic == "Naming triggers"


def test_twelve_clients_are_noted_and_signed_in_sixty_keys(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    held = Held(clinic, desk, qtbot, 12)
    held.press(Qt.Key.Key_M, _ALT)
    qtbot.waitUntil(lambda: not held.screen.view.mark_rest.isDown())
    held.press(Qt.Key.Key_W, _ALT)
    held.type("Members mapped one situation each and practiced a call for support.")
    held.press(Qt.Key.Key_Return, _CTRL)
    for at in range(12):
        held.press(Qt.Key.Key_2, _ALT)
        held.type(f"Spoke of {_SAID[at % 8]} as number {at}.")
        held.press(Qt.Key.Key_Return, _CTRL)
    held.press(Qt.Key.Key_S, _CTRL | _SHIFT)
    held.presses += 1  # Enter in the question that tests answer by themselves
    stored = held.stored()
    assert [mark for mark in held.messages.asked if "Sign all" in mark[0]]
    assert stored.group.is_signed
    assert len([note for note in stored.clients if note.is_signed]) == 12
    assert {note.participation for note in stored.clients} == {Participation.ACTIVE}
    assert held.presses == 29  # the aim is 60 at most


def test_absent_clients_are_passed_over(held: Held) -> None:
    mark(held.clinic, held.slot_id, held.clients[1], Mark.ABSENT)
    held.press(Qt.Key.Key_Return)
    held.type("Named payday.")
    held.press(Qt.Key.Key_Return, _CTRL)
    assert held.notes.client.client_id == held.clients[2]


def test_signing_anyway_keeps_what_was_seen(held: Held) -> None:
    services = held.clinic.services()
    services.attendance.mark_the_rest_present(held.slot_id, THURSDAY)
    held.notes.text.setFocus()
    held.type("Ana was brave.")
    held.press(Qt.Key.Key_S, _CTRL | _SHIFT)
    assert held.rows() == [
        "The group note names Ana Lee; every client has it",
        "Ana Lee: no words of their own",
        "Bea Lee: no words of their own",
        "Cy Lee: no words of their own",
    ]
    assert held.notes.concerns.table.hasFocus()
    held.press(Qt.Key.Key_Down)
    held.press(Qt.Key.Key_Down)
    held.press(Qt.Key.Key_Return)
    assert held.notes.line.hasFocus()
    assert held.notes.client.client_id == held.clients[1]
    held.press(Qt.Key.Key_S, _CTRL | _SHIFT)
    assert held.messages.words[-1] == "1 note signed"
    assert not held.notes.concerns.isVisible()
    (newest,) = services.journal.newest(1)
    assert "the group note names a client" in newest.reason


def test_what_someone_else_wrote_meanwhile_is_not_signed_unseen(held: Held) -> None:
    services = held.clinic.services()
    services.attendance.mark_the_rest_present(held.slot_id, THURSDAY)
    services.note.save(
        held.slot_id,
        THURSDAY,
        GroupNoteDraft("", "Members shared."),
        [ClientNoteDraft(held.clients[1], text="Mine.")],
    )
    theirs = ClientNoteDraft(held.clients[1], text="Theirs instead.")
    held.clinic.services("supervisor").note.save(held.slot_id, THURSDAY, None, [theirs])
    held.press(Qt.Key.Key_S, _CTRL | _SHIFT)
    assert held.rows()[0] == "Bea Lee: T. Okafor changed it meanwhile: look again"
    assert not held.notes.concerns.sign.isEnabled()
    held.press(Qt.Key.Key_Return)
    assert held.notes.line.toPlainText() == "Theirs instead."
    held.press(Qt.Key.Key_S, _CTRL | _SHIFT)
    kinds = {row.kind for row in held.notes.concerns.table.model().rows()}
    assert NoteConcern.CHANGED_MEANWHILE not in kinds
    assert "Bea Lee: T. Okafor wrote this; you sign it as your own" in held.rows()
    held.press(Qt.Key.Key_S, _CTRL | _SHIFT)
    assert held.stored().group.is_signed


def test_a_format_has_a_box_a_section_and_is_remembered(held: Held, qtbot: QtBot) -> None:
    held.notes.line.setFocus()
    held.type("Named payday.")
    chooser = held.notes.own_text.chooser
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)
    assert [box.accessibleName() for box in held.notes.own_text.boxes] == [
        "Data: what was seen and said",
        "Assessment",
        "Plan: what comes next",
    ]
    assert held.notes.line.toPlainText() == "Named payday."
    held.press(Qt.Key.Key_Tab)
    held.type("More open than last week.")
    held.press(Qt.Key.Key_Return, _CTRL)
    (line,) = held.stored().clients
    assert (line.format, line.text) == (
        "dap",
        "Data:\nNamed payday.\n\nAssessment:\nMore open than last week.",
    )
    assert len(held.notes.own_text.boxes) == 3
    again = GroupSessionScreen(held.desk)
    qtbot.addWidget(again)
    again.show()
    again.arrive(held.slot_id, date=THURSDAY)
    again.view.table.choose(held.clients[2])
    assert len(again.view.notes.own_text.boxes) == 3


def test_fragments_are_put_in_at_the_cursor(held: Held) -> None:
    held.notes.line.setFocus()
    held.type("Today ")
    held.press(Qt.Key.Key_Slash)
    palette = held.screen.keeper.fragments.palette
    assert palette.isVisible()
    held.qtbot.keyClicks(palette.field, "trigger")
    held.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert held.notes.line.toPlainText() == "Today named a trigger: "
    held.type("payday and")
    held.notes.line.setFocus()
    held.type(" /")
    held.qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    held.type(" or 11/19")
    assert held.notes.line.toPlainText().endswith("payday and / or 11/19")


def test_own_fragments_are_kept_for_their_owner(held: Held) -> None:
    held.notes.line.setFocus()
    held.type("walked by the lake with {name}")
    held.notes.line.selectAll()
    held.press(Qt.Key.Key_Space, _CTRL)
    palette = held.screen.keeper.fragments.palette
    held.qtbot.keyClick(palette.field, Qt.Key.Key_Return, _CTRL)
    kept = held.desk.services.draft.load("note_habits")
    assert kept is not None
    assert kept.values["fragments"] == ["walked by the lake with {name}"]
    other = held.clinic.services("supervisor").draft
    assert isinstance(other, DraftService)
    assert other.load("note_habits") is None
    held.notes.line.clear()
    held.press(Qt.Key.Key_Space, _CTRL)
    held.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert held.notes.line.toPlainText() == "walked by the lake with Ana"
    held.notes.text.setFocus()
    held.press(Qt.Key.Key_Space, _CTRL)
    held.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert held.notes.text.toPlainText() == "walked by the lake with a member"

"""Marking attendance by keyboard, as a counselor does, and writing and signing notes."""

import uuid
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QImage, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from iopdesk.domain.attendance import CameAs, Mark
from iopdesk.domain.group_session import SessionRow
from iopdesk.domain.note import GroupNoteDraft, Participation
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.attendance_model import At
from iopdesk.ui.groups.group_session_screen import GroupSessionScreen
from iopdesk.ui.groups.row_editors import PastPanel
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.preview import PaperRequest
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import MONDAY, THURSDAY, mark, member, new_group, slot_on
from tests.factories.people import admitted_client
from tests.factories.scans import pdf_scan, picture

NAMES = (("Ana", "Lee"), ("Bea", "Lee"), ("Cy", "Lee"))


class Held:
    """A screen over a session with three clients."""

    def __init__(self, clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
        self.clinic, self.desk, self.qtbot = clinic, desk, qtbot
        self.group_id = new_group(clinic)
        self.clients = [member(clinic, self.group_id, *name) for name in NAMES]
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

    @property
    def table(self):  # type: ignore[no-untyped-def]
        return self.screen.view.table

    @property
    def messages(self) -> RecordedMessages:
        assert isinstance(self.desk.messages, RecordedMessages)
        return self.desk.messages

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.table, key)

    def rows(self) -> list[SessionRow]:
        """What is stored."""
        services = self.clinic.services()
        return list(services.attendance.session(self.slot_id, THURSDAY).rows)

    def marks(self) -> list[Mark | None]:
        return [row.mark for row in self.rows()]

    def shown(self, column: At) -> list[str]:
        """What the grid says."""
        model = self.table.rows_model
        role = Qt.ItemDataRole.AccessibleTextRole
        return [model.index(at, column).data(role) for at in range(model.rowCount())]


def _focused() -> QWidget:
    """Where the keys go, as the window hands them out."""
    field = QApplication.focusWidget()
    assert isinstance(field, (QComboBox, QLineEdit))
    return field


def _type(qtbot: QtBot, text: str) -> None:
    """Type into whatever has the focus; a line break is Enter, a tab goes on."""
    for sign in text:
        if sign == "\n":
            qtbot.keyClick(_focused(), Qt.Key.Key_Return)
        elif sign == "\t":
            qtbot.keyClick(_focused(), Qt.Key.Key_Tab)
        else:
            qtbot.keyClicks(_focused(), sign)


@pytest.fixture
def held(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> Held:
    return Held(clinic, desk, qtbot)


def test_title_and_chips(held: Held) -> None:
    assert held.screen.view.title.title() == "Early recovery"
    chips = [each.text() for each in held.screen.view.title.findChildren(QLabel)]
    for words in ("Today, 1:00 – 2:30 PM", "Room B", "T. Okafor, LAADC", "3 of 12 places"):
        assert words in chips
    assert held.screen.place() == "Early recovery"


def test_one_key_a_client_marks_and_goes_on(held: Held) -> None:
    for key in (Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_A):
        held.key(key)
    assert held.marks() == [Mark.PRESENT, Mark.LATE, Mark.ABSENT]
    assert held.shown(At.MARK) == [
        "Ana Lee: present, 90 minutes",
        "Bea Lee: late, 75 minutes",
        "Cy Lee: absent, 0 minutes",
    ]
    assert held.shown(At.WEEK)[0] == "1.5 / 15 hours this week"
    assert held.shown(At.HINT)[1] == "15 min late"


@pytest.mark.parametrize(
    ("key", "given"), [(Qt.Key.Key_F, Mark.LEFT_EARLY), (Qt.Key.Key_E, Mark.EXCUSED)]
)
def test_the_other_keys(held: Held, key: Qt.Key, given: Mark) -> None:
    held.key(key)
    assert held.marks()[0] is given


def test_digits_after_a_mark_are_its_minutes(held: Held, qtbot: QtBot) -> None:
    held.key(Qt.Key.Key_L)
    assert held.table.currentIndex().row() == 1
    held.key(Qt.Key.Key_6)
    assert held.table.currentIndex().row() == 0
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_0)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: held.rows()[0].minutes == 60)
    assert held.marks()[0] is Mark.LATE
    qtbot.waitUntil(lambda: held.table.currentIndex().row() == 1)


def test_letters_in_the_minutes_editor_are_no_marks(held: Held, qtbot: QtBot) -> None:
    held.key(Qt.Key.Key_4)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "5pa")
    assert editor.text() == "45"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert held.marks() == [None, None, None]


def test_digits_after_moving_are_those_of_the_row_one_moved_to(held: Held, qtbot: QtBot) -> None:
    held.key(Qt.Key.Key_L)
    held.key(Qt.Key.Key_Down)
    held.key(Qt.Key.Key_9)
    _type(qtbot, "0\n")
    qtbot.waitUntil(lambda: held.marks() == [Mark.LATE, None, Mark.PRESENT])


def test_more_minutes_than_the_session_has_are_told(held: Held, qtbot: QtBot) -> None:
    held.key(Qt.Key.Key_P)
    held.key(Qt.Key.Key_9)
    _type(qtbot, "5\n")
    qtbot.waitUntil(lambda: bool(held.messages.words))
    assert held.messages.words == ["The session lasts 90 minutes: 90 were kept, not 95."]
    assert held.rows()[0].minutes == 90


def test_present_with_fewer_minutes_says_so(held: Held, qtbot: QtBot) -> None:
    held.key(Qt.Key.Key_P)
    held.key(Qt.Key.Key_7)
    _type(qtbot, "0\n")
    qtbot.waitUntil(lambda: held.shown(At.HINT)[0] == "20 min short")
    assert held.marks()[0] is Mark.PRESENT


def test_an_excuse_asks_who_allowed_it_and_why_in_its_row(held: Held, qtbot: QtBot) -> None:
    held.key(Qt.Key.Key_E)
    assert held.marks()[0] is Mark.EXCUSED
    _type(qtbot, "T. O")
    assert _focused().currentText() == "T. Okafor, LAADC"  # type: ignore[attr-defined]
    _type(qtbot, "\t")
    _type(qtbot, "Court date\n")
    row = held.rows()[0]
    assert (row.excused_by, row.reason) == ("T. Okafor, LAADC", "Court date")
    assert held.shown(At.HINT)[0] == "Court date, by T. Okafor"
    assert held.table.hasFocus()
    assert held.table.currentIndex().row() == 1


def test_an_excuse_without_words_goes_on_with_enter(held: Held, qtbot: QtBot) -> None:
    held.key(Qt.Key.Key_E)
    _type(qtbot, "\n")
    held.key(Qt.Key.Key_P)
    assert held.marks() == [Mark.EXCUSED, Mark.PRESENT, None]


def test_esc_leaves_the_excuse_without_words(held: Held, qtbot: QtBot) -> None:
    # as in the window, where Esc leads back
    left: list[bool] = []
    QShortcut(QKeySequence("Esc"), held.screen).activated.connect(lambda: left.append(True))
    held.key(Qt.Key.Key_E)
    _type(qtbot, "Me")
    qtbot.keyClick(_focused(), Qt.Key.Key_Escape)
    assert (held.marks()[0], held.rows()[0].excused_by) == (Mark.EXCUSED, "")
    assert held.table.hasFocus()
    for opens in (Qt.Key.Key_W, Qt.Key.Key_H):
        held.key(opens)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert held.table.hasFocus()
    assert left == []


def test_a_reason_belongs_to_the_client_just_marked(held: Held, qtbot: QtBot) -> None:
    held.key(Qt.Key.Key_L)
    held.key(Qt.Key.Key_R)
    _type(qtbot, "Bus\n")
    assert (held.rows()[0].reason, held.rows()[0].mark) == ("Bus", Mark.LATE)
    assert held.table.currentIndex().row() == 1


def test_what_was_typed_stays_when_the_mouse_goes_elsewhere(held: Held, qtbot: QtBot) -> None:
    held.key(Qt.Key.Key_L)
    held.key(Qt.Key.Key_R)
    _type(qtbot, "Bus")
    held.screen.view.notes.line.setFocus()
    assert held.rows()[0].reason == "Bus"


def test_video_is_toggled_for_the_client_just_marked(held: Held) -> None:
    held.key(Qt.Key.Key_V)
    assert held.messages.words == ["Only who was there from the roster came by video."]
    held.key(Qt.Key.Key_P)
    held.key(Qt.Key.Key_V)
    assert (held.rows()[0].came_as, held.shown(At.HINT)[0]) == (CameAs.REMOTE, "Video")
    held.key(Qt.Key.Key_V)
    assert held.rows()[0].came_as is None


def test_a_missed_session_is_made_up_by_two_keys(held: Held, qtbot: QtBot) -> None:
    monday = slot_on(held.clinic, held.group_id, 0)
    mark(held.clinic, monday, held.clients[0], Mark.ABSENT, MONDAY)
    held.key(Qt.Key.Key_M)
    assert "Mark the client present first" in held.messages.words[0]
    held.key(Qt.Key.Key_P)
    held.key(Qt.Key.Key_M)
    chosen = held.table.editor.missed  # type: ignore[union-attr]
    assert chosen.currentText() == "Mon, Nov 16, Early recovery (absent)"
    qtbot.keyClick(chosen, Qt.Key.Key_Return)
    assert held.shown(At.HINT)[0] == "Makes up Nov 16"
    assert held.rows()[0].makes_up == MONDAY
    held.key(Qt.Key.Key_Down)
    held.key(Qt.Key.Key_P)
    held.key(Qt.Key.Key_M)
    assert "left to make up" in held.messages.words[-1]


def test_a_walk_in_is_found_by_name_and_taken_off_again(held: Held, qtbot: QtBot) -> None:
    admitted_client(held.clinic, "Hana", "Ito")
    held.key(Qt.Key.Key_W)
    field = held.screen.view.foot.finder.field
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "hana")
    qtbot.waitUntil(lambda: held.screen.view.foot.finder.found.count() == 1)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert held.table.current_row().name == "Hana Ito"
    assert held.shown(At.HINT)[3] == "Walk-in"
    assert len(held.rows()) == 4
    assert held.table.hasFocus()
    held.key(Qt.Key.Key_Delete)
    assert len(held.rows()) == 3


def test_visitors_are_noted_and_taken_off(held: Held, qtbot: QtBot) -> None:
    foot = held.screen.view.foot
    qtbot.mouseClick(foot.visitor, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(foot.visitor_words, "Trainee")
    qtbot.keyClick(foot.visitor_words, Qt.Key.Key_Return)
    (button,) = foot.buttons()
    assert button.text() == "Trainee, 90 min"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert foot.buttons() == []


def test_a_scan_is_attached_looked_at_and_taken_off(
    held: Held, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdf_scan())
    foot = held.screen.view.foot
    held.messages.answers.append(path)
    qtbot.mouseClick(foot.scan, Qt.MouseButton.LeftButton)
    assert held.messages.words[0].startswith("Attached: sheet.pdf.")
    look, off = foot.buttons()
    asked: list[PaperRequest] = []
    held.desk.preview.asked.connect(asked.append)
    qtbot.mouseClick(look, Qt.MouseButton.LeftButton)
    assert asked[0].maker(asked[0].language).pdf == pdf_scan()
    held.messages.answers.append("Wrong page")
    qtbot.mouseClick(off, Qt.MouseButton.LeftButton)
    assert foot.buttons() == []


def test_a_scan_is_dropped_or_pasted(held: Held, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(picture("JPEG"))
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path))])
    assert held.screen.extras.attach(dropped)
    pasted = QMimeData()
    pasted.setImageData(QImage.fromData(picture("PNG", (30, 40))))
    assert held.screen.extras.attach(pasted)
    lines = held.clinic.services().attachment.of_session(held.slot_id, THURSDAY)
    assert [line.name for line in lines] == ["photo.jpg", "Pasted sheet.png"]
    words = QMimeData()
    words.setText("no file")
    assert not held.screen.extras.attach(words)


def test_the_past_of_a_row_is_one_key_away(held: Held, qtbot: QtBot) -> None:
    held.key(Qt.Key.Key_P)
    held.key(Qt.Key.Key_Up)
    held.key(Qt.Key.Key_L)
    held.key(Qt.Key.Key_H)
    panel = held.table.editor
    assert isinstance(panel, PastPanel)
    assert panel.lines == [
        "Late, 75 minutes (R. Alvarez, Thu, Nov 19, 10:00 AM)",
        "Present, 90 minutes (R. Alvarez, Thu, Nov 19, 10:00 AM)",
    ]
    qtbot.keyClick(panel, Qt.Key.Key_H)
    assert held.table.editor is None
    assert held.table.hasFocus()


def test_marks_entered_from_paper_later_say_so(held: Held) -> None:
    monday = slot_on(held.clinic, held.group_id, 0)
    held.screen.arrive(monday, date=MONDAY)
    held.key(Qt.Key.Key_P)
    chips = [each.text() for each in held.screen.view.title.findChildren(QLabel)]
    assert "Entered 3 days later by R. Alvarez" in chips


def test_clicking_a_segment_marks(held: Held, qtbot: QtBot) -> None:
    index = held.table.rows_model.index(1, At.MARK)
    place = held.table.visualRect(index)
    left = QPoint(place.left() + 20, place.center().y())
    qtbot.mouseClick(held.table.viewport(), Qt.MouseButton.LeftButton, pos=left)
    assert held.marks() == [None, Mark.PRESENT, None]


def test_undo_goes_back_key_by_key(held: Held) -> None:
    held.key(Qt.Key.Key_P)
    held.key(Qt.Key.Key_A)
    undo = held.screen.view.foot.undo
    assert undo.text() == "Undo: Bea Lee, absent"
    held.qtbot.keyClick(held.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert held.marks() == [Mark.PRESENT, None, None]
    assert undo.text() == "Undo: Ana Lee, present"
    held.qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert held.marks() == [None, None, None]
    assert not undo.isVisible()
    assert held.messages.words == ["Undone: Bea Lee, absent", "Undone: Ana Lee, present"]


def test_ctrl_z_in_a_note_takes_no_mark_back(held: Held, qtbot: QtBot) -> None:
    held.key(Qt.Key.Key_P)
    note = held.screen.view.notes.text
    note.setFocus()
    qtbot.keyClick(note, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert held.marks()[0] is Mark.PRESENT


def test_mark_the_rest_present_and_undo_it_at_once(held: Held, qtbot: QtBot) -> None:
    held.key(Qt.Key.Key_A)
    qtbot.mouseClick(held.screen.view.mark_rest, Qt.MouseButton.LeftButton)
    assert held.marks() == [Mark.ABSENT, Mark.PRESENT, Mark.PRESENT]
    assert not held.screen.view.mark_rest.isEnabled()
    assert held.screen.view.foot.undo.text() == "Undo: 2 clients present"
    qtbot.mouseClick(held.screen.view.foot.undo, Qt.MouseButton.LeftButton)
    assert held.marks() == [Mark.ABSENT, None, None]
    assert held.screen.view.mark_rest.isEnabled()


def test_a_mark_of_someone_else_is_shown_at_once(held: Held) -> None:
    mark(held.clinic, held.slot_id, held.clients[2], Mark.LATE, role="supervisor")  # type: ignore[arg-type]
    assert held.shown(At.MARK)[2] == "Cy Lee: late, 75 minutes"


@pytest.mark.parametrize(("mine", "stands"), [(True, Mark.PRESENT), (False, Mark.ABSENT)])
def test_a_mark_given_meanwhile_asks_which_shall_stand(
    held: Held, mine: bool, stands: Mark
) -> None:
    seen = held.table.rows_model.row(0)
    held.clinic.store.on_commit.clear()
    mark(held.clinic, held.slot_id, held.clients[0], Mark.ABSENT, role="supervisor")  # type: ignore[arg-type]
    assert held.table.rows_model.row(0) == seen
    held.clinic.store.on_commit.append(held.desk.changes.committed.emit)
    held.messages.answers.append(mine)
    held.key(Qt.Key.Key_P)
    assert held.messages.asked[0] == (
        "T. Okafor marked Ana Lee meanwhile: Absent.",
        "You marked: Present. Which one shall stand?",
    )
    assert held.marks()[0] is stands
    assert held.table.rows_model.row(0).mark is stands


def test_readers_are_told_each_cell(held: Held) -> None:
    held.key(Qt.Key.Key_P)
    table = QAccessible.queryAccessibleInterface(held.table)
    names = [table.child(at).text(QAccessible.Text.Name) for at in range(table.childCount())]
    assert "Ana Lee: present, 90 minutes" in names
    assert "Bea Lee: not marked" in names


def test_the_model_keeps_qts_rules(held: Held, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(held.table.rows_model)


def test_notes_are_kept_as_drafts_and_signed_in_one_go(held: Held, qtbot: QtBot) -> None:
    notes = held.screen.view.notes
    qtbot.keyClicks(notes.topic, "Naming triggers")
    qtbot.keyClicks(notes.text, "Members mapped one situation each.")
    qtbot.mouseClick(notes.participation.button(Participation.ACTIVE), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(notes.line, "Named payday.")
    qtbot.mouseClick(notes.next, Qt.MouseButton.LeftButton)
    assert held.table.current_row().name == "Bea Lee"
    assert notes.line.toPlainText() == ""
    stored = held.clinic.services().note.notes(held.slot_id, THURSDAY)
    assert (stored.group.topic, stored.clients[0].text) == ("Naming triggers", "Named payday.")
    qtbot.mouseClick(notes.sign, Qt.MouseButton.LeftButton)
    rows = [row.words for row in notes.concerns.table.model().rows()]
    assert rows[0] == "Ana Lee: attendance is not marked"
    assert not notes.concerns.sign.isEnabled()
    qtbot.mouseClick(held.screen.view.mark_rest, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(notes.sign, Qt.MouseButton.LeftButton)
    rows = [row.words for row in notes.concerns.table.model().rows()]
    assert rows == ["Bea Lee: no words of their own", "Cy Lee: no words of their own"]
    qtbot.mouseClick(notes.concerns.sign, Qt.MouseButton.LeftButton)
    assert held.messages.words[-1] == "2 notes signed"
    assert held.clinic.services().note.notes(held.slot_id, THURSDAY).group.is_signed
    assert notes.text.isReadOnly()
    assert not notes.sign.isVisible()


def test_a_signed_note_gets_an_addition(held: Held, qtbot: QtBot) -> None:
    services = held.clinic.services()
    services.attendance.mark_the_rest_present(held.slot_id, THURSDAY)
    services.note.save(held.slot_id, THURSDAY, GroupNoteDraft("Triggers", "Members shared."))
    services.note.sign_all(held.slot_id, THURSDAY)
    held.messages.answers.append("Later thought.")
    qtbot.mouseClick(held.screen.view.notes.group_addendum, Qt.MouseButton.LeftButton)
    (added,) = services.note.notes(held.slot_id, THURSDAY).group.addenda
    assert added.text == "Later thought."
    shown = [label.text() for label in held.screen.view.notes.findChildren(QLabel)]
    assert "Thu, Nov 19, R. Alvarez: Later thought." in shown


def test_a_signed_session_asks_for_a_reason(held: Held) -> None:
    services = held.clinic.services()
    services.attendance.mark_the_rest_present(held.slot_id, THURSDAY)
    services.note.save(held.slot_id, THURSDAY, GroupNoteDraft("Triggers", "Members shared."))
    services.note.sign_all(held.slot_id, THURSDAY)
    held.messages.answers += [None, "Came late"]
    held.key(Qt.Key.Key_L)
    assert held.marks()[0] is Mark.PRESENT
    assert held.table.currentIndex().row() == 0
    assert (
        "Now: Present, 90 minutes (R. Alvarez, Thu, Nov 19, 10:00 AM)" in held.messages.asked[0][1]
    )
    held.key(Qt.Key.Key_L)
    assert held.marks()[0] is Mark.LATE
    (newest, _) = services.attendance.past(held.slot_id, THURSDAY, held.clients[0])
    assert newest.why == "Came late"


def test_what_was_typed_before_a_lock_is_still_there(held: Held, qtbot: QtBot) -> None:
    notes = held.screen.view.notes
    qtbot.keyClicks(notes.line, "Named pay")
    values = notes.drafts.values()
    held.desk.services.draft.keep("group_session", f"{held.slot_id} {THURSDAY}", values)
    notes.drafts.forget()
    again = GroupSessionScreen(held.desk)
    qtbot.addWidget(again)
    again.show()
    again.arrive(held.slot_id, date=THURSDAY)
    assert again.view.notes.line.toPlainText() == "Named pay"
    assert held.messages.words == ["Notes you typed before are still here, not saved yet."]


def test_the_front_desk_marks_but_reads_no_notes(held: Held, qtbot: QtBot) -> None:
    desk = Desk(
        **{**vars(held.desk), "services": held.clinic.services("front_desk")}  # type: ignore[arg-type]
    )
    screen = GroupSessionScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.arrive(held.slot_id, date=THURSDAY)
    assert not screen.view.notes.isVisible()
    qtbot.keyClick(screen.view.table, Qt.Key.Key_P)
    assert held.messages.problems == []
    assert held.marks().count(Mark.PRESENT) == 1


def test_sign_in_sheet_and_add_to_roster(held: Held, qtbot: QtBot) -> None:
    asked: list[PaperRequest] = []
    held.desk.preview.asked.connect(asked.append)
    qtbot.mouseClick(held.screen.view.sheet, Qt.MouseButton.LeftButton)
    assert asked[0].maker(asked[0].language).pdf.startswith(b"%PDF")
    visits: list[object] = []
    held.desk.navigation.requested.connect(visits.append)
    qtbot.mouseClick(held.screen.view.add, Qt.MouseButton.LeftButton)
    assert (visits[0].place, visits[0].record_id) == ("group", held.group_id)  # type: ignore[attr-defined]


def test_a_session_without_clients_says_what_to_do(held: Held) -> None:
    empty = new_group(held.clinic, "Skills", (3,))
    held.screen.arrive(slot_on(held.clinic, empty), date=THURSDAY)
    assert held.screen.view.empty.isVisible()
    assert "Add clients to the roster first." in held.screen.view.empty.words()
    assert not held.screen.view.mark_rest.isEnabled()


def test_an_unknown_session_is_told(held: Held) -> None:
    held.screen.arrive(uuid.UUID(int=7), date=THURSDAY)
    assert held.messages.problems[0].title == "This session is no longer here."


def test_narrow_windows_have_short_words_and_no_bar_across(held: Held, qtbot: QtBot) -> None:
    held.screen.set_narrow(True)
    qtbot.waitUntil(lambda: held.screen.minimumWidth() < 660)
    held.screen.resize(660, 600)
    qtbot.waitUntil(lambda: held.table.isColumnHidden(At.WEEK))
    qtbot.waitUntil(lambda: not held.table.horizontalScrollBar().isVisible())
    assert held.screen.view.notes.width() > 500

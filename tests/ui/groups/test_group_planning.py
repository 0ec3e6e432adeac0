"""Planning groups by keyboard and mouse: topics, moved sessions, suggestions, clashes, places."""

from datetime import date, time, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iopdesk.domain.attendance import Mark
from iopdesk.domain.group import GroupDraft
from iopdesk.domain.group_session import SessionState
from iopdesk.domain.topic_rotation import TopicDraft
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.find_groups_screen import FindGroupsScreen
from iopdesk.ui.groups.group_list_screen import GroupListScreen
from iopdesk.ui.groups.group_screen import GroupScreen
from iopdesk.ui.groups.group_topics_screen import GroupTopicsScreen
from iopdesk.ui.groups.move_dialog import MoveDialog
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.rows_model import LOOK_ROLE
from iopdesk.ui.widgets.table_view import TableView
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, mark, member, new_group, slot, slot_on
from tests.factories.people import admitted_client

LAST_WEEK, NEXT_WEEK = THURSDAY - timedelta(days=7), THURSDAY + timedelta(days=7)


def _show(screen: Screen, qtbot: QtBot, record_id: UUID | None = None, **more: object) -> None:
    qtbot.addWidget(screen)
    screen.resize(1180, 680)
    screen.set_narrow(False)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    QTest.qWaitForWindowActive(screen)
    screen.arrive(record_id, **more)


def _cells(table: TableView) -> list[list[str]]:
    model = table.model()
    rows = range(model.rowCount())
    columns = range(model.columnCount())
    return [
        [
            index.data() or getattr(index.data(LOOK_ROLE), "text", "")
            for index in (model.index(row, column) for column in columns)
        ]
        for row in rows
    ]


def _messages(desk: Desk) -> RecordedMessages:
    assert isinstance(desk.messages, RecordedMessages)
    return desk.messages


def _answer_move(day: str, start: str) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MoveDialog)
    QTest.keyClicks(dialog.day, day)
    dialog.start.setText(start)
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)


def test_a_session_is_moved_called_off_and_restored(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    clinic.services().topic.add(group_id, [TopicDraft("Triggers")])
    screen = GroupScreen(desk)
    _show(screen, qtbot, group_id)
    sessions = screen.sessions
    assert _cells(sessions.table)[0][:2] == ["Thu, Nov 19, 1:00 PM", "To come"]
    assert sessions.about.text() == "Topic proposed: Triggers"
    sessions.table.choose_first()
    QTimer.singleShot(0, partial(_answer_move, "11/20/2026", "3 pm"))
    qtbot.mouseClick(sessions.move_, Qt.MouseButton.LeftButton)
    assert _cells(sessions.table)[0][0] == "Fri, Nov 20, 3:00 PM, moved"
    assert "Moved from Thu, Nov 19" in sessions.about.text()
    (moved, *_) = clinic.services().group.coming_sessions(group_id)
    assert (moved.planned_day, moved.day) == (THURSDAY, date(2026, 11, 20))
    sessions.table.choose_first()
    _messages(desk).answers.append("Leader ill")
    qtbot.mouseClick(sessions.call_off, Qt.MouseButton.LeftButton)
    assert _cells(sessions.table)[0][1] == "Called off"
    assert "Leader ill" in sessions.about.text()
    assert not sessions.call_off.isVisible()
    sessions.table.choose_first()
    qtbot.mouseClick(sessions.restore, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(sessions.restore, Qt.MouseButton.LeftButton)
    assert _cells(sessions.table)[0][0] == "Thu, Nov 19, 1:00 PM"
    (line, *_) = clinic.services().group.coming_sessions(group_id)
    assert line.state is SessionState.PLANNED
    assert not sessions.restore.isVisible()


def test_topics_are_typed_ordered_and_shown_with_who_missed_them(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    client_id = member(clinic, group_id)
    screen = GroupTopicsScreen(desk)
    _show(screen, qtbot, group_id)
    assert screen.empty.isVisible()
    for words in ("Cravings", "Sleep"):
        QTest.keyClicks(screen.topic, words)
        QTest.keyClick(screen.topic, Qt.Key.Key_Return)
    assert [row[0] for row in _cells(screen.table)] == ["Cravings", "Sleep"]
    screen.table.choose_first()
    qtbot.mouseClick(screen.down, Qt.MouseButton.LeftButton)
    assert [row[0] for row in _cells(screen.table)] == ["Sleep", "Cravings"]
    topics = {t.title: t.id for t in clinic.services().topic.grid(group_id).topics}
    clinic.services().topic.choose(slot_on(clinic, group_id), LAST_WEEK, topics["Sleep"])
    mark(clinic, slot_on(clinic, group_id), client_id, Mark.ABSENT, LAST_WEEK)
    screen.refresh()
    assert screen.grid.table is not None
    (line,) = _cells(screen.grid.table)
    assert line == ["Tanya Brooks", "✕", "·", "0 of 2", "Nov 26"]
    screen.starter.set_value("coping")
    qtbot.mouseClick(screen.add_starter, Qt.MouseButton.LeftButton)
    assert len(_cells(screen.table)) == 10


def test_groups_are_chosen_by_space_and_given_in_one_go(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    day = new_group(clinic, "Day skills", (0, 1, 3), start=time(9), minutes=180, track="day")
    full = clinic.services().group.create(GroupDraft("Full", capacity=2), [slot(4)])
    for name in ("Bea", "Cy"):
        clinic.services().roster.add(full, admitted_client(clinic, name, "Lee"))
    client_id = admitted_client(clinic, "Ana", "Lee")
    screen = FindGroupsScreen(desk)
    _show(screen, qtbot, client_id)
    rows = {row[1]: row for row in _cells(screen.table)}
    assert rows["Day skills"][0] == "✓ Chosen"
    assert rows["Full"][0] == ""
    assert "The group is full" in rows["Full"][5]
    assert screen.title.facts() == "Ana Lee"
    screen.table.choose(day)
    QTest.keyClick(screen.table, Qt.Key.Key_Space)
    assert not screen.place_all.isEnabled()
    QTest.keyClick(screen.table, Qt.Key.Key_Space)
    QTest.keyClick(screen.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert clinic.services().roster.groups_of(client_id) == ("Day skills",)
    assert "Placed in 1 group." in _messages(desk).words


def test_a_room_wanted_twice_is_asked_about_before_saving(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    new_group(clinic, "Early recovery", (3,))
    group_id = clinic.services().group.create(GroupDraft("Skills"), [])
    screen = GroupScreen(desk)
    _show(screen, qtbot, group_id)
    card = screen.schedule
    for answer, expected in ((False, 0), (True, 1)):
        if not card.edit.isVisible():
            qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
        card.form.weekday.set_value(3)
        card.form.start.setText("1:30 PM")
        card.form.room.setText("b")
        _messages(desk).answers.append(answer)
        qtbot.mouseClick(card.save, Qt.MouseButton.LeftButton)
        title, hint = _messages(desk).asked[-1]
        assert title == "This is wanted twice"
        assert "Room b is taken by Early recovery, Thu 1:00 – 2:30 PM, first on Nov 19" in hint
        assert len(clinic.services().group.group(group_id).slots) == expected
    assert "Early recovery" in card.clashes.text()


def test_a_clash_of_times_asks_for_a_reason_and_a_free_place_is_offered(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    other = new_group(clinic, "Early recovery", (3,))
    group_id = clinic.services().group.create(GroupDraft("Small", capacity=2), [slot(3)])
    client_id = member(clinic, other, "Ana", "Lee")
    waiting = admitted_client(clinic, "Bea", "Moss")
    clinic.services().roster.wait(group_id, waiting)
    screen = GroupScreen(desk)
    _show(screen, qtbot, group_id, adding=True)
    card = screen.roster
    assert "Bea Moss is first on the waiting list" in card.offer.text()
    assert card.offer.isVisible()
    assert _cells(card.table)[0][5] == "Waiting, number 1"
    QTest.keyClicks(card.panel.search, "Ana Lee")
    qtbot.waitUntil(lambda: card.panel.found.isVisible())
    _messages(desk).answers.append("Comes after the other one ends")
    qtbot.mouseClick(card.panel.add, Qt.MouseButton.LeftButton)
    assert clinic.services().roster.groups_of(client_id) == ("Early recovery", "Small")


def test_the_list_filters_by_kind_track_and_whom_it_is_for(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    new_group(clinic, "Day process", kind="process", track="day")
    new_group(clinic, "Veterans", neutral_title="Friday", population="veterans", kind="support")
    screen = GroupListScreen(desk)
    _show(screen, qtbot)
    assert len(_cells(screen.table)) == 2
    screen.kind.set_value("process")
    assert [row[0] for row in _cells(screen.table)] == ["Day process"]
    screen.kind.set_value("")
    screen.population.set_value("veterans")
    assert [row[0] for row in _cells(screen.table)] == ["Veterans"]
    screen.track.set_value("day")
    assert screen.empty.isVisible()

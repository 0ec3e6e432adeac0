"""How many keys the attendance of a full session takes."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iopdesk.domain.attendance import Mark
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.group_session_screen import GroupSessionScreen
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, member, new_group, slot_on

_NAMES = ("Ana", "Bea", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal", "Ida", "Jo", "Kim", "Lou")


class Keyboard:
    """Counts every key but those of typed words."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.pressed = 0

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self._qtbot.keyClick(self._focused(), key)
            QApplication.processEvents()
            self.pressed += 1

    def words(self, text: str) -> None:
        self._qtbot.keyClicks(self._focused(), text)

    @staticmethod
    def _focused() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget


def test_twelve_clients_are_marked_with_twenty_keys(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    group_id = new_group(clinic)
    for name in _NAMES:
        member(clinic, group_id, name, "Lee")
    screen = GroupSessionScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1180, 680)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    QTest.qWaitForWindowActive(screen)
    screen.arrive(slot_on(clinic, group_id), date=THURSDAY)
    qtbot.waitUntil(screen.view.table.hasFocus)
    keys = Keyboard(qtbot)
    here, late, away = Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_A
    keys.press(here, here, here, late, Qt.Key.Key_6, Qt.Key.Key_0, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.view.table.currentIndex().row() == 4)
    keys.press(here, here, Qt.Key.Key_E)
    keys.words("T. O")
    keys.press(Qt.Key.Key_Tab)
    keys.words("Court date")
    keys.press(Qt.Key.Key_Return)
    keys.press(here, here, away, Qt.Key.Key_F, here)
    rows = clinic.services().attendance.session(slot_on(clinic, group_id), THURSDAY).rows
    expected = [Mark.PRESENT] * 12
    expected[3], expected[6], expected[9], expected[10] = (
        Mark.LATE,
        Mark.EXCUSED,
        Mark.ABSENT,
        Mark.LEFT_EARLY,
    )
    assert [row.mark for row in rows] == expected
    assert (rows[3].minutes, rows[6].reason, rows[6].excused_by) == (
        60,
        "Court date",
        "T. Okafor, LAADC",
    )
    assert keys.pressed <= 20

"""A session of a later day: the screen offers what the service takes, and says why."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iopdesk.domain.attendance import Mark
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.group_session_screen import GroupSessionScreen
from iopdesk.ui.messages import RecordedMessages
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, member, new_group, slot_on

NEXT_WEEK = THURSDAY + timedelta(days=7)


def test_on_a_later_day_clients_can_only_be_excused(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    group_id = new_group(clinic)
    member(clinic, group_id)
    slot_id = slot_on(clinic, group_id)
    screen = GroupSessionScreen(desk)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    QTest.qWaitForWindowActive(screen)
    screen.arrive(slot_id, date=NEXT_WEEK)
    view = screen.view
    qtbot.waitUntil(view.table.hasFocus)
    (told,) = view.ahead.texts()
    assert told.startswith("This session is on Thu, ")
    assert "; attendance can be marked that day." in told
    assert "excused" in told
    assert not view.mark_rest.isEnabled()
    assert not view.foot.walk_in.isEnabled()
    assert {"P", "L", "F", "A"}.isdisjoint(dict(screen.keys()))

    for key in (Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_A, Qt.Key.Key_5):
        qtbot.keyClick(view.table, key)
    assert isinstance(desk.messages, RecordedMessages)
    assert desk.messages.errors == []
    services = clinic.services()
    assert services.attendance.session(slot_id, NEXT_WEEK).marked == 0

    qtbot.keyClick(view.table, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: services.attendance.session(slot_id, NEXT_WEEK).marked == 1)
    assert services.attendance.session(slot_id, NEXT_WEEK).rows[0].mark is Mark.EXCUSED

    screen.arrive(slot_id, date=THURSDAY)
    qtbot.waitUntil(lambda: view.mark_rest.isEnabled())
    assert view.ahead.texts() == []
    assert {"P", "L", "F", "E", "A"} <= set(dict(screen.keys()))

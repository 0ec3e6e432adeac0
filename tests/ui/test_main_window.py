from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from iopdesk.ui.background import InlineBackground
from iopdesk.ui.main_window import MainWindow
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.theme import Theme
from tests.clinic_for_tests import TestClinic


@pytest.fixture
def window(clinic: TestClinic, theme: Theme, qtbot: QtBot) -> Iterator[MainWindow]:
    messages = RecordedMessages()
    made = MainWindow(
        clinic.services("counselor"),
        theme,
        background=InlineBackground(messages.error),
        messages=messages,
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.open("reports")
    yield made
    clinic.store.on_commit.remove(made.changes.tell)


def _key(window: MainWindow, qtbot: QtBot, key: Qt.Key, control: bool = True) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(window, key, modifier)


def test_keys_go_from_area_to_area_and_light_the_rail(window: MainWindow, qtbot: QtBot) -> None:
    _key(window, qtbot, Qt.Key.Key_6)
    assert window.rail.lit() == "satellites"
    assert window.screen_shown().place() == "Satellites"
    _key(window, qtbot, Qt.Key.Key_5)
    assert window.screen_shown().place() == "Reports"


def test_esc_goes_back(window: MainWindow, qtbot: QtBot) -> None:
    _key(window, qtbot, Qt.Key.Key_6)
    _key(window, qtbot, Qt.Key.Key_Escape, control=False)
    assert window.screen_shown().place() == "Reports"


def test_ctrl_l_asks_for_the_lock(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.lock_asked):
        _key(window, qtbot, Qt.Key.Key_L)


def test_find_box_offers_commands_and_opens_them(window: MainWindow, qtbot: QtBot) -> None:
    _key(window, qtbot, Qt.Key.Key_K)
    box = window.top_bar.find_box
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClicks(box, "satell")
    qtbot.waitUntil(lambda: [hit.words for hit in box.hits_shown()] == ["Go to Satellites"])
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.screen_shown().place() == "Satellites"
    assert box.text() == ""


def test_what_nobody_has_finds_nothing(window: MainWindow, qtbot: QtBot) -> None:
    box = window.top_bar.find_box
    box.setFocus()
    qtbot.keyClicks(box, "zzqx")
    qtbot.wait(1)
    assert box.hits_shown() == []


def test_a_place_that_is_not_there_is_told_and_nothing_moves(window: MainWindow) -> None:
    window.navigation.open("no such place", UUID(int=1))
    assert [str(each) for each in window.messages.problems] == [
        "This place is not part of this version."
    ]
    assert window.screen_shown().place() == "Reports"


def test_narrow_windows_show_icons_alone(window: MainWindow, qtbot: QtBot) -> None:
    wide = window.rail.width()
    window.resize(900, 600)
    qtbot.waitUntil(lambda: window.rail.width() < wide)
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: window.rail.width() == wide)


def test_site_stands_at_the_foot_of_the_rail(window: MainWindow) -> None:
    words = [each.text() for each in window.rail.findChildren(QLabel)]
    assert "Corona main office" in words
    assert "No backup yet" in words


def test_quiet_words_are_shown_at_the_foot(window: MainWindow) -> None:
    window.messages.say("Saved.")
    assert window._toast.words() == "Saved."  # noqa: SLF001


def test_a_click_takes_quiet_words_off_what_lies_under_them(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.messages.say("Saved.")
    qtbot.mouseClick(window._toast, Qt.MouseButton.LeftButton)  # noqa: SLF001
    assert window._toast.words() == ""  # noqa: SLF001


def test_title_names_nobody(window: MainWindow) -> None:
    assert window.windowTitle() == "IOP Desk"

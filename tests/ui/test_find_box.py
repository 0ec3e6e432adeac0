from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from iopdesk.ui.commands_found import record_hits
from iopdesk.ui.find_box import FindBox, Hit
from iopdesk.ui.theme import Theme
from tests.clinic_for_tests import TestClinic
from tests.factories.people import new_client

CARL = Hit("client", "Carl Diaz", "M-00002", "client")
DOLORES = Hit("client", "Dolores Quiñones", "M-00001", "client")


@pytest.fixture
def box(theme: Theme, qtbot: QtBot) -> Iterator[FindBox]:
    window = QWidget()
    qtbot.addWidget(window)
    box = FindBox(window)
    QVBoxLayout(window).addWidget(box)
    window.resize(800, 600)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    box.setFocus()
    yield box
    window.close()


def test_enter_opens_what_was_found_for_the_last_letter(box: FindBox) -> None:
    opened: list[Hit] = []
    box.opened.connect(opened.append)
    QTest.keyClicks(box, "d")
    box.show_hits([CARL, DOLORES], "d")
    QTest.keyClicks(box, "olor")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert opened == []
    box.show_hits([CARL, DOLORES], "d")
    assert opened == []
    box.show_hits([DOLORES], "dolor")
    assert opened == [DOLORES]


def test_enter_on_the_answer_opens_the_chosen_line(box: FindBox) -> None:
    opened: list[Hit] = []
    box.opened.connect(opened.append)
    QTest.keyClicks(box, "d")
    box.show_hits([CARL, DOLORES], "d")
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert opened == [DOLORES]


def test_two_people_of_one_name_are_told_apart(clinic: TestClinic) -> None:
    new_client(clinic, "Ana", "Lee", born=date(1990, 2, 1))
    new_client(clinic, "Ana", "Lee", born=date(1971, 7, 9))
    hits = record_hits(clinic.services().find.everything("ana lee"), date(2026, 11, 19))
    details = {hit.detail.split(" · ")[0] for hit in hits}
    assert details == {"Feb 1, 1990 (36)", "Jul 9, 1971 (55)"}

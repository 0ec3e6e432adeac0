"""Closed days on the clinic's screen: by hand, by the state's list, all federal ones at once."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iopdesk.ui.clinic.closed_days_card import ClosedDaysCard
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from tests.clinic_for_tests import TestClinic


def _card(desk: Desk, clinic: TestClinic, qtbot: QtBot, role: str) -> ClosedDaysCard:
    limited = Desk(**{**vars(desk), "services": clinic.services(role)})  # type: ignore[arg-type]
    card = ClosedDaysCard(limited)
    qtbot.addWidget(card)
    with qtbot.waitExposed(card):
        card.show()
    card.refresh()
    return card


def test_days_are_closed_and_opened_again(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    card = _card(desk, clinic, qtbot, "director")
    assert card.empty.isVisible()
    QTest.keyClicks(card.day, "12/24/2026")
    QTest.keyClick(card.day, Qt.Key.Key_Return)
    assert card.form.problems_shown() == {"words": "Say why in a few words."}
    QTest.keyClicks(card.words, "Holiday eve")
    QTest.keyClick(card.words, Qt.Key.Key_Return)
    (closed,) = clinic.services().closed_day.of_year(2026)
    assert (closed.day, closed.words) == (date(2026, 12, 24), "Holiday eve")
    qtbot.mouseClick(card.holidays, Qt.MouseButton.LeftButton)
    assert len(clinic.services().closed_day.of_year(2026)) > 10
    messages = card._desk.messages  # noqa: SLF001 -- what was said
    assert isinstance(messages, RecordedMessages)
    assert "days closed" in messages.words[-1]
    card.table.pressed.emit(closed)
    assert closed.id not in {each.id for each in clinic.services().closed_day.of_year(2026)}


def test_others_only_look(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    clinic.services("director").closed_day.close(date(2026, 12, 24), "Holiday eve")
    card = _card(desk, clinic, qtbot, "front_desk")
    assert card.table.isVisible()
    assert not card.form.isVisible()
    assert not card.holidays.isVisible()

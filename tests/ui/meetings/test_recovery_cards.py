"""The Meetings tab: a last name is refused kindly, a week is excused, steps are noted."""

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from iopdesk.domain.mutual_help import WorkKind
from iopdesk.ui.desk import Desk
from iopdesk.ui.meetings.client_meetings_tab import ClientMeetingsTab
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.widgets.part_card import PartCard
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client


@pytest.fixture
def tab(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> ClientMeetingsTab:
    client_id = admitted_client(clinic, "Dolores", "Quiñones", admitted=date(2026, 10, 26))
    made = ClientMeetingsTab(desk)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.arrive(client_id)
    with qtbot.waitExposed(made):
        made.show()
    return made


def client_of(tab: ClientMeetingsTab) -> UUID:
    assert tab._client_id is not None  # noqa: SLF001
    return tab._client_id  # noqa: SLF001


def fill(qtbot: QtBot, card: PartCard, **values: str) -> None:
    qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
    for name, text in values.items():
        field = card.form.field(name)
        assert isinstance(field, QLineEdit)
        qtbot.keyClicks(field, text)
    qtbot.mouseClick(card.save, Qt.MouseButton.LeftButton)


def test_a_sponsors_last_name_is_refused_kindly(
    desk: Desk, tab: ClientMeetingsTab, qtbot: QtBot
) -> None:
    card = tab.recovery.sponsor
    fill(qtbot, card, name="Maria Lopez")
    assert "First name only, please" in card.form.problems_shown()["name"]
    assert tab.has_unsaved()
    field = card.form.field("name")
    assert isinstance(field, QLineEdit)
    field.setText("Maria L.")
    qtbot.mouseClick(card.save, Qt.MouseButton.LeftButton)
    assert card.lines() == ["Maria L."]
    (kept,) = desk.services.mutual_help.of(client_of(tab)).sponsors
    assert (kept.name, kept.relation) == ("Maria L.", "sponsor")


def test_an_excused_week_stands_in_its_chip(tab: ClientMeetingsTab, qtbot: QtBot) -> None:
    fill(qtbot, tab.recovery.excused, starts="11/11/2026", words="flu")
    assert tab.recovery.excused.lines() == ["Nov 9 to Nov 15: Ill, flu"]


def test_a_step_is_noted(desk: Desk, tab: ClientMeetingsTab, qtbot: QtBot) -> None:
    card = tab.recovery.work
    qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
    kind = card.form.field("kind")
    assert isinstance(kind, ChoiceField)
    kind.set_value(WorkKind.STEP)
    for name, text in (("day", "11/18/2026"), ("step", "4"), ("words", "inventory")):
        field = card.form.field(name)
        assert isinstance(field, QLineEdit)
        field.setText(text)
    qtbot.mouseClick(card.save, Qt.MouseButton.LeftButton)
    assert card.lines() == ["Step 4: inventory (Nov 18)"]
    (kept,) = desk.services.mutual_help.of(client_of(tab)).work
    assert (kept.kind, kept.step) == (WorkKind.STEP, 4)


def test_in_a_narrow_window_no_card_stands_in_a_slit(tab: ClientMeetingsTab) -> None:
    for narrow in (True, False, True):
        tab.set_narrow(narrow)
    inner = [area for area in tab.findChildren(QScrollArea) if area.isVisible()]
    assert inner == []
    assert tab.recovery.work.isVisible()
    tab.set_narrow(False)
    assert tab.recovery.work.isVisible()

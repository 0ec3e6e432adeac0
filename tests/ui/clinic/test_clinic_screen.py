from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from iopdesk.ui.clinic.clinic_screen import ClinicScreen
from iopdesk.ui.desk import Desk
from iopdesk.ui.look import chosen_look
from iopdesk.ui.widgets.fields import ChoiceField
from iopdesk.ui.wording import screen_wording
from tests.clinic_for_tests import TestClinic


@pytest.fixture
def screen(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> ClinicScreen:
    director = replace(desk, services=clinic.services("director"))
    made = ClinicScreen(director)
    qtbot.addWidget(made)
    made.resize(1170, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def _field(screen: ClinicScreen, name: str) -> QLineEdit:
    field = screen.facts.form.field(name)
    assert isinstance(field, QLineEdit)
    return field


def test_facts_are_shown_and_saved(screen: ClinicScreen, clinic: TestClinic, qtbot: QtBot) -> None:
    assert _field(screen, "name").text() == "Harbor Light IOP"
    qtbot.keyClicks(_field(screen, "address"), "12 Palm Avenue, Corona")
    assert screen.has_unsaved()
    qtbot.mouseClick(screen.facts.save, Qt.MouseButton.LeftButton)
    assert clinic.services("director").clinic.facts().address == "12 Palm Avenue, Corona"
    assert screen.desk.messages.words == ["Saved."]
    assert not screen.has_unsaved()


def test_the_word_for_client_changes_every_text(
    screen: ClinicScreen, clinic: TestClinic, qtbot: QtBot
) -> None:
    term = screen.facts.form.field("client_term")
    assert isinstance(term, ChoiceField)
    term.setFocus()
    with qtbot.waitSignal(screen.desk.changes.look_changed):
        qtbot.keyClick(term, Qt.Key.Key_Down)
        qtbot.mouseClick(screen.facts.save, Qt.MouseButton.LeftButton)
    assert clinic.services("director").clinic.facts().client_term == "patient"
    again = ClinicScreen(screen.desk)
    qtbot.addWidget(again)
    offered = again.facts.form.field("client_term")
    assert isinstance(offered, ChoiceField)
    words = [offered.itemText(at) for at in range(offered.count())]
    assert words == ["client", "patient", "guest", "participant"]
    assert screen_wording()("Clients") == "Patients"


def test_what_is_wrong_stands_beside_its_field(screen: ClinicScreen, qtbot: QtBot) -> None:
    _field(screen, "name").clear()
    _field(screen, "zone").setText("Mars/Base")
    qtbot.mouseClick(screen.facts.save, Qt.MouseButton.LeftButton)
    assert screen.facts.form.problems_shown() == {
        "name": "Type the clinic's name.",
        "zone": "This time zone is not known.",
    }


def test_second_saver_sees_both_values_and_chooses(
    screen: ClinicScreen, clinic: TestClinic, qtbot: QtBot
) -> None:
    qtbot.keyClicks(_field(screen, "address"), "12 Palm Avenue")
    other = clinic.services("director").clinic
    facts = other.facts()
    other.save(base=facts, mine=replace(facts, address="9 Oak Street", phone="951-555-0177"))
    screen.desk.messages.answers = ["mine"]
    qtbot.mouseClick(screen.facts.save, Qt.MouseButton.LeftButton)
    assert other.facts().address == "12 Palm Avenue"
    assert other.facts().phone == "951-555-0177"


def test_staff_are_listed_with_their_roles(screen: ClinicScreen) -> None:
    names = [row.draft.name for row in screen.staff.model.rows()]
    assert "R. Alvarez" in names
    assert len(names) == 5


def test_a_counselor_sees_the_facts_and_no_staff(desk: Desk, qtbot: QtBot) -> None:
    made = ClinicScreen(desk)
    qtbot.addWidget(made)
    made.show()
    assert not made.facts.form.isEnabled()
    assert not made.staff.isVisible()
    assert made.facts.save.isHidden()


def test_theme_and_size_are_kept_and_told(screen: ClinicScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.desk.changes.look_changed):
        screen.computer.theme.setCurrentIndex(screen.computer.theme.findText("Dark"))
    assert chosen_look().theme == "dark"

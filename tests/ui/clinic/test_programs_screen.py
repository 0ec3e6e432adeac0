from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iopdesk.domain.program import AgeGroup
from iopdesk.ui.clinic.programs_screen import ProgramsScreen
from iopdesk.ui.desk import Desk
from tests.clinic_for_tests import TestClinic


@pytest.fixture
def screen(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> ProgramsScreen:
    made = ProgramsScreen(replace(desk, services=clinic.services("director")))
    qtbot.addWidget(made)
    made.resize(1170, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def names(screen: ProgramsScreen) -> list[str]:
    return [line.draft.name for line in screen.model.rows()]


def test_a_program_of_ones_own_by_keyboard(
    screen: ProgramsScreen, clinic: TestClinic, qtbot: QtBot
) -> None:
    screen.add.click()
    qtbot.keyClicks(screen.card.name, "Youth, 45 days")
    screen.card.days.selectAll()
    qtbot.keyClicks(screen.card.days, "45")
    screen.card.age.button(AgeGroup.ADOLESCENT).click()
    screen.card.phases.add.click()
    hours = screen.card.phases.lines[1].fields["minutes_a_week"]
    hours.selectAll()
    qtbot.keyClicks(hours, "5.5")
    assert "Phase 2: Level 2.1 begins at 6 hours a week." in screen.card.notices.texts()
    qtbot.keyClick(hours, Qt.Key.Key_Return)
    assert screen.desk.messages.words == ["Saved. Clients keep what they were given."]
    assert names(screen) == ["90 days, day", "Youth, 45 days"]
    stored = clinic.services().episode.programs()
    assert next((p.name, [ph.minutes_a_week for ph in p.phases]) for p in stored) == (
        "Youth, 45 days",
        [540, 330],
    )
    assert not screen.has_unsaved()


def test_phases_move_and_go_and_what_is_wrong_stands_beside_them(
    screen: ProgramsScreen, clinic: TestClinic
) -> None:
    editor = screen.card.phases
    assert [line.fields["name"].text() for line in editor.lines] == [
        "Phase 1",
        "Phase 2",
        "Phase 3",
    ]
    editor.lines[2].up.click()
    editor.lines[0].remove.click()
    assert [line.fields["name"].text() for line in editor.lines] == ["Phase 3", "Phase 2"]
    editor.lines[1].fields["days"].clear()
    screen.card.save.click()
    assert editor.lines[1].problem.text() == "A phase lasts 1 to 730 days."
    editor.lines[1].fields["days"].setText("20")
    screen.card.save.click()
    (program,) = clinic.services().episode.programs()
    assert [(p.position, p.name, p.days) for p in program.phases] == [
        (1, "Phase 3", 30),
        (2, "Phase 2", 20),
    ]


def test_copy_and_retire(screen: ProgramsScreen, clinic: TestClinic) -> None:
    screen.copy.click()
    assert screen.card.name.text() == "Copy of 90 days, day"
    screen.card.save.click()
    assert names(screen) == ["90 days, day", "Copy of 90 days, day"]
    screen.retire.click()
    assert [p.name for p in clinic.services().episode.programs()] == ["90 days, day"]
    assert screen.retire.text() == "B&ring back"
    screen.retire.click()
    assert len(clinic.services().episode.programs()) == 2


def test_two_people_at_one_phase_see_both(screen: ProgramsScreen, clinic: TestClinic) -> None:
    other = clinic.services("director").program
    line = other.programs().programs[0]
    field = screen.card.phases.lines[0].fields["days"]
    field.setText("25")
    field.textEdited.emit("25")
    phases = (replace(line.draft.phases[0], days=35), *line.draft.phases[1:])
    other.save(line.program_id, base=line.draft, mine=replace(line.draft, phases=phases))
    assert field.text() == "25"
    screen.desk.messages.answers = ["mine"]
    screen.card.save.click()
    assert other.programs().programs[0].draft.phases[0].days == 25
    assert other.programs().programs[0].draft.days == 90


def test_others_read_programs(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    made = ProgramsScreen(desk)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    assert made.add.isHidden()
    assert made.card.save.isHidden()
    assert made.card.name.isReadOnly()

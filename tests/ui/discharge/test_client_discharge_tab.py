"""The chart's Discharge tab: what it says in each state, and where its buttons lead."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iopdesk.domain.language import Language
from iopdesk.domain.step_down import NextStep
from iopdesk.ui.desk import Desk
from iopdesk.ui.discharge.client_discharge_tab import ClientDischargeTab
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    return admitted_client(clinic, "Priya", "Shah")


def shown(desk: Desk, qtbot: QtBot, client_id: UUID) -> ClientDischargeTab:
    made = ClientDischargeTab(desk)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.arrive(client_id)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_nothing_begun_leads_to_the_step_down(desk: Desk, qtbot: QtBot, client_id: UUID) -> None:
    made = shown(desk, qtbot, client_id)
    assert "No step-down has been started" in made.nothing.words()
    with qtbot.waitSignal(desk.navigation.requested) as asked:
        qtbot.mouseClick(made.start, Qt.MouseButton.LeftButton)
    assert (asked.args[0].place, asked.args[0].record_id) == ("step_down", client_id)


def test_a_draft_shows_steps_and_what_is_missing(desk: Desk, qtbot: QtBot, client_id: UUID) -> None:
    base = desk.services.step_down.start(client_id)
    desk.services.step_down.save(
        replace(base, next_steps=(NextStep(words="Dentist", day=date(2026, 12, 10)),)), base
    )
    made = shown(desk, qtbot, client_id)
    texts = made.facts.texts()
    assert "Dentist, Thu, Dec 10" in texts
    assert any(text.startswith("Draft; planned end") for text in texts)
    assert "No warning signs written" in made.checks.list.missing()
    with qtbot.waitSignal(desk.preview.asked) as asked:
        qtbot.mouseClick(made.print_copy, Qt.MouseButton.LeftButton)
    assert asked.args[0].maker(Language.ENGLISH).title == "My next steps"


def test_after_discharge_it_lists_the_calls(desk: Desk, qtbot: QtBot, client_id: UUID) -> None:
    base = desk.services.step_down.start(client_id)
    saved = desk.services.step_down.save(replace(base, reason="completed"), base)
    desk.services.step_down.discharge(saved.id, date(2026, 11, 19))
    made = shown(desk, qtbot, client_id)
    assert "Discharged Thu, Nov 19, 2026 by R. Alvarez, LCSW" in made.facts.texts()
    assert "Sat, Dec 19, 2026" in made.calls.texts()
    assert not made.checks.isVisible()


def test_the_front_desk_reads_a_calm_sentence(
    desk: Desk, clinic: TestClinic, qtbot: QtBot, client_id: UUID
) -> None:
    made = shown(replace(desk, services=clinic.services("front_desk")), qtbot, client_id)
    assert made.nothing.words() == "Step-downs are written and seen by counselors."
    assert not made.start.isVisible()

"""The tab "Plan" of a chart: what it says and where its buttons lead."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from iopdesk.ui.desk import Desk
from iopdesk.ui.navigation import Visit
from iopdesk.ui.plans.plan_tab import PlanTab
from iopdesk.ui.preview import PaperRequest
from tests.clinic_for_tests import TestClinic
from tests.ui.plans.plan_fixtures import fill_plan, make_client


@pytest.fixture
def client_id(clinic: TestClinic) -> UUID:
    return make_client(clinic)


def opened(qtbot: QtBot, desk: Desk, client_id: UUID) -> tuple[PlanTab, list[Visit]]:
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    tab = PlanTab(desk)
    qtbot.addWidget(tab)
    tab.arrive(client_id)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab, visits


def test_without_a_plan_one_click_starts_it(qtbot: QtBot, desk: Desk, client_id: UUID) -> None:
    tab, visits = opened(qtbot, desk, client_id)
    assert tab.empty.words().startswith("No treatment plan yet.")
    qtbot.mouseClick(tab.start, Qt.MouseButton.LeftButton)
    assert visits[-1] == Visit("plan", client_id)
    assert desk.services.plan.newest(client_id) is not None


def test_goals_progress_and_versions_are_shown(qtbot: QtBot, desk: Desk, client_id: UUID) -> None:
    plan = fill_plan(desk.services, client_id)
    desk.services.plan.sign(plan.id)
    desk.services.plan.record_client_signature(plan.id, "paper")
    tab, visits = opened(qtbot, desk, client_id)
    words = [each.text() for each in tab.findChildren(QLabel) if each.isVisible()]
    assert f"1 {plan.problems[0].goals[0].text}" in words
    assert "1 of 3 met" in words
    assert "Version 1, signed" in words
    row = [column.text(tab.rows.rows()[0]) for column in tab.rows.columns]
    assert row == ["1", "Nov 19, 2026", "Signed", "Signed on paper"]
    qtbot.mouseClick(tab.open_button, Qt.MouseButton.LeftButton)
    assert visits[-1] == Visit("plan", client_id)


def test_both_papers_can_be_printed(qtbot: QtBot, desk: Desk, client_id: UUID) -> None:
    fill_plan(desk.services, client_id)
    asked: list[PaperRequest] = []
    desk.preview.asked.connect(asked.append)
    tab, _visits = opened(qtbot, desk, client_id)
    qtbot.mouseClick(tab.print_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(tab.copy_button, Qt.MouseButton.LeftButton)
    titles = [request.maker(request.language).title for request in asked]
    assert titles == ["Treatment plan, version 1", "My plan"]

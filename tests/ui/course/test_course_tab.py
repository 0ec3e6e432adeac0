from dataclasses import replace
from datetime import date

from pytestqt.qtbot import QtBot

from iopdesk.domain.placement import Change
from iopdesk.domain.setback import SetbackDraft
from iopdesk.ui.clients.chart_screen import ChartScreen
from iopdesk.ui.course.course_tab import CourseTab
from iopdesk.ui.desk import Desk
from iopdesk.ui.navigation import Visit
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client, new_client
from tests.factories.placements import place

TODAY = date(2026, 11, 19)


def shown(desk: Desk, qtbot: QtBot) -> CourseTab:
    tab = CourseTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1170, 600)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def texts(tab: CourseTab) -> list[str]:
    return [tab.model.columns[2].text(line) for line in tab.model.rows()]


def test_one_line_of_everything_newest_first(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    client_id = admitted_client(clinic)
    place(clinic, client_id, TODAY, change=Change.STEP_DOWN, minutes_a_week=720, reason="Steady")
    begun = SetbackDraft(TODAY, what_happened="Two drinks")
    setback_id = clinic.services().setback.save(client_id, None, base=SetbackDraft(), mine=begun)
    tab = shown(desk, qtbot)
    tab.arrive(client_id)
    assert texts(tab) == [
        "Planned end",
        "Return to use (open)",
        "Step down: Phase 1, day",
        "Admitted: 90 days, day",
    ]
    assert tab.notices.texts() == ["Return to use, Thu, Nov 19: some steps are still open."]
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    tab.table.choose(str(setback_id))
    tab.table.opened.emit(tab.table.current_row())
    tab.step.click()
    tab.hold.click()
    tab.setback.click()
    assert visits == [
        Visit("setback", client_id, {"setback": setback_id}),
        Visit("placement", client_id, {"change": "step_down"}),
        Visit("placement", client_id, {"change": "hold"}),
        Visit("setback", client_id),
    ]


def test_the_desk_sees_the_dose_and_neither_reasons_nor_setbacks(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    place(clinic, client_id, TODAY, minutes_a_week=720, reason="After a return to use")
    begun = SetbackDraft(TODAY, what_happened="Two drinks")
    clinic.services().setback.save(client_id, None, base=SetbackDraft(), mine=begun)
    tab = shown(replace(desk, services=clinic.services("front_desk")), qtbot)
    tab.arrive(client_id)
    assert texts(tab) == ["Planned end", "Other change: Phase 1, day", "Admitted: 90 days, day"]
    assert all(line.reason == "" for line in tab.model.rows())
    assert tab.step.isHidden()
    assert tab.setback.isHidden()


def test_nobody_admitted_is_told_what_to_do(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    tab = shown(desk, qtbot)
    tab.arrive(new_client(clinic))
    assert tab.empty.isVisible()
    assert tab.step.isHidden()


def test_an_open_setback_stands_in_the_charts_header(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    begun = SetbackDraft(TODAY, what_happened="Two drinks")
    clinic.services().setback.save(client_id, None, base=SetbackDraft(), mine=begun)
    for role, is_told in (("counselor", True), ("front_desk", False)):
        chart = ChartScreen(replace(desk, services=clinic.services(role)))
        qtbot.addWidget(chart)
        with qtbot.waitExposed(chart):
            chart.show()
        chart.arrive(client_id)
        assert ("Setback of Nov 19 open" in chart.header.texts()) == is_told

"""Drug screens entered by letters, listed with what explains them, and drawn by lot."""

from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iopdesk.domain.drug_screen import Finding, ScreenDraft
from iopdesk.domain.health import Medication
from iopdesk.ui.desk import Desk
from iopdesk.ui.navigation import Visit
from iopdesk.ui.record.drug_screen_screen import DrugScreenScreen
from iopdesk.ui.record.screen_draw_screen import ScreenDrawScreen
from iopdesk.ui.record.screens_page import ScreensPage
from iopdesk.ui.widgets.fields import ChoiceField
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client

TODAY = date(2026, 11, 19)


def opened(desk: Desk, qtbot: QtBot, client_id: UUID, **more: object) -> DrugScreenScreen:
    screen = DrugScreenScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1190, 700)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.arrive(client_id, **more)
    screen.activateWindow()
    return screen


def choice(screen: DrugScreenScreen, name: str) -> ChoiceField:
    field = screen.form.field(name)
    assert isinstance(field, ChoiceField)
    return field


def test_letters_enter_a_panel(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    client_id = admitted_client(clinic)
    screen = opened(desk, qtbot, client_id)
    choice(screen, "panel").set_value("5")
    screen.findings.quick["AMP"].setFocus()
    for key in "np":
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
    screen.negative.click()
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    QTest.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (one,) = clinic.services().drug_screen.view(client_id).screens
    shown = {"tab": "assessment", "about": "screens", "chosen": one.screen_id}
    assert visits == [Visit("client", client_id, shown)]
    (one,) = clinic.services().drug_screen.view(client_id).screens
    assert one.result == "presumptive"
    assert one.draft.findings["COC"] == Finding("positive")
    assert one.draft.findings["THC"] == Finding("negative")
    assert one.draft.collected_by == "R. Alvarez, LCSW"


def test_a_refused_one_has_no_findings(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    client_id = admitted_client(clinic)
    screen = opened(desk, qtbot, client_id)
    screen.negative.click()
    choice(screen, "state").set_value("refused")
    assert not screen.found.isVisible()
    screen.save.click()
    (one,) = clinic.services().drug_screen.view(client_id).screens
    assert (one.draft.state, one.result, one.draft.findings) == ("refused", "", {})


def test_what_came_back_is_entered_later(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    client_id = admitted_client(clinic)
    draft = ScreenDraft(TODAY - timedelta(days=2), panel="5", method="lab_screen")
    service = clinic.services().drug_screen
    screen_id = service.save(client_id, None, base=ScreenDraft(), mine=draft)
    screen = opened(desk, qtbot, client_id, screen=screen_id)
    screen.negative.click()
    screen.back.set_value(TODAY - timedelta(days=5))
    screen.save.click()
    assert screen.form.problems_shown() == {"result_day": "The result is older than the screen."}
    screen.back.set_value(TODAY)
    screen.save.click()
    (one,) = service.view(client_id).screens
    assert (one.result, one.draft.result_day) == ("negative", TODAY)


def test_the_list_says_what_explains_a_positive(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    clinic.services().health.save(client_id, Medication("Methadone", started=TODAY))
    found = {"MTD": Finding("positive"), "THC": Finding("positive", "positive", "42 ng/mL")}
    draft = ScreenDraft(TODAY, findings=found)
    clinic.services().drug_screen.save(client_id, None, base=ScreenDraft(), mine=draft)
    page = ScreensPage(desk)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.arrive(client_id)
    assert "Methadone (Methadone)" in page.expected.text()
    assert page.full.texts() == [
        "Methadone",
        "Positive, quick test, explained by Methadone",
        "Cannabis metabolite",
        "Positive, confirmed, 42 ng/mL",
    ]
    assert [page.model.columns[1].text(row) for row in page.model.rows()] == [
        "Something found, confirmed"
    ]


def test_the_keys_are_on_what_was_just_saved(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    client_id = admitted_client(clinic)
    save = clinic.services().drug_screen.save
    old, new = (
        save(client_id, None, base=ScreenDraft(), mine=ScreenDraft(TODAY - timedelta(days=ago)))
        for ago in (40, 2)
    )
    page = ScreensPage(desk)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.arrive(client_id)
    assert page.table.current_row().screen_id == new
    page.new.setFocus()
    page.arrive(client_id, chosen=old)
    assert page.table.current_row().screen_id == old
    assert page.table.hasFocus()


def test_a_lot_is_drawn_and_what_happened_is_entered(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    client_id = admitted_client(clinic)
    screen = ScreenDrawScreen(desk)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.arrive(None)
    assert [row.who for row in screen.pool.rows()] == ["Dwayne P."]
    QTest.keyClick(screen.wanted, Qt.Key.Key_Return)
    (drawn,) = screen.model.rows()
    assert drawn.state == "drawn"
    assert "Worked out again: the same." in screen.kept.text()
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    screen.table.opened.emit(drawn)
    assert visits == [Visit("drug_screen", client_id, {"screen": drawn.screen_id})]
    entry = opened(desk, qtbot, client_id, screen=drawn.screen_id)
    choice(entry, "state").set_value("missed")
    entry.save.click()
    assert screen.model.rows()[0].state == "missed"

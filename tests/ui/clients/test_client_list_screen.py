from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iopdesk.domain.client import ClientState
from iopdesk.ui.clients.client_list_screen import ClientListScreen
from iopdesk.ui.desk import Desk
from iopdesk.ui.navigation import Visit
from tests.clinic_for_tests import TestClinic
from tests.factories.people import admitted_client, new_client


def shown(qtbot: QtBot, desk: Desk) -> ClientListScreen:
    screen = ClientListScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1178, 700)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
        screen.setFocus()
    screen.arrive(None)
    return screen


def names(screen: ClientListScreen) -> list[str]:
    model = screen.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_list_begins_with_those_in_program(
    qtbot: QtBot, desk: Desk, clinic: TestClinic
) -> None:
    admitted_client(clinic, "Dwayne", "Porter")
    new_client(clinic, "Ada", "Young")
    screen = shown(qtbot, desk)
    assert names(screen) == ["Porter, Dwayne"]
    assert screen.found.text() == "1 client"
    qtbot.mouseClick(screen.states.button(ClientState.WAITING), Qt.MouseButton.LeftButton)
    assert names(screen) == ["Young, Ada"]


def test_typing_finds_everyone_and_enter_opens_the_chart(
    qtbot: QtBot, desk: Desk, clinic: TestClinic
) -> None:
    client_id = new_client(clinic, "Dolores", "Quiñones", born=date(1975, 12, 31))
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    screen = shown(qtbot, desk)
    qtbot.keyClicks(screen.search, "quinones dol")
    qtbot.waitUntil(lambda: names(screen) == ["Quiñones, Dolores"])
    assert screen.found.text() == "1 found among everyone"
    qtbot.keyClick(screen.search, Qt.Key.Key_Down)
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert visits == [Visit("client", client_id)]


def test_nobody_found_says_so_and_offers_a_new_client(
    qtbot: QtBot, desk: Desk, clinic: TestClinic
) -> None:
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    screen = shown(qtbot, desk)
    qtbot.keyClicks(screen.search, "nobody")
    qtbot.waitUntil(lambda: screen.found.text() == "0 found among everyone")
    screen.new_client.click()
    assert visits[0].place == "new_client"
    assert visits[0].more == {"typed": "nobody"}


def test_a_client_made_elsewhere_appears(qtbot: QtBot, desk: Desk, clinic: TestClinic) -> None:
    screen = shown(qtbot, desk)
    assert names(screen) == []
    admitted_client(clinic)
    assert names(screen) == ["Porter, Dwayne"]


def test_narrow_windows_hide_lesser_columns(qtbot: QtBot, desk: Desk, clinic: TestClinic) -> None:
    admitted_client(clinic)
    screen = shown(qtbot, desk)
    screen.set_narrow(True)
    heads = [
        screen.table.model().headerData(at, Qt.Orientation.Horizontal)
        for at in range(screen.table.model().columnCount())
        if not screen.table.isColumnHidden(at)
    ]
    assert heads == ["Name", "Chart", "Born", "State", "Day"]

"""The weekly dose: who can't get there, week by week, and where its lines lead."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iopdesk.domain.attendance import Mark
from iopdesk.ui.desk import Desk
from iopdesk.ui.navigation import Visit
from iopdesk.ui.today.dose_screen import MINE, SHORT, DoseScreen
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import MONDAY, mark, member, new_group, slot_on


def _screen(desk: Desk, qtbot: QtBot) -> DoseScreen:
    screen = DoseScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1180, 680)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    QTest.qWaitForWindowActive(screen)
    return screen


def _names(screen: DoseScreen) -> list[str]:
    model = screen.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def _cell(screen: DoseScreen, head: str) -> str:
    model = screen.table.model()
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    text = model.index(0, heads.index(head)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(text, str)
    return text


def test_an_empty_week_says_so(desk: Desk, qtbot: QtBot) -> None:
    screen = _screen(desk, qtbot)
    assert screen.empty.isVisible()
    assert screen.title.facts() == "week of Nov 16, 2026: 0 clients"


def test_who_cannot_reach_it_and_the_week_before(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    group_id = new_group(clinic, weekdays=(0, 1, 2, 3, 4), minutes=180)
    short = member(clinic, group_id, "Jordan", "Tate")
    fine = member(clinic, group_id, "Ana", "Lee")
    for weekday in range(3):
        day = MONDAY + timedelta(days=weekday)
        mark(clinic, slot_on(clinic, group_id, weekday), short, Mark.ABSENT, day)
        mark(clinic, slot_on(clinic, group_id, weekday), fine, Mark.PRESENT, day)
    screen = _screen(desk, qtbot)
    assert _names(screen) == ["Ana Lee", "Jordan Tate"]
    assert screen.title.facts().endswith("2 clients, 1 can't reach their hours")
    screen.whose.button(SHORT).click()
    assert _names(screen) == ["Jordan Tate"]
    told = [_cell(screen, head) for head in ("Attended", "Possible", "Days", "Payer", "Week")]
    assert told == ["0 of 15 h", "6 h", "0 of 5", "0 of 3 days", "Below 9 h"]
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    screen.table.setFocus()
    screen.table.choose_first()
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    qtbot.keyClick(screen.table, Qt.Key.Key_M)
    assert [(v.place, v.record_id, dict(v.more)) for v in visits] == [
        ("client", short, {"tab": "attendance"}),
        ("appointment", short, {}),
    ]
    qtbot.keyClick(screen.table, Qt.Key.Key_B)
    assert screen.title.facts().startswith("week of Nov 9, 2026")
    screen.now.click()
    screen.whose.button(MINE).click()
    screen.search.setText("ana")
    qtbot.waitUntil(lambda: _names(screen) == ["Ana Lee"])


def test_opened_on_a_day(desk: Desk, qtbot: QtBot) -> None:
    screen = _screen(desk, qtbot)
    screen.arrive(None, day=date(2026, 1, 1))
    assert screen.title.facts().startswith("week of Dec 29, 2025")

"""Reports by keyboard: choose, narrow, open the clients of a number, save and print."""

import csv
import io
import uuid
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from iopdesk.domain.attendance import Mark
from iopdesk.domain.language import Language
from iopdesk.domain.report import SpanChoice
from iopdesk.domain.report_names import ReportName
from iopdesk.domain.staff import Role
from iopdesk.storage.access_tables import AccessRow
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Visit
from iopdesk.ui.preview import PaperRequest
from iopdesk.ui.reports.reports_screen import ReportsScreen
from iopdesk.ui.widgets.rows_model import LOOK_ROLE
from iopdesk.ui.widgets.table_view import TableView
from tests.clinic_for_tests import TestClinic
from tests.documents.printed import Printed
from tests.factories.groups import THURSDAY, mark, member, new_group, slot_on


@pytest.fixture
def people(clinic: TestClinic) -> dict[str, uuid.UUID]:
    """Two groups of a Thursday with two clients each; one client was absent."""
    found = {}
    for name, start, who in (
        ("Early recovery", 9, (("Tanya", "Brooks"), ("=Ana", "Ávila"))),
        ("Skills", 13, (("Priya", "Shah"), ("Dwayne", "Porter"))),
    ):
        group = new_group(clinic, name, start=time(start))
        for first, last in who:
            found[last] = member(clinic, group, first, last)
            given = Mark.ABSENT if last == "Shah" else Mark.PRESENT
            mark(clinic, slot_on(clinic, group), found[last], given)
    return found


@pytest.fixture
def supervisor(desk: Desk, clinic: TestClinic) -> Desk:
    return replace(desk, services=clinic.services(Role.SUPERVISOR))


def shown(desk: Desk, qtbot: QtBot, **more: object) -> ReportsScreen:
    screen = ReportsScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1180, 680)
    screen.set_narrow(False)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    QTest.qWaitForWindowActive(screen)
    screen.arrive(None, **more)
    screen.list.setFocus()
    return screen


def cells(table: TableView | None) -> list[list[str]]:
    assert table is not None
    model = table.model()
    return [
        [
            model.index(row, at).data() or model.index(row, at).data(LOOK_ROLE).text
            for at in range(model.columnCount())
        ]
        for row in range(model.rowCount())
    ]


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def messages(desk: Desk) -> RecordedMessages:
    assert isinstance(desk.messages, RecordedMessages)
    return desk.messages


def test_a_report_is_chosen_by_keyboard_and_remembered(
    desk: Desk, people: dict[str, uuid.UUID], qtbot: QtBot
) -> None:
    screen = shown(desk, qtbot)
    assert screen.card.title() == "Attendance by group"
    assert cells(screen.table) == [
        ["Early recovery", "1", "2", "2", "0", "0", "0", "0", "3", "100%"],
        ["Skills", "1", "2", "1", "0", "0", "0", "1", "1.5", "50%"],
        ["All together", "2", "4", "3", "0", "0", "0", "1", "4.5", "75%"],
    ]
    assert "Excused are left out" in screen.definitions.text()
    press(Qt.Key.Key_Down)
    assert screen.card.title() == "Attendance by client"
    assert [row[0] for row in cells(screen.table)][:2] == ["Ávila, =Ana", "Brooks, Tanya"]
    again = shown(desk, qtbot)
    assert again.list.value is ReportName.ATTENDANCE_BY_CLIENT


def test_a_number_opens_its_clients_and_a_client_the_chart(
    desk: Desk, people: dict[str, uuid.UUID], qtbot: QtBot
) -> None:
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    screen = shown(desk, qtbot)
    press(Qt.Key.Key_Return, Qt.Key.Key_Down)
    press(*[Qt.Key.Key_Right] * 7, Qt.Key.Key_Return)
    assert screen.panel.isVisible()
    assert screen.panel.title() == "Skills: Absent"
    assert cells(screen.panel.table) == [["Priya Shah", "M-00003", "In program"]]
    press(Qt.Key.Key_Return)
    assert (visits[-1].place, visits[-1].record_id) == ("client", people["Shah"])
    press(Qt.Key.Key_Escape)
    assert not screen.panel.isVisible()
    assert screen.table is not None
    assert screen.table.hasFocus()


def test_the_clients_of_a_report_of_stays(
    desk: Desk, people: dict[str, uuid.UUID], qtbot: QtBot
) -> None:
    screen = shown(desk, qtbot, report=ReportName.RETENTION)
    assert screen.table is not None
    screen.table.setFocus()
    press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert screen.panel.isVisible()
    assert len(cells(screen.panel.table)) == 4


def test_only_this_client(desk: Desk, people: dict[str, uuid.UUID], qtbot: QtBot) -> None:
    screen = shown(desk, qtbot)
    press(Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert len(cells(screen.panel.table)) == 2
    screen.panel.table.choose(people["Shah"])
    screen.panel.narrow_button.click()
    assert cells(screen.table) == [["Skills", "1", "1", "0", "0", "0", "0", "1", "0", "0%"]]
    assert screen.filters.client.text() == "Priya Shah"
    screen.filters.client.click()
    assert len(cells(screen.table)) == 3


def test_days_of_ones_own_and_days_without_anything(
    desk: Desk, people: dict[str, uuid.UUID], qtbot: QtBot
) -> None:
    screen = shown(desk, qtbot)
    screen.filters.span.set_value(SpanChoice.LAST_WEEK)
    assert "Nothing was recorded on these days." in screen.empty.words()
    assert not screen.print.isEnabled()
    screen.filters.span.set_value(SpanChoice.OWN)
    assert "Give the first and the last day" in screen.empty.words()
    QTest.keyClicks(QApplication.focusWidget(), "11/19/2026")
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "11/1/2026")
    press(Qt.Key.Key_Return)
    assert "before the first" in screen.empty.words()
    screen.filters.last.setText("11/20/2026")
    press(Qt.Key.Key_Return)
    assert len(cells(screen.table)) == 3


def test_what_is_sorted_on_the_screen_is_sorted_in_the_file(
    supervisor: Desk, people: dict[str, uuid.UUID], qtbot: QtBot, tmp_path: Path, clinic: TestClinic
) -> None:
    screen = shown(supervisor, qtbot, report=ReportName.ATTENDANCE_BY_CLIENT)
    assert screen.table is not None
    screen.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    on_screen = cells(screen.table)
    assert on_screen[-1][0] == "All together"
    messages(supervisor).answers += [True, tmp_path / "march"]
    QTest.keyClick(
        screen.list,
        Qt.Key.Key_S,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    data = (tmp_path / "march.csv").read_bytes()
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0][:3] == ["Name", "Chart", "Present"]
    assert rows[1 : len(on_screen) + 1] == on_screen
    assert ["From", "Wed, Oct 21, 2026"] in rows
    assert messages(supervisor).words == ["Saved. The file is not encrypted."]
    with clinic.store.read() as db:
        logged = db.execute(select(AccessRow.what, AccessRow.purpose)).all()
    assert ("export list", "Attendance by client") in [tuple(row) for row in logged]


def test_a_counselor_prints_but_saves_no_file(
    desk: Desk, people: dict[str, uuid.UUID], qtbot: QtBot
) -> None:
    asked: list[PaperRequest] = []
    desk.preview.asked.connect(asked.append)
    screen = shown(desk, qtbot)
    assert not screen.save.isEnabled()
    screen.copies.save_list()
    assert "Your roles don't include" in messages(desk).problems[0].title
    screen.print.click()
    printed = Printed(asked[0].maker(Language.ENGLISH).pdf)
    for row in cells(screen.table):
        assert all(printed.has(cell) for cell in row)
    assert printed.has("Excused are left out of the share.")


def test_front_desk_is_told_whom_to_ask(desk: Desk, clinic: TestClinic, qtbot: QtBot) -> None:
    screen = shown(replace(desk, services=clinic.services(Role.FRONT_DESK)), qtbot)
    assert "Ask the director" in screen.empty.words()
    assert not screen.print.isEnabled()
    assert messages(desk).problems == []


@pytest.mark.parametrize("name", list(ReportName))
def test_every_report_shows_and_every_cell_is_spoken(
    name: ReportName, desk: Desk, people: dict[str, uuid.UUID], qtbot: QtBot
) -> None:
    screen = shown(desk, qtbot, report=name)
    if screen.empty.isVisible():
        assert "Nothing was recorded" in screen.empty.words()
        return
    assert screen.table is not None
    model = screen.table.model()
    spoken = model.index(0, 1).data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith(str(model.headerData(1, Qt.Orientation.Horizontal)))
    screen.reflow(True)
    assert screen.table.isVisible()


def test_the_days_before_today_are_counted_by_day(
    desk: Desk, people: dict[str, uuid.UUID], qtbot: QtBot
) -> None:
    screen = shown(desk, qtbot, report=ReportName.CENSUS_BY_DAY)
    rows = cells(screen.table)
    assert len(rows) == 30
    assert rows[-1][:2] == ["Thu, Nov 19, 2026", "4"]
    assert rows[0][:2] == ["Wed, Oct 21, 2026", "0"]
    assert (THURSDAY - timedelta(days=29)) == date(2026, 10, 21)

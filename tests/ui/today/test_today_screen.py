"""What Today shows and where its lines lead."""

from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iopdesk.domain.attendance import Mark
from iopdesk.domain.resources import resource_path
from iopdesk.domain.today import DutyKind, GoTo, TodayDuty, Urgency
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Visit
from iopdesk.ui.preview import PaperRequest
from iopdesk.ui.today.today_screen import TodayScreen
from iopdesk.ui.today.today_words import (
    ICONS,
    due_words,
    duty_button_words,
    duty_words,
    who_words,
)
from iopdesk.ui.widgets.rows_model import LOOK_ROLE
from iopdesk.ui.widgets.table_view import TableView
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, mark, member, new_group, slot_on


def _screen(desk: Desk, qtbot: QtBot) -> TodayScreen:
    screen = TodayScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1180, 680)
    screen.set_narrow(False)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    QTest.qWaitForWindowActive(screen)
    return screen


def _cells(table: TableView) -> list[list[str]]:
    model = table.model()
    return [
        [
            model.index(row, column).data() or model.index(row, column).data(LOOK_ROLE).text
            for column in range(model.columnCount())
        ]
        for row in range(model.rowCount())
    ]


def _numbers(screen: TodayScreen) -> list[str]:
    return [each.text() for each in screen.view.numbers]


def test_an_empty_clinic_says_so(desk: Desk, qtbot: QtBot) -> None:
    screen = _screen(desk, qtbot)
    assert screen.view.title.facts() == "0 groups, 0 clients expected"
    assert _numbers(screen) == ["0", "–", "0"]
    assert not screen.view.groups.isVisible()
    assert not screen.view.duties.isVisible()


def test_groups_numbers_and_duties(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    group_id = new_group(clinic)
    clients = [member(clinic, group_id, name, "Lee") for name in ("Ana", "Bea")]
    mark(clinic, slot_on(clinic, group_id), clients[0], Mark.PRESENT)
    tuesday = THURSDAY - timedelta(days=2)
    mark(clinic, slot_on(clinic, group_id, 1), clients[1], Mark.ABSENT, tuesday)
    screen = _screen(desk, qtbot)
    assert screen.view.title.facts() == "1 group, 2 clients expected"
    assert _cells(screen.view.groups) == [
        [
            "1:00 – 2:30 PM",
            "Early recovery",
            "T. Okafor",
            "B",
            "2 of 12",
            "1 of 2 marked",
            "Continue",
        ]
    ]
    assert _numbers(screen) == ["2", "50%", "0"]
    duties = [row[1:] for row in _cells(screen.view.duties)]
    assert ["Bea L.", "missed the last group day", "Call today", "Open chart"] in duties
    assert [
        "Early recovery, Tue, Nov 17",
        "attendance is not complete",
        "1 of 2 marked",
        "Mark",
    ] in duties
    assert ["Ana L.", "has no treatment plan yet", "Was due Thu, Nov 5", "Start plan"] in duties


def test_a_mark_elsewhere_is_seen_at_once(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    screen = _screen(desk, qtbot)
    assert _cells(screen.view.groups)[0][5:] == ["Not started", "Open"]
    mark(clinic, slot_on(clinic, group_id), client_id, Mark.PRESENT)
    assert _cells(screen.view.groups)[0][5:] == ["1 marked, notes open", "Continue"]


def test_lines_lead_where_the_work_is(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    mark(clinic, slot_on(clinic, group_id, 1), client_id, Mark.ABSENT, THURSDAY - timedelta(days=2))
    clinic.services().episode.extend(client_id, THURSDAY + timedelta(days=5))
    screen = _screen(desk, qtbot)
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    for table in (screen.view.groups, screen.view.duties, screen.view.discharges):
        table.setFocus()
        table.choose_first()
        qtbot.keyClick(table, Qt.Key.Key_Return)
    screen.view.new_client.click()
    assert [(v.place, v.record_id) for v in visits] == [
        ("group_session", slot_on(clinic, group_id)),
        ("plan", client_id),
        ("step_down", client_id),
        ("new_client", None),
    ]
    assert visits[0].more == {"date": THURSDAY}
    assert _cells(screen.view.discharges) == [["Tanya B.", "Nov 24, day 34", "Not begun"]]


def test_sign_in_sheets(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    screen = _screen(desk, qtbot)
    messages = desk.messages
    assert isinstance(messages, RecordedMessages)
    screen.view.sheets.click()
    assert messages.words == ["No group with clients meets today."]
    for name, start in (("Early recovery", 13), ("Skills", 16)):
        group_id = new_group(clinic, name, start=time(start, 0))
        member(clinic, group_id, name[:3], "Lee")
    asked: list[PaperRequest] = []
    desk.preview.asked.connect(asked.append)
    messages.answers.append(1)
    screen.view.sheets.click()
    assert messages.asked[-1][0] == "Which sign-in sheet?"
    assert asked[0].maker(asked[0].language).title == "Sign-in sheet"


def test_narrow_windows_scroll_as_one_page(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    member(clinic, new_group(clinic))
    screen = _screen(desk, qtbot)
    screen.resize(660, 480)
    screen.set_narrow(True)
    for table in (screen.view.groups, screen.view.duties):
        qtbot.waitUntil(lambda table=table: not table.horizontalScrollBar().isVisible())
        assert not table.verticalScrollBar().isVisible()


@pytest.mark.parametrize("kind", DutyKind)
def test_every_kind_of_duty_has_its_words(kind: DutyKind) -> None:
    duty = TodayDuty(kind, Urgency.SOON, "Ana L.", THURSDAY, 2, 3, GoTo("client"))
    for words in (who_words, duty_words, due_words, duty_button_words):
        assert words(duty)
    assert resource_path(f"icons/{ICONS[kind]}.svg").exists()

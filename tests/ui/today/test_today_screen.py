"""What Today shows and where its lines lead."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from iopdesk.domain.attendance import Mark
from iopdesk.domain.duty import Answer, Duty, DutyAnswer, DutyKey, DutyKind, GoTo, Urgency
from iopdesk.domain.resources import resource_path
from iopdesk.domain.staff import Role
from iopdesk.domain.wording import Wording
from iopdesk.services.duty_words import (
    ICONS,
    button_words,
    kind_words,
    what_words,
    when_words,
)
from iopdesk.storage.duty_tables import DutyAnswerRow
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Visit
from iopdesk.ui.preview import PaperRequest
from iopdesk.ui.today.today_screen import TodayScreen
from iopdesk.ui.widgets.duty_dialog import DutyDialog
from iopdesk.ui.widgets.rows_model import LOOK_ROLE
from iopdesk.ui.widgets.table_view import TableView
from tests.clinic_for_tests import TestClinic
from tests.factories.consents import give_notice
from tests.factories.groups import THURSDAY, mark, member, new_group, slot_on
from tests.factories.people import admit, new_client
from tests.factories.placements import extend


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
    assert not screen.view.duties.table.isVisible()
    assert screen.view.duties.empty.isVisible()
    assert "Begin with the groups (Ctrl+3)" in screen.view.duties.empty.words()


def test_arrows_begin_in_the_groups_and_tab_goes_down_the_page(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    group_id = new_group(clinic)
    member(clinic, group_id, "Ana", "Lee")
    screen = _screen(desk, qtbot)
    screen.setFocus()
    screen.refresh()
    assert screen.view.groups.hasFocus()
    assert screen.view.groups.current_row().group_id == group_id
    QTest.keyClick(screen.view.groups, Qt.Key.Key_Tab)
    assert screen.view.duties.whose.button("all").parentWidget().isAncestorOf(screen.focusWidget())
    QTest.keyClick(screen.focusWidget(), Qt.Key.Key_Tab)
    assert screen.view.duties.table.hasFocus()


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
    screen.view.duties.whose.button("all").click()
    duties = [row[1:] for row in _cells(screen.view.duties.table)]
    assert ["Bea L.", "missed the last group day", "Was due Wed, Nov 18", "Record call"] in duties
    assert [
        "Early recovery",
        "attendance of Tue, Nov 17 is not complete",
        "1 of 2 marked",
        "Mark",
    ] in duties
    assert ["Ana L.", "has no treatment plan yet", "Day 28 of 30", "Start plan"] in duties


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
    extend(clinic, client_id, THURSDAY + timedelta(days=5))
    screen = _screen(desk, qtbot)
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    for table in (screen.view.groups, screen.view.duties.table, screen.view.discharges):
        table.setFocus()
        table.choose_first()
        qtbot.keyClick(table, Qt.Key.Key_Return)
    screen.view.new_client.click()
    assert [(v.place, v.record_id) for v in visits] == [
        ("group_session", slot_on(clinic, group_id)),
        ("outreach", client_id),
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
    for table in (screen.view.groups, screen.view.duties.table):
        qtbot.waitUntil(lambda table=table: not table.horizontalScrollBar().isVisible())
        assert not table.verticalScrollBar().isVisible()


def _member(clinic: TestClinic) -> UUID:
    client_id = member(clinic, new_group(clinic), admitted=date(2026, 10, 20))
    give_notice(clinic, client_id, date(2026, 10, 20))
    return client_id


def _answers(clinic: TestClinic) -> list[tuple[str, str, str]]:
    with clinic.store.read() as db:
        rows = db.execute(
            select(DutyAnswerRow.kind, DutyAnswerRow.answer, DutyAnswerRow.reason).where(
                DutyAnswerRow.void == 0
            )
        )
        return [(kind, answer, reason) for kind, answer, reason in rows]


def test_done_and_undone_by_keys(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    _member(clinic)
    screen = _screen(desk, qtbot)
    card = screen.view.duties
    card.table.setFocus()
    first = card.table.current_row()
    assert (first.kind, first.who) == (DutyKind.PLAN, "Tanya B.")
    qtbot.keyClick(card.table, Qt.Key.Key_D)
    assert first not in card.lines()
    assert _answers(clinic) == [("plan", "done", "")]
    assert card.undo.isVisible()
    assert card.undo.text() == "Undo: Tanya B. done"
    qtbot.keyClick(card.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert first in card.lines()
    assert _answers(clinic) == []
    assert not card.undo.isVisible()


def test_put_off_with_reason_and_day(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    _member(clinic)
    screen = _screen(desk, qtbot)
    card = screen.view.duties
    card.table.setFocus()
    duty = card.table.current_row()

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DutyDialog)
        assert not dialog.button(0).isEnabled()
        assert dialog.until.text() == "11/20/2026"
        qtbot.keyClicks(dialog.reason, "sheet is at the desk")
        qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)

    QTimer.singleShot(0, fill)
    qtbot.keyClick(card.table, Qt.Key.Key_O)
    assert duty not in card.lines()
    assert _answers(clinic) == [("plan", "put_off", "sheet is at the desk")]
    # the next line is current at once
    assert isinstance(card.table.current_row(), Duty)
    card.whose.button("put_off").click()
    assert card.whose.button("put_off").text() == "Put off 1"
    assert [row[3] for row in _cells(card.table)] == ["Until Fri, Nov 20: sheet is at the desk"]
    card.take_up.click()
    qtbot.waitUntil(card.empty.isVisible)
    card.whose.button("all").click()
    assert duty.key in [line.key for line in card.lines() if isinstance(line, Duty)]


def test_t_takes_up_what_was_put_off(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    _member(clinic)
    duty = desk.services.duty.duties()[0]
    until = THURSDAY + timedelta(days=3)
    desk.services.duty.answer(duty, DutyAnswer(Answer.PUT_OFF, "waits", until))
    screen = _screen(desk, qtbot)
    card = screen.view.duties
    card.whose.button("put_off").click()
    card.table.setFocus()
    qtbot.keyClick(card.table, Qt.Key.Key_T)
    qtbot.waitUntil(card.empty.isVisible)
    assert [each.key for each in desk.services.duty.duties()].count(duty.key) == 1


def test_going_back_answers_nothing(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    _member(clinic)
    screen = _screen(desk, qtbot)
    screen.view.duties.table.setFocus()
    QTimer.singleShot(0, lambda: QApplication.activeModalWidget().close())  # type: ignore[union-attr]
    qtbot.keyClick(screen.view.duties.table, Qt.Key.Key_N)
    assert _answers(clinic) == []


def test_mine_first_and_everyones(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    _member(clinic)
    other = clinic.staff[Role.SUPERVISOR].staff_id
    bea = new_client(clinic, "Bea", "Lee")
    admit(clinic, bea, admitted=date(2026, 10, 20), counselor_id=other)
    give_notice(clinic, bea, date(2026, 10, 20))
    screen = _screen(desk, qtbot)
    card = screen.view.duties
    card.whose.button("mine").click()
    assert {line.who for line in card.lines()} == {"Tanya B."}
    card.whose.button("all").click()
    whose = {line.who for line in card.lines() if isinstance(line, Duty)}
    assert whose >= {"Tanya B.", "Bea L.", "Early recovery"}


def test_answered_by_someone_else_meanwhile(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    _member(clinic)
    screen = _screen(desk, qtbot)
    messages = desk.messages
    assert isinstance(messages, RecordedMessages)
    duty = screen.view.duties.lines()[0]
    assert isinstance(duty, Duty)
    clinic.services("supervisor").duty.answer(duty, DutyAnswer(Answer.DONE))
    screen.view.duties.answered.emit(duty, Answer.DONE)
    assert messages.problems[0].title == "Someone answered this meanwhile."


def test_hundreds_of_lines_are_folded(desk: Desk, qtbot: QtBot) -> None:
    screen = _screen(desk, qtbot)
    card = screen.view.duties
    many = tuple(
        Duty(DutyKey(DutyKind.PLAN, UUID(int=at), THURSDAY), Urgency.SOON, f"C {at}", GoTo("plan"))
        for at in range(500)
    )
    card.show_duties(many, (), THURSDAY)
    assert len(card.lines()) == 3
    assert _cells(card.table)[2][2:] == ["498 more: treatment plans", "", "Show all"]
    card.table.setFocus()
    card.table.step(2)
    qtbot.keyClick(card.table, Qt.Key.Key_Return)
    assert len(card.lines()) == 500


@pytest.mark.parametrize("kind", DutyKind)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_kind_of_duty_has_its_words(kind: DutyKind, language: str) -> None:
    words = Wording(language)
    whats = {DutyKind.EVALUATION: "medical", DutyKind.REVIEW: "intensive"}
    what = {**whats, DutyKind.FIRST_CONTACT: "screened"}.get(kind, "")
    for count in (-1, 0, 2):
        key = DutyKey(kind, UUID(int=1), THURSDAY)
        duty = Duty(key, Urgency.SOON, "Ana L.", GoTo("client"), what=what, count=count, of=3)
        for tell in (what_words, button_words):
            assert tell(duty, words)
        assert when_words(duty, THURSDAY, words)
    assert kind_words(kind, words)
    assert resource_path(f"icons/{ICONS[kind]}.svg").exists()

"""The calendar: walked through by keys, booked from, moved by keys and mouse, read as lists."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iopdesk.domain.appointment import AppointmentState
from iopdesk.domain.calendar import CalendarEntry
from iopdesk.domain.group_session import MoveDraft
from iopdesk.domain.problems import EditConflict
from iopdesk.domain.staff import Role
from iopdesk.storage.clinic_tables import ClosedDayRow
from iopdesk.ui.calendar.calendar_bar import View
from iopdesk.ui.calendar.calendar_screen import CalendarScreen
from iopdesk.ui.desk import Desk
from iopdesk.ui.navigation import Visit
from tests.clinic_for_tests import TestClinic
from tests.factories.appointments import book, busy
from tests.factories.groups import MONDAY, THURSDAY, member, new_group, slot_on

FRIDAY = THURSDAY + timedelta(days=1)
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Shown:
    """The screen over a week with a group and two appointments of its client."""

    def __init__(self, clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
        self.clinic, self.desk, self.qtbot = clinic, desk, qtbot
        self.group_id = new_group(clinic)
        self.client_id = member(clinic, self.group_id)
        self.first = book(clinic, self.client_id, THURSDAY, time(9, 0), room="C")
        self.second = book(clinic, self.client_id, FRIDAY, time(15, 0), room="C")
        self.visits: list[Visit] = []
        desk.navigation.requested.connect(self.visits.append)
        self.screen = CalendarScreen(desk)
        qtbot.addWidget(self.screen)
        self.screen.resize(1180, 680)
        self.screen.set_narrow(False)
        with qtbot.waitExposed(self.screen):
            self.screen.show()
        self.screen.activateWindow()
        QTest.qWaitForWindowActive(self.screen)
        self.screen.arrive(None)
        self.grid.setFocus()

    @property
    def grid(self) -> Any:
        return self.screen.grid

    @property
    def messages(self) -> Any:
        return self.desk.messages

    def key(self, *keys: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.qtbot.keyClick(self.grid, key, how)

    def at(self) -> str:
        """What screen readers hear of the cursor."""
        return str(self.grid.accessibleDescription())

    def when(self, appointment_id: object) -> tuple[date, time]:
        """What is stored."""
        found = self.clinic.services().appointment.appointment(appointment_id)  # type: ignore[arg-type]
        return found.day, found.start

    def point(self, entry: CalendarEntry) -> QPoint:
        """The middle of an entry in the window."""
        placed = next(each for each in self.grid.drawn.placed if each.entry == entry)
        return QPoint(self.grid.seen_at(placed.rect.center()))


@pytest.fixture
def shown(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> Shown:
    return Shown(clinic, desk, qtbot)


def test_the_week_begins_at_todays_first_entry(shown: Shown) -> None:
    assert shown.screen.title.facts() == "3 sessions, 2 appointments"
    assert shown.screen.bar.span.text() == "Nov 16 – Nov 22, 2026"
    assert shown.at() == (
        "Thu, Nov 19: 9:00 – 9:45 AM, Tanya Brooks, Individual session, R. Alvarez, C"
    )


def test_arrows_walk_from_entry_to_entry(shown: Shown) -> None:
    shown.key(Qt.Key.Key_Down)
    assert shown.at().startswith("Thu, Nov 19: 1:00 – 2:30 PM, Early recovery, 1 client")
    shown.key(Qt.Key.Key_Down)
    assert "Early recovery" in shown.at()
    shown.key(Qt.Key.Key_Right)
    assert shown.at().startswith("Fri, Nov 20: 3:00 – 3:45 PM, Tanya Brooks")
    shown.key(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert shown.at() == "Sun, Nov 22, 3:00 PM: free"
    shown.key(Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Home)
    assert "9:00 – 9:45 AM" in shown.at()


def test_enter_opens_an_appointment_or_a_session(shown: Shown) -> None:
    shown.key(Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)
    appointment, session = shown.visits
    assert (appointment.place, appointment.record_id) == ("appointment", shown.first)
    slot_id = slot_on(shown.clinic, shown.group_id)
    assert (session.place, session.record_id) == ("group_session", slot_id)
    assert session.more == {"date": THURSDAY}


def test_n_books_at_the_cursor(shown: Shown) -> None:
    shown.key(Qt.Key.Key_Down, Qt.Key.Key_Down, how=SHIFT)
    assert shown.at() == "Thu, Nov 19, 10:00 AM: free"
    shown.key(Qt.Key.Key_N)
    (visit,) = shown.visits
    assert visit.place == "appointment"
    assert (visit.more["day"], visit.more["start"]) == (THURSDAY, time(10, 0))


def test_m_and_arrows_move_by_a_quarter_hour_and_a_day(shown: Shown) -> None:
    shown.messages.answers = [True]
    shown.key(Qt.Key.Key_M, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert shown.when(shown.first) == (FRIDAY, time(9, 30))
    title, hint = shown.messages.asked[-1]
    assert title == "Move Tanya Brooks?"
    assert "From Thu, Nov 19, 9:00 – 9:45 AM" in hint
    assert "to Fri, Nov 20, 9:30 – 10:15 AM" in hint
    assert shown.at().startswith("Fri, Nov 20: 9:30 – 10:15 AM, Tanya Brooks")


def test_escape_puts_it_back(shown: Shown) -> None:
    shown.key(Qt.Key.Key_M, Qt.Key.Key_Right, Qt.Key.Key_Escape)
    assert not shown.grid.is_moving
    assert shown.when(shown.first) == (THURSDAY, time(9, 0))
    assert shown.messages.asked == []


def test_moving_onto_the_clients_group_needs_a_reason(shown: Shown) -> None:
    down = [Qt.Key.Key_Down] * 16
    shown.key(Qt.Key.Key_M, *down, Qt.Key.Key_Return)
    assert "Client's group Early recovery" in shown.messages.asked[-1][1]
    assert shown.when(shown.first) == (THURSDAY, time(9, 0))
    shown.messages.answers = ["The group is a film today"]
    shown.key(Qt.Key.Key_M, *down, Qt.Key.Key_Return)
    assert shown.when(shown.first) == (THURSDAY, time(13, 0))


def test_what_someone_else_moved_meanwhile_is_not_moved_back(shown: Shown) -> None:
    service = shown.clinic.services("front_desk").appointment
    # the screen still shows the old time
    shown.desk.changes.blockSignals(True)
    base = service.appointment(shown.first).draft
    service.change(shown.first, base, type(base)(**{**vars(base), "start": time(10, 0)}))
    shown.desk.changes.blockSignals(False)
    shown.messages.answers = [True]
    shown.key(Qt.Key.Key_M, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert shown.when(shown.first) == (THURSDAY, time(10, 0))
    assert "Someone else" in shown.messages.problems[-1].title


def test_what_took_place_is_not_moved(shown: Shown) -> None:
    service = shown.clinic.services().appointment
    service.keep(shown.first, 45, seen=AppointmentState.PLANNED)
    shown.key(Qt.Key.Key_M)
    assert not shown.grid.is_moving
    assert shown.messages.words[-1] == "What took place, or was called off, is not moved."
    assert "Kept" in shown.at()


def test_a_session_is_moved_with_its_reason(shown: Shown) -> None:
    shown.messages.answers = ["Fire drill"]
    shown.key(Qt.Key.Key_Down)
    shown.key(Qt.Key.Key_M, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return)
    title, hint = shown.messages.asked[-1]
    assert title == "Move this session of Early recovery?"
    assert "to Fri, Nov 20, 1:15 – 2:45 PM" in hint
    assert shown.at().startswith("Fri, Nov 20: 1:15 – 2:45 PM, Early recovery, 1 client")
    shown.key(Qt.Key.Key_Return)
    assert shown.visits[-1].more == {"date": THURSDAY}


def test_a_session_that_someone_else_moved_meanwhile_is_settled(shown: Shown) -> None:
    shown.key(Qt.Key.Key_Down)
    entry = shown.grid.current()
    theirs = MoveDraft(FRIDAY, time(15, 0), 90, "B")
    shown.desk.changes.blockSignals(True)
    shown.clinic.services("supervisor").session_plan.move(entry.id, THURSDAY, theirs)
    shown.desk.changes.blockSignals(False)
    shown.messages.answers = ["Fire drill", "theirs"]
    shown.key(Qt.Key.Key_M, Qt.Key.Key_Down, Qt.Key.Key_Return)
    (conflict,) = shown.messages.problems
    assert isinstance(conflict, EditConflict)
    assert [(f.field, f.mine, f.theirs) for f in conflict.fields] == [
        ("day", THURSDAY, FRIDAY),
        ("start", time(13, 15), time(15, 0)),
    ]
    assert "Fri, Nov 20: 3:00 – 4:30 PM, Early recovery" in shown.at()


def test_an_entry_is_dragged_to_another_day(shown: Shown) -> None:
    entry = shown.grid.current()
    begin = shown.point(entry)
    layout = shown.grid.drawn
    end = begin + QPoint(round(layout.wide(3)), round(layout.hour))
    view = shown.grid.viewport()
    shown.messages.answers = [True]
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(view, begin + QPoint(20, 20))
    QTest.mouseMove(view, end)
    assert shown.grid.is_moving
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert shown.when(shown.first) == (FRIDAY, time(10, 0))


def test_days_weeks_and_views_by_key(shown: Shown) -> None:
    shown.key(Qt.Key.Key_PageDown)
    assert shown.screen.bar.span.text() == "Nov 23 – Nov 29, 2026"
    shown.key(Qt.Key.Key_T, Qt.Key.Key_D)
    assert shown.screen.bar.span.text() == "Thu, Nov 19, 2026"
    assert shown.at().startswith("R. Alvarez: 9:00 – 9:45 AM, Tanya Brooks")
    shown.key(Qt.Key.Key_PageDown)
    assert shown.screen.bar.span.text() == "Fri, Nov 20, 2026"
    shown.screen.bar.columns.button("room").click()
    assert shown.at().startswith("C: 3:00 – 3:45 PM")


def test_a_days_column_gives_its_staff_member(shown: Shown) -> None:
    shown.key(Qt.Key.Key_D)
    shown.messages.answers = [True]
    shown.key(Qt.Key.Key_M, Qt.Key.Key_Right, Qt.Key.Key_Return)
    found = shown.clinic.services().appointment.appointment(shown.first)
    assert found.staff == "T. Okafor, LAADC"
    assert "With somebody else than before." in shown.messages.asked[-1][1]


def test_the_list_says_the_same_in_rows(shown: Shown) -> None:
    shown.key(Qt.Key.Key_L)
    rows = shown.screen.list.model().rows()  # type: ignore[attr-defined]
    assert [(row.day, row.title) for row in rows] == [
        (MONDAY, "Early recovery"),
        (MONDAY + timedelta(days=1), "Early recovery"),
        (THURSDAY, "Tanya Brooks"),
        (THURSDAY, "Early recovery"),
        (FRIDAY, "Tanya Brooks"),
    ]


def test_who_is_expected_with_the_phone(shown: Shown) -> None:
    shown.key(Qt.Key.Key_X)
    model = shown.screen.roster.model()
    told = [
        model.index(1, column).data(Qt.ItemDataRole.AccessibleTextRole)
        for column in range(model.columnCount())
    ]
    assert told[:5] == [
        "1:00 – 2:30 PM",
        "Early recovery",
        "Tanya Brooks",
        "951-555-0123",
        "No message",
    ]


def test_filters_and_one_clients_days(shown: Shown) -> None:
    other = member(shown.clinic, shown.group_id, "Hana", "Ito")
    book(shown.clinic, other, THURSDAY, time(16, 0), staff_id=None)
    shown.screen.bar.kind.set_value("appointments")
    assert shown.screen.title.facts() == "0 sessions, 3 appointments"
    shown.screen.bar.staff.set_value(shown.clinic.staff[Role.COUNSELOR].staff_id)
    assert shown.screen.title.facts() == "0 sessions, 2 appointments"
    shown.screen.bar.staff.setCurrentIndex(0)
    shown.screen.bar.kind.setCurrentIndex(0)
    shown.screen.arrive(None, client_id=other, client="Hana Ito")
    assert shown.screen.title.facts() == "3 sessions, 1 appointment"
    shown.screen.bar.client.click()
    assert shown.screen.title.facts() == "3 sessions, 3 appointments"


def test_a_closed_day_says_why(shown: Shown) -> None:
    with shown.clinic.store.write("closed_day.add", None) as db:
        db.add(ClosedDayRow(id=shown.clinic.store.new_id(), day=MONDAY, words="Holiday"))
    shown.key(*[Qt.Key.Key_Left] * 3)
    assert shown.at().startswith("Mon, Nov 16, Closed: Holiday")


def test_a_crowd_that_has_no_room_opens_its_day(shown: Shown) -> None:
    for at in range(9):
        client_id = member(shown.clinic, shown.group_id, f"Ana {at}", "Lee")
        book(shown.clinic, client_id, FRIDAY, time(15, 0), staff_id=None)
    layout = shown.grid.drawn
    hidden = next(each for each in layout.placed if each.entry is None)
    drawn = [p for p in layout.placed if p.column == hidden.column and p.entry is not None]
    assert hidden.hidden + len(drawn) == 10
    center = shown.grid.seen_at(hidden.rect.center())
    QTest.mouseClick(shown.grid.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert shown.screen.bar.view.value is View.DAY
    assert shown.screen.bar.span.text() == "Fri, Nov 20, 2026"


def test_the_reminder_list_is_about_the_next_day_shown(shown: Shown) -> None:
    asked: list[Any] = []
    shown.desk.preview.asked.connect(asked.append)
    shown.screen.reminders.click()
    paper = asked[0].maker(asked[0].language)
    assert paper.title == "Reminder calls"


def test_a_narrow_window_begins_with_the_list(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    client_id = member(clinic, new_group(clinic))
    busy(clinic, client_id)
    screen = CalendarScreen(desk)
    qtbot.addWidget(screen)
    screen.set_narrow(True)
    screen.show()
    screen.arrive(None)
    assert screen.bar.view.value is View.LIST

"""The Schedule tab: the week in words, what is booked, busy hours, the paper."""

from datetime import time, timedelta
from typing import Any

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iopdesk.ui.calendar.client_schedule_tab import ClientScheduleTab
from iopdesk.ui.desk import Desk
from iopdesk.ui.navigation import Visit
from tests.clinic_for_tests import TestClinic
from tests.factories.appointments import book, busy
from tests.factories.groups import THURSDAY, member, new_group

FRIDAY = THURSDAY + timedelta(days=1)


class Tab:
    """The tab of a client in one group."""

    def __init__(self, clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
        self.clinic, self.desk, self.qtbot = clinic, desk, qtbot
        self.client_id = member(clinic, new_group(clinic, "Early recovery", (3,)))
        self.visits: list[Visit] = []
        desk.navigation.requested.connect(self.visits.append)
        self.tab = ClientScheduleTab(desk)
        qtbot.addWidget(self.tab)
        self.tab.resize(1140, 640)
        self.tab.set_narrow(False)
        with qtbot.waitExposed(self.tab):
            self.tab.show()
        self.tab.activateWindow()
        QTest.qWaitForWindowActive(self.tab)
        self.tab.arrive(self.client_id)

    def rows(self) -> list[tuple[int, time, int, str]]:
        """The busy hours that are stored."""
        found = self.clinic.services().busy_time.busy_times(self.client_id)
        return [(each.weekday, each.start, each.minutes, each.words) for each in found]

    def types(self, field: Any, words: str) -> None:
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, words)


@pytest.fixture
def shown(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> Tab:
    return Tab(clinic, desk, qtbot)


def test_the_week_says_all_that_takes_time(shown: Tab) -> None:
    book(shown.clinic, shown.client_id, FRIDAY, time(10, 0))
    busy(shown.clinic, shown.client_id, weekday=4, start=time(9, 0), words="Depot")
    words = shown.tab.picture.words()
    assert "Thu 1:00 – 2:30 PM, Early recovery" in words
    assert "Fri 9:00 AM – 1:00 PM, Depot" in words
    assert "Fri 10:00 – 10:45 AM, Individual session: same time as something else" in words
    assert shown.tab.span.text() == "Nov 16 – Nov 22, 2026"
    shown.tab.after.click()
    assert "Individual session" not in shown.tab.picture.words()


def test_busy_hours_of_several_days_are_added_by_form(shown: Tab) -> None:
    card = shown.tab.busy
    card.add.click()
    card.save.click()
    assert set(card.form.problems_shown()) == {"days", "start", "end"}
    shown.types(card.words, "Depot")
    card.days.boxes[0].click()
    card.days.boxes[2].click()
    shown.types(card.start, "8 am")
    shown.types(card.end, "7 am")
    card.save.click()
    assert set(card.form.problems_shown()) == {"end"}
    shown.types(card.end, "4:30 pm")
    card.save.click()
    assert shown.rows() == [(0, time(8), 510, "Depot"), (2, time(8), 510, "Depot")]
    shown.tab.after.click()
    assert "Mon 8:00 AM – 4:30 PM, Depot" in shown.tab.picture.words()
    assert not card.is_editing


def test_busy_hours_are_changed_and_taken_off(shown: Tab) -> None:
    busy(shown.clinic, shown.client_id, words="Depot")
    card = shown.tab.busy
    card.table.choose_first()
    card.edit(card.table.current_row())
    shown.types(card.end, "1 pm")
    card.save.click()
    assert shown.rows() == [(3, time(8), 300, "Depot")]
    card.edit(card.table.current_row())
    card.remove.click()
    assert shown.rows() == []


def test_booking_opening_and_the_calendar(shown: Tab) -> None:
    appointment_id = book(shown.clinic, shown.client_id, FRIDAY, time(10, 0))
    shown.tab.book.click()
    shown.tab.table.opened.emit(shown.tab.table.current_row())
    shown.tab.calendar.click()
    book_, opened, calendar = shown.visits
    assert (book_.place, book_.record_id) == ("appointment", shown.client_id)
    assert (opened.place, opened.record_id) == ("appointment", appointment_id)
    assert calendar.more["client_id"] == shown.client_id
    assert calendar.more["client"] == "Tanya Brooks"


def test_the_paper_is_shown_and_logged_when_it_leaves(shown: Tab) -> None:
    asked: list[Any] = []
    shown.desk.preview.asked.connect(asked.append)
    shown.tab.print.click()
    (request,) = asked
    assert request.maker(request.language).title == "My week"
    request.printed(request.language)
    log = shown.clinic.services("privacy_officer").history.access_log()
    assert [line.what for line in log] == ["print weekly schedule"]

"""One appointment: booked with what is in the way in sight, changed, kept, cancelled."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iopdesk.domain.appointment import Appointment, AppointmentState, Repeat
from iopdesk.domain.attendance import Mark
from iopdesk.ui.calendar.appointment_screen import AppointmentScreen
from iopdesk.ui.desk import Desk
from iopdesk.ui.navigation import Visit
from tests.clinic_for_tests import TestClinic
from tests.factories.appointments import book, busy
from tests.factories.groups import THURSDAY, mark, member, new_group, slot_on
from tests.factories.people import admitted_client

FRIDAY = THURSDAY + timedelta(days=1)


class Opened:
    """The screen, opened and typed into."""

    def __init__(self, clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
        self.clinic, self.desk, self.qtbot = clinic, desk, qtbot
        self.visits: list[Visit] = []
        desk.navigation.visits += [Visit("calendar"), Visit("appointment")]
        desk.navigation.requested.connect(self.visits.append)
        self.screen = AppointmentScreen(desk)
        qtbot.addWidget(self.screen)
        self.screen.resize(1180, 680)
        self.screen.set_narrow(False)
        with qtbot.waitExposed(self.screen):
            self.screen.show()
        self.screen.activateWindow()
        QTest.qWaitForWindowActive(self.screen)

    @property
    def form(self) -> Any:
        return self.screen.form

    @property
    def messages(self) -> Any:
        return self.desk.messages

    def types(self, field: Any, words: str) -> None:
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, words)

    def save(self) -> None:
        self.qtbot.keyClick(self.screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    def stored(self, client_id: Any) -> list[Appointment]:
        service = self.clinic.services().appointment
        return service.appointments(client_id, date(2026, 1, 1), date(2027, 12, 31))


@pytest.fixture
def opened(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> Opened:
    return Opened(clinic, desk, qtbot)


def test_a_weekly_series_is_booked_from_a_clients_chart(opened: Opened) -> None:
    client_id = admitted_client(opened.clinic)
    opened.screen.arrive(client_id)
    assert opened.screen.title.title() == "Dwayne Porter"
    assert opened.form.staff.currentText() == "R. Alvarez, LCSW"
    opened.types(opened.form.day, "11/20/2026")
    opened.types(opened.form.start, "9:30")
    opened.types(opened.form.room, "Office 4")
    opened.form.often.button(1).click()
    opened.types(opened.form.last_day, "12/11/2026")
    opened.save()
    stored = opened.stored(client_id)
    assert [each.day for each in stored] == [FRIDAY + timedelta(weeks=at) for at in range(4)]
    assert {(each.start, each.draft.room) for each in stored} == {(time(9, 30), "Office 4")}
    assert opened.messages.words[-1] == "4 appointments are booked."
    assert opened.visits[-1].place == "calendar"


def test_without_a_client_one_is_searched_for(opened: Opened) -> None:
    client_id = admitted_client(opened.clinic, "Hana", "Ito")
    opened.screen.arrive(None, day=FRIDAY, start=time(10, 0))
    opened.save()
    assert opened.messages.words[-1] == "Choose the client first."
    opened.qtbot.keyClicks(opened.screen.choice.search, "hana")
    opened.qtbot.waitUntil(opened.screen.choice.found.isVisible)
    opened.qtbot.keyClick(opened.screen.choice.search, Qt.Key.Key_Return)
    opened.qtbot.keyClick(opened.screen.choice.found, Qt.Key.Key_Return)
    assert opened.screen.title.title() == "Hana Ito"
    opened.save()
    assert [(each.day, each.start) for each in opened.stored(client_id)] == [(FRIDAY, time(10, 0))]


def test_problems_stand_beside_their_fields(opened: Opened) -> None:
    client_id = admitted_client(opened.clinic)
    opened.screen.arrive(client_id)
    opened.types(opened.form.minutes, "2")
    opened.form.often.button(1).click()
    opened.save()
    assert set(opened.form.problems_shown()) == {"day", "start", "minutes", "last_day"}
    assert opened.stored(client_id) == []


def test_the_clients_own_clash_needs_a_reason(opened: Opened) -> None:
    client_id = admitted_client(opened.clinic)
    busy(opened.clinic, client_id, weekday=4, words="Depot")
    opened.screen.arrive(client_id, day=FRIDAY, start=time(9, 0))
    assert opened.screen.clashes.lines() == [
        "Fri, Nov 20: Client is busy: Depot, 8:00 AM – 12:00 PM"
    ]
    opened.save()
    assert opened.stored(client_id) == []
    assert opened.screen.clashes.reason.hasFocus()
    opened.types(opened.screen.clashes.reason, "Day off")
    opened.save()
    assert len(opened.stored(client_id)) == 1


def test_a_clash_that_came_up_meanwhile_is_shown_before_anything_is_saved(opened: Opened) -> None:
    client_id = admitted_client(opened.clinic)
    opened.screen.arrive(client_id, day=FRIDAY, start=time(9, 0))
    assert opened.screen.clashes.lines() == ["Nothing else is at this time."]
    opened.types(opened.form.words, "First one")
    other = admitted_client(opened.clinic, "Hana", "Ito")
    book(opened.clinic, other, FRIDAY, time(9, 0))
    opened.save()
    assert opened.stored(client_id) == []
    assert opened.screen.clashes.lines() == ["Fri, Nov 20: R. Alvarez is taken, 9:00 – 9:45 AM"]
    # it is only a warning: once seen, the same key saves
    opened.save()
    assert len(opened.stored(client_id)) == 1


def test_it_makes_up_for_a_missed_session(opened: Opened) -> None:
    group_id = new_group(opened.clinic)
    client_id = member(opened.clinic, group_id)
    mark(opened.clinic, slot_on(opened.clinic, group_id), client_id, Mark.ABSENT)
    opened.screen.arrive(client_id, day=FRIDAY, start=time(9, 0))
    opened.form.makes_up.setCurrentIndex(1)
    assert opened.form.makes_up.currentText() == "Thu, Nov 19, Early recovery"
    opened.save()
    assert opened.stored(client_id)[0].draft.makes_up_id is not None


def test_kept_missed_and_planned_again(opened: Opened) -> None:
    client_id = admitted_client(opened.clinic)
    opened.screen.arrive(book(opened.clinic, client_id))
    outcome = opened.screen.outcome
    opened.types(outcome.minutes, "50")
    outcome.keep.click()
    assert opened.stored(client_id)[0].minutes_kept == 50
    assert outcome.chip.text() == "Kept, 50 minutes"
    assert not outcome.keep.isVisible()
    outcome.again.click()
    outcome.no_show.click()
    assert opened.stored(client_id)[0].state is AppointmentState.NO_SHOW
    outcome.note.setVisible(True)
    outcome.note.click()
    assert opened.visits[-1].place == "appointment_note"


def test_what_is_to_come_can_only_be_cancelled(opened: Opened) -> None:
    client_id = admitted_client(opened.clinic)
    opened.screen.arrive(book(opened.clinic, client_id, FRIDAY))
    assert not opened.screen.outcome.keep.isVisible()
    assert opened.screen.outcome.by_client.isVisible()


def test_a_series_is_cancelled_from_here_on_with_the_reason(opened: Opened) -> None:
    client_id = admitted_client(opened.clinic)
    repeat = Repeat(THURSDAY + timedelta(weeks=2))
    opened.screen.arrive(book(opened.clinic, client_id, repeat=repeat))
    opened.messages.answers = [1, "New job"]
    opened.screen.outcome.by_client.click()
    assert {each.state for each in opened.stored(client_id)} == {
        AppointmentState.CANCELLED_BY_CLIENT
    }
    assert opened.screen.outcome.reason.text() == "New job"


def test_two_people_changed_the_time(opened: Opened) -> None:
    client_id = admitted_client(opened.clinic)
    appointment_id = book(opened.clinic, client_id, FRIDAY)
    opened.screen.arrive(appointment_id)
    opened.types(opened.form.start, "11:00 AM")
    service = opened.clinic.services("front_desk").appointment
    base = service.appointment(appointment_id).draft
    service.change(appointment_id, base, type(base)(**{**vars(base), "start": time(16, 0)}))
    opened.messages.answers = ["mine"]
    opened.save()
    assert opened.stored(client_id)[0].start == time(11, 0)
    assert "Someone else" in opened.messages.problems[0].title


def test_booked_by_mistake(opened: Opened) -> None:
    client_id = admitted_client(opened.clinic)
    opened.screen.arrive(book(opened.clinic, client_id))
    opened.messages.answers = ["Wrong client"]
    opened.screen.outcome.mistake.click()
    assert opened.stored(client_id) == []
    assert opened.visits[-1].place == "calendar"

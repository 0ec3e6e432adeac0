"""Preparing and recording a call after an absence, by keyboard."""

import uuid
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iopdesk.domain.attendance import Mark
from iopdesk.domain.client import PhoneDraft
from iopdesk.domain.language import Language
from iopdesk.domain.outreach import How, Outcome
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.outreach_screen import OutreachScreen
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Visit
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, mark, member, new_group, slot_on

TUESDAY = THURSDAY - timedelta(days=2)


class Called:
    """The screen over a client who stayed away on Tuesday."""

    def __init__(self, clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
        self.clinic, self.desk, self.qtbot = clinic, desk, qtbot
        group_id = new_group(clinic, "Women in recovery", neutral_title="Tuesday group")
        self.client_id = member(
            clinic,
            group_id,
            "Dolores",
            "Quiñones",
            language="es",
            safe_contact="Never call at work",
            phones=(PhoneDraft("951-555-0123", may_leave_message=True, note="after 5"),),
        )
        mark(clinic, slot_on(clinic, group_id, 1), self.client_id, Mark.ABSENT, TUESDAY)
        self.visits: list[Visit] = []
        desk.navigation.requested.connect(self.visits.append)
        self.screen = OutreachScreen(desk)
        qtbot.addWidget(self.screen)
        self.screen.resize(1180, 680)
        with qtbot.waitExposed(self.screen):
            self.screen.show()
        self.screen.activateWindow()
        QTest.qWaitForWindowActive(self.screen)
        self.screen.arrive(self.client_id, date=TUESDAY)
        qtbot.waitUntil(self.screen.view.outcome.hasFocus)

    @property
    def messages(self) -> RecordedMessages:
        assert isinstance(self.desk.messages, RecordedMessages)
        return self.desk.messages

    def calls(self) -> list[tuple[date, How, Outcome, str]]:
        found = self.clinic.services().outreach.calls(self.client_id)
        return [(call.about_day, call.how, call.outcome, call.note) for call in found]


@pytest.fixture
def called(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> Called:
    return Called(clinic, desk, qtbot)


def test_what_a_caller_sees_before_dialing(called: Called) -> None:
    view = called.screen.view
    assert view.title.title() == "Dolores Quiñones"
    assert view.phones.texts() == ["Mobile", "951-555-0123, a message may be left, after 5"]
    assert view.missed.texts() == ["Tue, Nov 17", "Tuesday group, absent"]
    assert "Hola, habla R. Alvarez. ¿Puedo hablar con Dolores, por favor?" in view.script.texts()
    view.script_language.button(Language.ENGLISH).click()
    assert "Hello, this is R. Alvarez. May I speak with Dolores, please?" in view.script.texts()
    assert called.screen.place() == "Reach the client"


def test_a_call_is_recorded_by_keyboard_and_leads_back(called: Called, qtbot: QtBot) -> None:
    view = called.screen.view
    qtbot.keyClick(view.outcome, Qt.Key.Key_Return)
    assert called.messages.words == ["Choose what came of the call first."]
    qtbot.keyClicks(view.outcome, "No")
    view.note.setFocus()
    qtbot.keyClicks(view.note, "rang out")
    assert called.screen.has_unsaved()
    qtbot.keyClick(view.note, Qt.Key.Key_Return)
    assert called.calls() == [(TUESDAY, How.PHONE, Outcome.NO_ANSWER, "rang out")]
    assert called.messages.words[-1] == "The call is recorded."
    assert not called.screen.has_unsaved()


def test_enter_twice_records_one_call(called: Called, qtbot: QtBot) -> None:
    view = called.screen.view
    view.outcome.set_value(Outcome.COMING_BACK)
    qtbot.keyClick(view.note, Qt.Key.Key_Return)
    qtbot.keyClick(view.note, Qt.Key.Key_Return)
    assert len(called.calls()) == 1


def test_who_needs_help_is_helped_at_once(called: Called, qtbot: QtBot) -> None:
    called.screen.view.outcome.set_value(Outcome.NEEDS_HELP)
    qtbot.mouseClick(called.screen.view.save, Qt.MouseButton.LeftButton)
    assert (called.visits[-1].place, called.visits[-1].record_id) == ("setback", called.client_id)


def test_without_a_release_nobody_else_can_be_asked(called: Called) -> None:
    view = called.screen.view
    ways = [view.how.itemData(at) for at in range(view.how.count())]
    assert How.SUPPORT not in ways
    assert not view.through.isEnabled()


def test_an_earlier_try_is_shown_and_taken_back(called: Called, qtbot: QtBot) -> None:
    called.screen.view.outcome.set_value(Outcome.LEFT_MESSAGE)
    qtbot.mouseClick(called.screen.view.save, Qt.MouseButton.LeftButton)
    called.screen.arrive(called.client_id, date=TUESDAY)
    assert called.screen.view.told_calls()[:2] == [
        "By phone: Left a message, as allowed",
        "Thu, Nov 19, 10:00 AM, R. Alvarez, about Nov 17",
    ]
    (call,) = called.clinic.services().outreach.calls(called.client_id)
    called.messages.answers.append("Wrong client")
    called.screen.view.taken_back.emit(call)
    assert called.calls() == []
    assert called.screen.view.no_calls.isVisible()


def test_a_client_who_missed_nothing_can_be_called_too(called: Called, qtbot: QtBot) -> None:
    other = member(called.clinic, new_group(called.clinic, "Skills", (2,)), "Hana", "Ito")
    called.screen.arrive(other)
    assert called.screen.view.title.title() == "Hana Ito"
    called.screen.view.outcome.set_value(Outcome.COMING_BACK)
    qtbot.mouseClick(called.screen.view.save, Qt.MouseButton.LeftButton)
    assert called.clinic.services().outreach.calls(other)[0].about_day == THURSDAY


def test_an_unknown_client_is_told(called: Called) -> None:
    called.screen.arrive(uuid.UUID(int=5))
    assert "not in this store" in called.messages.problems[0].title

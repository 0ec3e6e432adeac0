"""Own meetings typed in, listed ones put right, through the form."""

from collections.abc import Callable
from datetime import time
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import SignsCards
from iopdesk.services.meeting_search import MeetingFilter, MeetingLine
from iopdesk.ui.desk import Desk
from iopdesk.ui.meetings.meeting_screen import MeetingScreen
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Visit
from tests.clinic_for_tests import TestClinic
from tests.factories.meetings import ROWS, import_rows, meeting_named

Opens = Callable[[UUID | None], MeetingScreen]


@pytest.fixture
def opens(desk: Desk, qtbot: QtBot) -> Opens:
    def made(meeting_id: UUID | None) -> MeetingScreen:
        screen = MeetingScreen(desk)
        qtbot.addWidget(screen)
        screen.resize(1180, 700)
        screen.arrive(meeting_id)
        with qtbot.waitExposed(screen):
            screen.show()
        return screen

    return made


def names(desk: Desk) -> list[str]:
    return [line.name for line in desk.services.meeting.meetings(MeetingFilter()).lines]


def meeting_by_name(desk: Desk, name: str) -> MeetingLine:
    lines = desk.services.meeting.meetings(MeetingFilter(text=name)).lines
    return next(line for line in lines if line.name == name)


def test_an_own_meeting_is_typed_in_by_keyboard(desk: Desk, opens: Opens, qtbot: QtBot) -> None:
    seen: list[Visit] = []
    desk.navigation.requested.connect(seen.append)
    screen = opens(None)
    qtbot.keyClicks(screen.form.name, "Garden Circle")
    qtbot.keyClick(screen.form.name, Qt.Key.Key_Return)
    assert screen.form.problems_shown() == {
        "place": "Say where it is: a place, a link, or a phone number."
    }
    screen.form.fellowship.set_value(Fellowship.SMART)
    qtbot.keyClick(screen.form.day, Qt.Key.Key_Down)
    qtbot.keyClicks(screen.form.start, "5:30 pm")
    qtbot.keyClicks(screen.form.place, "Clinic garden")
    screen.form.kinds.set_values(frozenset({"W", "language:es"}))
    qtbot.keyClick(screen.form.place, Qt.Key.Key_Return)
    line = meeting_by_name(desk, "Garden Circle")
    assert (line.day, line.start, line.fellowship) == (0, time(17, 30), Fellowship.SMART)
    assert (line.kinds, line.languages) == (("W",), ("es",))
    assert (seen[-1].place, seen[-1].record_id) == ("meetings", line.id)


def test_a_listed_meeting_is_corrected_and_the_list_can_be_taken_again(
    desk: Desk, clinic: TestClinic, opens: Opens, qtbot: QtBot
) -> None:
    import_rows(clinic)
    meeting_id = meeting_named(clinic, "Sunrise").id
    screen = opens(meeting_id)
    assert not screen.form.notes.isVisible()
    screen.form.start.setText("6:45 AM")
    qtbot.mouseClick(screen.form.signs.button(SignsCards.YES), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(screen.form.clinic_note, "Back door")
    qtbot.mouseClick(screen.save, Qt.MouseButton.LeftButton)
    facts = desk.services.meeting.meeting(meeting_id)
    assert (facts.meeting.start, facts.signs_cards) == (time(6, 45), SignsCards.YES)
    assert facts.clinic_note == "Back door"
    import_rows(clinic, [{**ROWS[0], "time": "08:00"}, *ROWS[1:]])
    again = opens(meeting_id)
    assert {"keep start", "take start"} == set(again.listed.buttons)
    qtbot.mouseClick(again.listed.buttons["take start"], Qt.MouseButton.LeftButton)
    assert meeting_named(clinic, "Sunrise").start == time(8)


def test_an_own_meeting_is_ended_after_a_question(desk: Desk, opens: Opens, qtbot: QtBot) -> None:
    screen = opens(None)
    screen.form.name.setText("Circle")
    screen.form.place.setText("Here")
    qtbot.mouseClick(screen.save, Qt.MouseButton.LeftButton)
    opened = opens(meeting_by_name(desk, "Circle").id)
    assert isinstance(desk.messages, RecordedMessages)
    desk.messages.answers.append(True)
    qtbot.mouseClick(opened.end, Qt.MouseButton.LeftButton)
    assert names(desk) == []


def test_two_listings_of_one_meeting_are_told_apart(
    desk: Desk, clinic: TestClinic, opens: Opens, qtbot: QtBot
) -> None:
    import_rows(clinic)
    import_rows(clinic, [{**ROWS[0], "slug": "x", "name": "Sunrise Group"}], source="OC AA")
    screen = opens(meeting_named(clinic, "Sunrise").id)
    (name,) = screen.listed.buttons
    qtbot.mouseClick(screen.listed.buttons[name], Qt.MouseButton.LeftButton)
    assert "Sunrise Group" in names(desk)
    again = opens(meeting_named(clinic, "Sunrise").id)
    (name,) = again.listed.buttons
    assert again.listed.buttons[name].text() == "They are one meeting"
    qtbot.mouseClick(again.listed.buttons[name], Qt.MouseButton.LeftButton)
    assert "Sunrise Group" not in names(desk)


def test_what_two_people_change_is_asked_about(
    desk: Desk, clinic: TestClinic, opens: Opens, qtbot: QtBot
) -> None:
    import_rows(clinic)
    meeting_id = meeting_named(clinic, "Sunrise").id
    screen = opens(meeting_id)
    screen.form.phone.setText("951-555-0101")
    service = desk.services.own_meeting
    base = service.draft(meeting_id)
    service.save(meeting_id, base=base, mine=type(base)(**{**vars(base), "phone": "951-555-0202"}))
    assert screen.form.phone.text() == "951-555-0101"
    assert isinstance(desk.messages, RecordedMessages)
    desk.messages.answers.append("mine")
    qtbot.mouseClick(screen.save, Qt.MouseButton.LeftButton)
    assert service.draft(meeting_id).phone == "951-555-0101"

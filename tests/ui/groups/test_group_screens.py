"""The list of groups and one group: roster, weekly times, a new group."""

import uuid
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from iopdesk.domain.attendance import Mark, MarkDraft
from iopdesk.domain.group import PlaceState
from iopdesk.domain.outreach import How, Outcome, OutreachDraft
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.client_attendance_tab import ClientAttendanceTab
from iopdesk.ui.groups.group_list_screen import GroupListScreen
from iopdesk.ui.groups.group_screen import GroupScreen
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Visit
from iopdesk.ui.screen import Screen
from iopdesk.ui.widgets.rows_model import LOOK_ROLE
from iopdesk.ui.widgets.table_view import TableView
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import THURSDAY, mark, member, new_group, slot_on
from tests.factories.people import admitted_client


def _show(screen: Screen, qtbot: QtBot, record_id: uuid.UUID | None = None, **more: object) -> None:
    qtbot.addWidget(screen)
    screen.resize(1180, 680)
    screen.set_narrow(False)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    QTest.qWaitForWindowActive(screen)
    screen.arrive(record_id, **more)


def _visits(desk: Desk) -> list[Visit]:
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    return visits


def _cells(table: TableView) -> list[list[str]]:
    model = table.model()
    cells = []
    for row in range(model.rowCount()):
        indexes = [model.index(row, column) for column in range(model.columnCount())]
        cells.append([each.data() or each.data(LOOK_ROLE).text for each in indexes])
    return cells


def _messages(desk: Desk) -> RecordedMessages:
    assert isinstance(desk.messages, RecordedMessages)
    return desk.messages


def _press(table: TableView, qtbot: QtBot, row: int) -> None:
    index = table.model().index(row, table.model().columnCount() - 1)
    place = table.visualRect(index)
    place.setLeft(place.right() - 40)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place.center())


def test_the_list_says_when_and_how_full(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    group_id = new_group(clinic, track="day")
    member(clinic, group_id)
    new_group(clinic, "Skills", (1,), start=time(17, 30))
    screen = GroupListScreen(desk)
    _show(screen, qtbot)
    assert screen.title.facts() == "2 groups, 1 place taken"
    assert _cells(screen.table)[0] == [
        "Early recovery",
        "Day",
        "Mon, Tue, Thu 1:00 – 2:30 PM",
        "Thu, Nov 19, 1:00 PM",
        "T. Okafor",
        "1 of 12",
        "11 places free",
        "Attendance",
    ]
    visits = _visits(desk)
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    _press(screen.table, qtbot, 0)
    assert [(v.place, v.record_id) for v in visits] == [
        ("group", group_id),
        ("group_session", slot_on(clinic, group_id)),
    ]
    assert visits[1].more == {"date": THURSDAY}


def test_the_list_is_filtered_while_typing(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    new_group(clinic)
    new_group(clinic, "Skills", (4,))
    screen = GroupListScreen(desk)
    _show(screen, qtbot)
    qtbot.keyClicks(screen.search, "fri")
    qtbot.waitUntil(lambda: [row[0] for row in _cells(screen.table)] == ["Skills"])
    screen.search.setText("nothing like it")
    qtbot.waitUntil(lambda: not screen.table.isVisible())


def test_ended_groups_are_shown_on_demand(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    group_id = new_group(clinic)
    clinic.services().group.end(group_id, date(2026, 11, 18))
    screen = GroupListScreen(desk)
    _show(screen, qtbot)
    assert not screen.table.isVisible()
    screen.ended.click()
    assert [row[6] for row in _cells(screen.table)] == ["Ended"]


def test_adding_to_the_roster_by_name(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    group_id = new_group(clinic)
    client_id = admitted_client(clinic, "Dolores", "Quiñones")
    screen = GroupScreen(desk)
    _show(screen, qtbot, group_id, adding=True)
    search = screen.roster.panel.search
    assert search.hasFocus()
    qtbot.keyClicks(search, "quinones dol")
    qtbot.waitUntil(screen.roster.panel.found.isVisible)
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.keyClick(screen.roster.panel.found, Qt.Key.Key_Return)
    (place,) = clinic.services().roster.roster(group_id).places
    assert (place.client_id, place.state, place.starts) == (client_id, PlaceState.HERE, THURSDAY)
    assert _cells(screen.roster.table)[0][:1] == ["Dolores Quiñones"]
    assert _messages(desk).words == ["Dolores Quiñones is on the list now."]


def test_a_full_group_offers_the_waiting_list(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    group_id = new_group(clinic, capacity=2)
    for name in ("Ana", "Bea"):
        member(clinic, group_id, name, "Lee")
    admitted_client(clinic, "Cy", "Ng")
    screen = GroupScreen(desk)
    _show(screen, qtbot, group_id, adding=True)
    qtbot.keyClicks(screen.roster.panel.search, "cy ng")
    qtbot.waitUntil(screen.roster.panel.found.isVisible)
    screen.roster.panel.add.click()
    assert _messages(desk).problems[0].title == "This group is full."
    screen.roster.panel.wait.click()
    assert [row[5] for row in _cells(screen.roster.table)] == [
        "On the roster",
        "On the roster",
        "Waiting, number 1",
    ]


def test_taking_off_the_roster_asks_first(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    group_id = new_group(clinic)
    member(clinic, group_id)
    screen = GroupScreen(desk)
    _show(screen, qtbot, group_id)
    _messages(desk).answers += [False, True]
    _press(screen.roster.table, qtbot, 0)
    assert clinic.services().roster.roster(group_id).places[0].ends is None
    _press(screen.roster.table, qtbot, 0)
    assert clinic.services().roster.roster(group_id).places[0].ends == THURSDAY
    assert _messages(desk).asked[0][0] == "Take Tanya Brooks off the roster?"


def test_a_changed_time_holds_from_its_first_day(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    group_id = new_group(clinic, weekdays=(3,))
    screen = GroupScreen(desk)
    _show(screen, qtbot, group_id)
    _press(screen.schedule.table, qtbot, 0)
    form = screen.schedule.form
    form.start.setText("2 pm")
    form.starts.setText("11/26/2026")
    screen.schedule.save.click()
    slots = clinic.services().group.group(group_id).slots
    assert [(slot.start, slot.ends) for slot in slots] == [
        (time(13, 0), date(2026, 11, 25)),
        (time(14, 0), None),
    ]
    assert not screen.schedule.edit.isVisible()
    assert not screen.has_unsaved()


def test_problems_stand_beside_the_fields(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    group_id = new_group(clinic, weekdays=())
    screen = GroupScreen(desk)
    _show(screen, qtbot, group_id)
    screen.schedule.add.click()
    form = screen.schedule.form
    form.start.setText("noon")
    screen.schedule.save.click()
    assert form.problems_shown() == {"start": "Type a time such as 1:00 PM."}
    form.start.setText("11:00 PM")
    screen.schedule.save.click()
    assert form.problems_shown() == {"minutes": "A session ends on the day it starts."}
    assert screen.has_unsaved()
    form.start.setText("1 pm")
    screen.schedule.save.click()
    assert len(clinic.services().group.group(group_id).slots) == 1


def test_a_new_group(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    screen = GroupScreen(desk)
    _show(screen, qtbot)
    assert screen.title.title() == "New group"
    assert not screen.roster.isVisible()
    visits = _visits(desk)
    screen.facts.save.click()
    assert screen.facts.form.problems_shown() == {"name": "Give the group a name."}
    qtbot.keyClicks(screen.facts.form.name, "Morning skills")
    screen.facts.save.click()
    (line,) = clinic.services().group.groups()
    assert (line.name, line.capacity) == ("Morning skills", 12)
    assert (visits[0].place, visits[0].record_id) == ("group", line.id)


def test_editing_a_group_changes_only_what_was_typed(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    group_id = new_group(clinic)
    screen = GroupScreen(desk)
    _show(screen, qtbot, group_id)
    screen.facts.edit.click()
    screen.facts.form.capacity.setText("10")
    screen.facts.save.click()
    assert clinic.services().group.group(group_id).draft.capacity == 10
    shown = [each.text() for each in screen.roster.findChildren(QLabel)]
    assert "0 of 10 places" in shown


def test_sessions_lead_to_their_attendance(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    mark(clinic, slot_on(clinic, group_id), client_id, Mark.PRESENT)
    screen = GroupScreen(desk)
    _show(screen, qtbot, group_id)
    coming = _cells(screen.sessions.table)
    assert [(row[0], row[1]) for row in coming[:2]] == [
        ("Thu, Nov 19, 1:00 PM", "1 marked"),
        ("Mon, Nov 23, 1:00 PM", "To come"),
    ]
    screen.sessions.which.button("past").click()
    assert [(row[0], row[1]) for row in _cells(screen.sessions.table)[1:3]] == [
        ("Thu, Nov 19, 1:00 PM", "1 marked"),
        ("Tue, Nov 17, 1:00 PM", "Not marked"),
    ]
    visits = _visits(desk)
    _press(screen.sessions.table, qtbot, 2)
    assert visits[0].more == {"date": date(2026, 11, 17)}


def test_the_front_desk_may_not_edit_groups(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    group_id = new_group(clinic)
    limited = Desk(**{**vars(desk), "services": clinic.services("front_desk")})  # type: ignore[arg-type]
    screen = GroupScreen(limited)
    _show(screen, qtbot, group_id)
    assert not screen.facts.edit.isVisible()
    assert not screen.schedule.add.isEnabled()
    assert screen.add.isEnabled()


@pytest.mark.parametrize("narrow", [False, True])
def test_attendance_in_the_chart(
    clinic: TestClinic, desk: Desk, qtbot: QtBot, narrow: bool
) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    mark(clinic, slot_on(clinic, group_id), client_id, Mark.LATE)
    tab = ClientAttendanceTab(desk)
    _show(tab, qtbot, client_id)
    tab.set_narrow(narrow)
    first = _cells(tab.table)[0]
    assert first[:4] == ["Thu, Nov 19, 1:00 PM", "Early recovery", "Late", "75 of 90"]
    assert tab.share.text() == "100% attended"
    assert tab.groups.texts() == ["Early recovery", "Mon, Tue, Thu 1:00 – 2:30 PM"]
    assert tab.reach.text() == "1.25 of 15 hours can still be reached this week."
    assert "Late 1" in tab.strip.accessibleName()


def test_attendance_of_a_client_without_groups(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    tab = ClientAttendanceTab(desk)
    _show(tab, qtbot, admitted_client(clinic))
    assert not tab.table.isVisible()
    assert not tab.strip.isVisible()


def test_make_ups_excuses_and_calls_in_the_chart(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    group_id = new_group(clinic)
    client_id = member(clinic, group_id)
    services = clinic.services()
    monday, tuesday = THURSDAY - timedelta(days=3), THURSDAY - timedelta(days=2)
    mark(clinic, slot_on(clinic, group_id, 0), client_id, Mark.ABSENT, monday)
    excused = MarkDraft(client_id, Mark.EXCUSED, reason="Court", excused_by="T. Okafor")
    services.attendance.mark(slot_on(clinic, group_id, 1), tuesday, excused)
    missed = services.appointment.missed(client_id)[-1].attendance_id
    present = MarkDraft(client_id, Mark.PRESENT, makes_up_id=missed)
    services.attendance.mark(slot_on(clinic, group_id), THURSDAY, present)
    services.outreach.record(
        client_id, OutreachDraft(monday, How.PHONE, Outcome.COMING_BACK, "Bus")
    )
    tab = ClientAttendanceTab(desk)
    _show(tab, qtbot, client_id)
    assert [row[4] for row in _cells(tab.table)[:3]] == [
        "Makes up Nov 16",
        "by T. Okafor, Court",
        "Made up Nov 19",
    ]
    tab.filter.button("missed").click()
    assert [row[2] for row in _cells(tab.table)] == ["Excused", "Absent"]
    assert tab.calls.texts() == [
        "Thu, Nov 19",
        "By phone: Reached, is coming back, R. Alvarez. Bus",
    ]
    visits: list[Visit] = []
    desk.navigation.requested.connect(visits.append)
    qtbot.mouseClick(tab.reach_client, Qt.MouseButton.LeftButton)
    assert (visits[0].place, visits[0].record_id) == ("outreach", client_id)

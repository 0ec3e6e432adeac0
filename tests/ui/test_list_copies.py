"""Lists on their way out: what is shown, in its order, with the titles that others may see."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from iopdesk.domain.language import Language
from iopdesk.domain.staff import Role
from iopdesk.storage.access_tables import AccessRow
from iopdesk.ui.clients.client_list_screen import ClientListScreen
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.group_list_screen import GroupListScreen
from iopdesk.ui.groups.group_screen import GroupScreen
from iopdesk.ui.meetings.meetings_screen import MeetingsScreen
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.preview import PaperRequest
from iopdesk.ui.screen import Screen
from tests.clinic_for_tests import TestClinic
from tests.documents.printed import Printed
from tests.factories.groups import member, new_group
from tests.factories.meetings import import_rows
from tests.factories.people import admitted_client

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def supervisor(desk: Desk, clinic: TestClinic) -> Desk:
    return replace(desk, services=clinic.services(Role.SUPERVISOR))


def show(screen: Screen, qtbot: QtBot) -> None:
    qtbot.addWidget(screen)
    screen.resize(1180, 680)
    screen.set_narrow(False)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    QTest.qWaitForWindowActive(screen)
    screen.arrive(None)
    screen.setFocus()


def messages(desk: Desk) -> RecordedMessages:
    assert isinstance(desk.messages, RecordedMessages)
    return desk.messages


def test_the_client_list_is_saved_as_it_is_sorted_and_searched(
    supervisor: Desk, clinic: TestClinic, qtbot: QtBot, tmp_path: Path
) -> None:
    for first, last in (("Ana", "Ávila"), ("Bo", "Brooks"), ("=Cy", "Brooks")):
        admitted_client(clinic, first, last)
    screen = ClientListScreen(supervisor)
    show(screen, qtbot)
    screen.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    names = [row.sorted_name for row in screen.table.shown_rows()]
    assert names[-1] == "Ávila, Ana"
    messages(supervisor).answers += [True, tmp_path / "list.csv"]
    QTest.keyClick(screen.table, Qt.Key.Key_S, CTRL | SHIFT)
    lines = (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()
    assert [line.split('"')[1] for line in lines[1:4]] == names
    assert "Which clients,In program" in lines
    assert "Shown,3 clients" in lines


def test_a_refused_place_leaves_no_file_and_says_so(
    supervisor: Desk, clinic: TestClinic, qtbot: QtBot, tmp_path: Path
) -> None:
    admitted_client(clinic)
    screen = ClientListScreen(supervisor)
    show(screen, qtbot)
    messages(supervisor).answers += [True, tmp_path / "no such folder" / "list.csv"]
    screen.copies.save_list()
    assert messages(supervisor).problems[0].title == "The file could not be written."
    messages(supervisor).answers += [False]
    screen.copies.save_list()
    assert list(tmp_path.glob("**/*.csv")) == []


def test_a_printed_list_of_groups_never_says_whom_a_group_is_for(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    new_group(clinic, "Women's circle", population="women", neutral_title="Monday group")
    asked: list[PaperRequest] = []
    desk.preview.asked.connect(asked.append)
    screen = GroupListScreen(desk)
    show(screen, qtbot)
    QTest.keyClick(screen.table, Qt.Key.Key_P, CTRL)
    printed = Printed(asked[0].maker(Language.ENGLISH).pdf)
    assert printed.has("Monday group")
    assert not printed.has("Women")
    with clinic.store.read() as db:
        assert "print list" in db.scalars(select(AccessRow.what)).all()


def test_the_meetings_that_are_found_are_printed(
    desk: Desk, clinic: TestClinic, qtbot: QtBot
) -> None:
    import_rows(clinic)
    asked: list[PaperRequest] = []
    desk.preview.asked.connect(asked.append)
    screen = MeetingsScreen(desk)
    show(screen, qtbot)
    screen.filters.search.setText("sun")
    qtbot.waitUntil(lambda: screen.table.model().rowCount() == 1)
    screen.copies.print_list()
    printed = Printed(asked[0].maker(Language.ENGLISH).pdf)
    assert printed.has("Sunrise")
    assert printed.has("Search")
    assert not printed.has("Candlelight")


def test_an_empty_list_is_told_and_nothing_leaves(desk: Desk, qtbot: QtBot) -> None:
    screen = GroupListScreen(desk)
    show(screen, qtbot)
    screen.copies.print_list()
    assert messages(desk).words == ["The list is empty: there is nothing to print or save."]


def test_the_roster_of_a_group_is_saved_under_its_neutral_title(
    supervisor: Desk, clinic: TestClinic, qtbot: QtBot, tmp_path: Path
) -> None:
    group_id = new_group(clinic, "Women's group", population="women", neutral_title="Room B")
    member(clinic, group_id)
    screen = GroupScreen(supervisor)
    show(screen, qtbot)
    screen.arrive(group_id)
    messages(supervisor).answers += [True, tmp_path / "roster.csv"]
    QTest.keyClick(screen.roster.table, Qt.Key.Key_S, CTRL | SHIFT)
    text = (tmp_path / "roster.csv").read_text("utf-8-sig")
    assert "Tanya Brooks" in text
    assert "Group,Room B" in text
    assert "omen" not in text

"""Bringing a directory up to date through the screen."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iopdesk.domain.fellowship import Fellowship
from iopdesk.services.meeting_import import ImportPreview, ImportRequest
from iopdesk.services.meeting_search import MeetingFilter
from iopdesk.ui.background import Background
from iopdesk.ui.desk import Desk
from iopdesk.ui.job_bar import JobBar
from iopdesk.ui.meetings.import_screen import ImportScreen
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Visit
from tests.clinic_for_tests import TestClinic
from tests.factories.meetings import ROWS, import_rows, row


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> ImportScreen:
    made = ImportScreen(desk)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.arrive(None)
    with qtbot.waitExposed(made):
        made.show()
    return made


def saved(folder: Path, rows: object, name: str = "Inland AA.json") -> Path:
    path = folder / name
    path.write_bytes(rows if isinstance(rows, bytes) else json.dumps(rows).encode())
    return path


def choose(desk: Desk, screen: ImportScreen, qtbot: QtBot, path: Path) -> None:
    answers(desk).answers.append(path)
    qtbot.mouseClick(screen.form.choose, Qt.MouseButton.LeftButton)


def answers(desk: Desk) -> RecordedMessages:
    assert isinstance(desk.messages, RecordedMessages)
    return desk.messages


def listed(desk: Desk) -> set[str]:
    return {line.name for line in desk.services.meeting.meetings(MeetingFilter()).lines}


def test_a_new_directory_is_previewed_and_imported(
    desk: Desk, screen: ImportScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    seen: list[Visit] = []
    desk.navigation.requested.connect(seen.append)
    choose(desk, screen, qtbot, saved(tmp_path, ROWS))
    assert "Say whose meetings these are." in screen.lists._empty.words()  # noqa: SLF001
    assert not screen.do_import.isEnabled()
    screen.form.fellowship.set_value(Fellowship.AA)
    assert screen.lists.told.text().startswith("8 rows read: 8 new")
    assert listed(desk) == set()
    qtbot.mouseClick(screen.do_import, Qt.MouseButton.LeftButton)
    assert len(listed(desk)) == 8
    assert seen[-1].place == "meetings"
    assert answers(desk).words[-1] == "Inland AA: 8 new, 0 changed, 0 no longer listed."


def test_an_import_that_is_stopped_changes_nothing_and_says_so(
    desk: Desk,
    clinic: TestClinic,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import_rows(clinic)
    before = listed(desk)
    background = Background(desk.messages.error)
    bar = JobBar()
    qtbot.addWidget(bar)
    background.job_told.connect(bar.tell)
    bar._offer.setInterval(0)  # noqa: SLF001 - people are offered it after two seconds
    screen = ImportScreen(replace(desk, background=background))
    qtbot.addWidget(screen)
    screen.show()
    screen.arrive(None)
    writes, pressed = Event(), Event()
    really = desk.services.meeting.import_directory

    def import_slowly(
        request: ImportRequest, *, shrink_confirmed: bool, told: Callable[[int, int], None]
    ) -> ImportPreview:
        def held(done: int, of: int) -> None:
            if done:
                writes.set()
                pressed.wait(10)
            told(done, of)

        return really(request, shrink_confirmed=shrink_confirmed, told=held)

    monkeypatch.setattr(desk.services.meeting, "import_directory", import_slowly)
    screen.take(saved(tmp_path, [*ROWS, *(row(f"New {n}") for n in range(600))]))
    qtbot.waitUntil(screen.do_import.isEnabled)
    qtbot.mouseClick(screen.do_import, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: writes.is_set() and bar.isVisible() and bar._cancel.isVisible())  # noqa: SLF001
    qtbot.mouseClick(bar._cancel, Qt.MouseButton.LeftButton)  # noqa: SLF001
    pressed.set()
    told = "The import was stopped. The clinic's meetings are as before."
    qtbot.waitUntil(lambda: told in answers(desk).words)
    assert listed(desk) == before
    assert screen.do_import.isEnabled(), "it can be begun again"
    background.close()


def test_a_known_source_fills_the_form_and_shows_every_list(
    desk: Desk, clinic: TestClinic, screen: ImportScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    import_rows(clinic)
    rows = [dict(r) for r in ROWS[:-1]]
    rows[0]["time"] = "06:30"
    rows[1]["types"] = ["QQ"]
    rows += [{**row("Bad"), "day": "Thursay"}, row("New one")]
    choose(desk, screen, qtbot, saved(tmp_path, rows))
    assert screen.form.fellowship.currentText() == "AA · Alcoholics Anonymous"
    told = "9 rows read: 1 new, 2 changed, 5 as before, 1 not read."
    assert screen.lists.told.text() == told
    qtbot.mouseClick(screen.lists.pages.button("not_read"), Qt.MouseButton.LeftButton)
    model = screen.lists.table("not_read").model()
    shown = [model.index(0, at).data() for at in range(3)]
    assert shown[:2] == ["8", "Thursay"]
    assert "can't be read" in shown[2]
    qtbot.mouseClick(screen.lists.pages.button("changed"), Qt.MouseButton.LeftButton)
    model = screen.lists.table("changed").model()
    assert {model.index(at, 3).data() for at in range(2)} == {"time", "kinds, other codes"}
    gone = screen.lists.table("gone").model()
    assert gone.index(0, 1).data() == "Rainbow Group"


def test_a_shrunken_list_is_asked_about(
    desk: Desk, clinic: TestClinic, screen: ImportScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    import_rows(clinic)
    choose(desk, screen, qtbot, saved(tmp_path, ROWS[:2]))
    answers(desk).answers.append(False)
    qtbot.mouseClick(screen.do_import, Qt.MouseButton.LeftButton)
    assert answers(desk).asked[-1][0] == "6 of 8 meetings are missing from this list."
    assert len(listed(desk)) == 8
    answers(desk).answers.append(True)
    qtbot.mouseClick(screen.do_import, Qt.MouseButton.LeftButton)
    assert len(listed(desk)) == 2


def test_the_same_list_again_changes_nothing(
    desk: Desk, clinic: TestClinic, screen: ImportScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    import_rows(clinic)
    choose(desk, screen, qtbot, saved(tmp_path, ROWS))
    assert "nothing would change" in screen.lists.told.text()
    assert not screen.do_import.isEnabled()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<!DOCTYPE html><html>", "This file is a web page, not a list."),
        (b"", "This file is an empty file."),
        (b'{"code":"feed_restricted"}', "This file is an error message of a web server"),
    ],
)
def test_a_file_of_another_kind_is_named(
    desk: Desk, screen: ImportScreen, qtbot: QtBot, tmp_path: Path, data: bytes, words: str
) -> None:
    screen.form.fellowship.set_value(Fellowship.AA)
    choose(desk, screen, qtbot, saved(tmp_path, data))
    assert words in screen.lists._empty.words()  # noqa: SLF001
    assert "Nothing was changed." in screen.lists._empty.words()  # noqa: SLF001
    assert not screen.do_import.isEnabled()


def test_the_readable_part_of_a_damaged_list_is_offered(
    desk: Desk, screen: ImportScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    screen.form.fellowship.set_value(Fellowship.AA)
    damaged = json.dumps(ROWS).encode()[:-40]
    answers(desk).answers += [saved(tmp_path, damaged), True]
    qtbot.mouseClick(screen.form.choose, Qt.MouseButton.LeftButton)
    assert answers(desk).asked[-1][0] == "This list is damaged."
    assert screen.lists.told.text().startswith("7 rows read: 7 new")


def test_a_file_that_is_gone_is_told(
    desk: Desk, screen: ImportScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(desk, screen, qtbot, tmp_path / "none.json")
    assert answers(desk).problems[-1].title == "There is no such file."


TABLE = b"Encuentro;Cu\xe1ndo;Calle\nCamino;Lunes 18:30;1 Main St\nLuz;Mar 7 pm;2 Elm St\n"


def test_a_table_with_its_own_columns_is_explained_once_by_keyboard(
    desk: Desk, screen: ImportScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    screen.form.fellowship.set_value(Fellowship.AA)
    choose(desk, screen, qtbot, saved(tmp_path, TABLE, "Iglesias.csv"))
    assert screen.columns.isVisible()
    assert not screen.lists.isVisible()
    assert screen.columns.fields["Cuándo"].value == "day_time"
    first = screen.columns.fields["Encuentro"]
    assert (first.value, first.hasFocus()) == ("name", True)
    qtbot.keyClick(first, Qt.Key.Key_Up)
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert screen.columns.problem.text() == "Say which column holds the name of the meeting."
    qtbot.keyClick(first, Qt.Key.Key_Down)
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert screen.lists.told.text().startswith("2 rows read: 2 new")
    qtbot.keyClick(screen.do_import, Qt.Key.Key_Space)
    assert listed(desk) == {"Camino", "Luz"}
    choose(desk, screen, qtbot, saved(tmp_path, TABLE + b"Sol;Jue noon;3 Elm St\n", "Iglesias.csv"))
    assert not screen.columns.isVisible()
    assert screen.lists.told.text().startswith("3 rows read: 1 new")


def test_columns_that_are_not_understood_are_named_and_can_be_explained(
    desk: Desk, screen: ImportScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    sheet = b"Name,Day,Address,Beginning\nDawn,Mon,1 A St,7:30 AM\n"
    screen.form.fellowship.set_value(Fellowship.AA)
    choose(desk, screen, qtbot, saved(tmp_path, sheet, "Dawn.csv"))
    assert screen.lists.unknown.text().endswith("Beginning.")
    qtbot.mouseClick(screen.lists.columns, Qt.MouseButton.LeftButton)
    assert screen.columns.fields["Name"].value == "name"
    assert screen.columns.fields["Beginning"].value == "time"
    qtbot.mouseClick(screen.columns.use, Qt.MouseButton.LeftButton)
    assert not screen.lists.unknown.isVisible()
    qtbot.mouseClick(screen.do_import, Qt.MouseButton.LeftButton)
    (line,) = desk.services.meeting.meetings(MeetingFilter()).lines
    assert f"{line.start:%H:%M}" == "07:30"

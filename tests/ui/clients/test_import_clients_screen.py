"""Clients from a file in the window: columns said, looked at, added, taken back."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from iopdesk.ui.clients.import_clients_screen import ImportClientsScreen
from iopdesk.ui.desk import Desk

TABLE = "Surname,Given,DOB,Case\nRay,Lu,1/31/1990,A1\n,,2/2/1980,A2\nRay,Lu,1/31/1990,A3\n"


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> ImportClientsScreen:
    made = ImportClientsScreen(desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.arrive(None)
    return made


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "old.csv"
    path.write_text(TABLE)
    return path


def choose(screen: ImportClientsScreen, head: str, field: str) -> None:
    box = screen.field(head)
    box.set_value(field)
    box.activated.emit(box.currentIndex())
    screen.form.edited.emit()


def test_columns_are_said_then_clients_are_added_and_taken_back(
    screen: ImportClientsScreen, table: Path, desk: Desk
) -> None:
    screen.take(table)
    assert screen.field("Surname").value == "last_name"
    assert not screen.add.isEnabled()
    choose(screen, "Given", "first_name")
    assert screen.lists.told.text() == (
        "3 rows read: 1 new, 1 here already, 1 not read. Left out: Case."
    )
    screen.add.click()
    assert [line.chart_number for line in desk.services.client.find("ray")] == ["M-00001"]
    assert "old.csv: 1 client" in screen.past.texts()[0]
    desk.messages.answers.append(True)
    screen.past.links[0].click()
    assert desk.services.client.find("ray") == ()
    assert screen.past.texts()[0].endswith("taken back")


def test_a_file_that_is_no_table_is_told(
    screen: ImportClientsScreen, tmp_path: Path, desk: Desk
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"PK\x03\x04")
    screen.take(path)
    assert desk.messages.problems[-1].title == "This is a workbook."
    assert not screen.add.isEnabled()

"""Two records of one person in the window: chosen, compared, made one, made two again."""

from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from iopdesk.domain.client import ClientDraft
from iopdesk.ui.clients.merge_records_screen import MergeRecordsScreen
from iopdesk.ui.desk import Desk
from tests.clinic_for_tests import TestClinic

ANA = ClientDraft(first_name="Ana", last_name="Diaz", born=date(1990, 1, 2))


@pytest.fixture
def supervisor(clinic: TestClinic, desk: Desk) -> Desk:
    return replace(desk, services=clinic.services("supervisor"))


def opened(desk: Desk, qtbot: QtBot, client_id: object) -> MergeRecordsScreen:
    screen = MergeRecordsScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    screen.show()
    screen.arrive(client_id)
    return screen


def test_the_likely_one_is_compared_merged_and_taken_apart(supervisor: Desk, qtbot: QtBot) -> None:
    client = supervisor.services.client
    kept = client.create(ANA)
    client.create(replace(ANA, last_name="Díaz", city="Norco"))
    screen = opened(supervisor, qtbot, kept)
    (line,) = screen.table.shown_rows()
    screen.table.chosen.emit(line)
    assert not screen.merge.isEnabled()
    screen.reason.setText("Same birth date")
    screen.merge.click()
    assert client.count() == 1
    assert client.record(kept).city == "Norco"
    assert "Same birth date" in screen.past.texts()[0]
    screen.past.links[0].click()
    assert client.count() == 2
    assert screen.past.texts()[0].endswith("undone")


def test_nobody_alike_says_what_to_do(supervisor: Desk, qtbot: QtBot) -> None:
    screen = opened(supervisor, qtbot, supervisor.services.client.create(ANA))
    assert screen.table.shown_rows() == []
    assert not screen.merge.isEnabled()

"""Journeys run the whole program: own settings, one clock, a clinic in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iopdesk.ui.theme import Theme
from tests.journeys.office import Office
from tests.window_for_tests import garbage_on_this_thread, own_settings

__all__ = ["garbage_on_this_thread", "own_settings"]


@pytest.fixture
def office(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Office]:
    """A computer on which no clinic was made yet; every window is closed again."""
    Theme("light", 1.0).apply(qapp)
    made = Office(tmp_path / "Clinic", qtbot)
    yield made
    made.close()


@pytest.fixture
def ready(office: Office) -> Office:
    """A computer with a clinic that was set up before."""
    office.set_up()
    return office

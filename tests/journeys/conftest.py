"""Journeys run the whole program: own settings, one clock, a clinic in a folder of its own."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

# Before Qt is imported: tests need no screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iopdesk.domain.language import Language
from iopdesk.ui.settings import Settings, use_settings
from iopdesk.ui.theme import Theme
from iopdesk.ui.wording import set_language
from tests.journeys.office import Office


@pytest.fixture(autouse=True)
def _garbage_on_this_thread() -> Iterator[None]:
    # as in the program (ui/window_garbage.py): a widget freed on another thread ends the process
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("IOPDESK_SETTINGS", str(tmp_path / "settings"))
    use_settings(Settings(tmp_path / "settings" / "desk.ini"))
    set_language(Language.ENGLISH)
    yield
    use_settings(None)
    set_language(Language.ENGLISH)


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

"""What every test with a window needs; imported by the conftest of each folder that has some."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

# Before an application is made: tests need no screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from iopdesk.domain.language import Language
from iopdesk.ui.settings import Settings, use_settings
from iopdesk.ui.wording import set_language


@pytest.fixture(autouse=True)
def garbage_on_this_thread() -> Iterator[None]:
    """As in the program (ui/window_garbage.py): a widget freed on another thread ends all.

    What outlives a test is not looked at again: looking took longer than most tests.
    """
    gc.disable()
    yield
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings in a folder of the test's own, English, and no window left for the next test."""
    monkeypatch.setenv("IOPDESK_SETTINGS", str(tmp_path / "settings"))
    use_settings(Settings(tmp_path / "settings" / "desk.ini"))
    set_language(Language.ENGLISH)
    yield
    use_settings(None)
    set_language(Language.ENGLISH)
    _forget_windows()


def _forget_windows() -> None:
    """No window of one test may be styled again in the next."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        for window in app.topLevelWidgets():
            window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

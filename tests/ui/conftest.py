"""A window to test in: settings of its own, the light look at 100 %, no threads."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

# Before Qt is imported: tests need no screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from iopdesk.domain.language import Language
from iopdesk.ui.background import InlineBackground
from iopdesk.ui.changes import Changes
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Navigation
from iopdesk.ui.preview import Preview
from iopdesk.ui.settings import Settings, use_settings
from iopdesk.ui.theme import Theme
from iopdesk.ui.wording import set_language
from tests.clinic_for_tests import TestClinic


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
    _forget_windows()


def _forget_windows() -> None:
    """No window of one test may be styled again in the next."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        for window in app.topLevelWidgets():
            window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light look at 100 %, applied."""
    made = Theme("light", 1.0)
    made.apply(qapp)
    return made


@pytest.fixture
def desk(clinic: TestClinic, theme: Theme) -> Iterator[Desk]:
    """A counselor's desk: calls run inline, messages are kept in `desk.messages`."""
    messages = RecordedMessages()
    background = InlineBackground(messages.error)
    changes = Changes()
    # Tests want screens to hear of a commit at once, not at the next turn of the event loop.
    clinic.store.on_commit.append(changes.committed.emit)
    yield Desk(
        services=clinic.services("counselor"),
        background=background,
        messages=messages,
        navigation=Navigation(),
        changes=changes,
        theme=theme,
        preview=Preview(),
    )
    clinic.store.on_commit.remove(changes.committed.emit)

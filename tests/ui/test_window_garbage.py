import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from iopdesk.ui.window_garbage import WindowGarbage


class Circle:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def garbage(qtbot: QtBot) -> Iterator[WindowGarbage]:
    parent = QObject()
    yield WindowGarbage(parent)
    parent.deleteLater()
    gc.enable()


def test_another_thread_frees_nothing(garbage: WindowGarbage) -> None:
    left = weakref.ref(Circle())
    busy = threading.Thread(target=lambda: [[number] for number in range(50_000)])
    busy.start()
    busy.join()
    assert left() is not None


def test_the_windows_thread_frees_what_is_due(garbage: WindowGarbage) -> None:
    left = weakref.ref(Circle())
    kept = [[number] for number in range(50_000)]
    garbage.collect()
    assert left() is None
    assert len(kept) == 50_000


def test_nothing_is_done_where_nothing_is_due(garbage: WindowGarbage) -> None:
    gc.collect()
    left = weakref.ref(Circle())
    garbage.collect()
    assert left() is not None

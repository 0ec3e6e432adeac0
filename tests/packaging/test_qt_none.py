"""PySide6 6.12.0 loses one reference to None at every void call and ends the process."""

import sys

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

CALLS = 5_000
# Other parts of the process may let go of None too, but not once a call.
SLACK = 500


def test_void_calls_into_qt_leave_none_alone() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - SLACK


@pytest.mark.usefixtures("qapp")
def test_void_calls_into_widgets_leave_none_alone() -> None:
    widget = QWidget()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.update()
    assert sys.getrefcount(None) > before - SLACK

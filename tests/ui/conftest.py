"""A window to test in: settings of its own, the light look at 100 %, no threads."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from iopdesk.ui.background import InlineBackground
from iopdesk.ui.changes import Changes
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from iopdesk.ui.navigation import Navigation
from iopdesk.ui.preview import Preview
from iopdesk.ui.theme import Theme
from tests.clinic_for_tests import TestClinic
from tests.window_for_tests import garbage_on_this_thread, own_settings

__all__ = ["garbage_on_this_thread", "own_settings"]


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

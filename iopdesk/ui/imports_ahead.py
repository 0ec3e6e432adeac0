"""Imports, in a quiet beat and on a thread, what a person is likely to ask for next.

Screens, services and papers are imported at their first use. What most people use soon would make
that first click slow, so it is there before; the rest stays out of the memory until it is wanted.
"""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from iopdesk.ui.areas import PLACES
from iopdesk.ui.chart_tabs import PAGES
from iopdesk.ui.screen import screen_class

_QUIET_MS = 1500


def in_a_quiet_beat(owner: QObject, load: Callable[[], None]) -> None:
    """Call `load` on a thread in a little while, if `owner` still lives then."""

    def start() -> None:
        threading.Thread(target=load, daemon=True).start()

    QTimer.singleShot(_QUIET_MS, owner, start)


def load_first_screens() -> None:
    """What is opened from Today: the list of clients, a chart's first page, a session."""
    for place in ("clients", "client", "group_session"):
        screen_class(PLACES[place].screen)
    screen_class(PAGES["overview"])


def load_papers() -> None:
    """What the papers of a chart have in common, and their faces."""
    import iopdesk.services.plan_paper_service  # noqa: F401 PLC0415 - imported for its time
    from iopdesk.documents.fonts import load_main_faces  # noqa: PLC0415

    load_main_faces()

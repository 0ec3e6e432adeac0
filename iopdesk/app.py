"""Builds the window once, top to bottom: settings, look, sign-in or first run, open clinic.

The sign-in window is painted before the store, the papers and the screens are imported; they are
loaded on a thread while the password is typed. That is why this module imports inside functions.
"""

import signal
import sys
import threading
from functools import cache
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

import iopdesk.ui.plain_imports  # noqa: F401 - before all others
from iopdesk.ui.look import Look, chosen_look, keep_look, remember_system
from iopdesk.ui.settings import APP_NAME
from iopdesk.ui.sign_in.front_window import FrontWindow
from iopdesk.ui.sign_in.gate import Gate, Opened
from iopdesk.ui.sign_in.places import holds_clinic, known_clinic
from iopdesk.ui.sign_in.sign_in_window import SignInWindow
from iopdesk.ui.window_garbage import WindowGarbage
from iopdesk.ui.wording import set_language

if sys.platform != "win32":
    import resource

_AFTER_PAINT_MS = 20


def open_window(clinic: Path | None = None) -> int:
    """Show the window until it is closed; the exit status.

    `clinic` is the folder to sign in to; without it the one used last, or first run.
    """
    forbid_core_dumps()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName(APP_NAME)
    app.setQuitOnLastWindowClosed(True)
    # Ctrl+C in a terminal ends the program instead of raising inside a slot.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    WindowGarbage(app)
    program = Program(app)
    take_bugs(program)
    program.start(clinic)
    return app.exec()


def forbid_core_dumps() -> None:
    """A crash must not write the memory, with keys and records in it, to disk."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@cache
def load_gate() -> Gate:
    """The real services behind the sign-in window."""
    from iopdesk.ui.sign_in.service_gate import ServiceGate

    return ServiceGate()


def load_the_rest() -> None:
    """Import what an open clinic needs until Today stands, while a password is typed."""
    load_gate()
    import iopdesk.services.site_service
    import iopdesk.services.today_service
    import iopdesk.ui.open_desk
    import iopdesk.ui.today.today_screen  # noqa: F401 - all are imported for their time


class Program(QObject):
    """Holds the one window that is shown: first run, sign-in, or the open clinic."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._front: FrontWindow | None = None
        self._desk: QObject | None = None
        self._folder: Path | None = None

    def start(self, folder: Path | None) -> None:
        """Show the sign-in window of a clinic, or first run where there is none."""
        self._wear(chosen_look())
        found = folder or known_clinic()
        if found is not None and (folder is not None or holds_clinic(found)):
            self._show_sign_in(found)
        else:
            self._show_first_run()

    def _wear(self, look: Look) -> None:
        set_language(look.language)
        look.made().apply(self._app)

    def _show_sign_in(self, folder: Path) -> None:
        self._folder = folder
        window = SignInWindow(folder, load_gate)
        window.new_asked.connect(self._show_first_run)
        self._show(window)

    def _show_first_run(self) -> None:
        from iopdesk.ui.sign_in.first_run_window import FirstRunWindow

        self._folder = None
        window = FirstRunWindow(load_gate)
        window.open_asked.connect(self._show_sign_in)
        self._show(window)

    def _show(self, window: FrontWindow) -> None:
        before, self._front = self._front, window
        window.opened.connect(self._on_opened)
        window.language_chosen.connect(self._on_language)
        window.show()
        if before is not None:
            before.close()
            before.deleteLater()
        QTimer.singleShot(_AFTER_PAINT_MS, window, self._after_paint)

    def _after_paint(self) -> None:
        # Imports hold the interpreter for a third of a second, so the window is painted first.
        from iopdesk.ui.metric_style import system_theme

        if remember_system(system_theme()):
            self._wear(chosen_look())
        if self._front is not None:
            self._front.preload(load_the_rest)

    def _on_language(self, language: str) -> None:
        look = chosen_look()
        keep_look(Look(look.theme, look.text_percent, language, look.idle_minutes))
        self._wear(chosen_look())
        if self._folder is None:
            self._show_first_run()
        else:
            self._show_sign_in(self._folder)

    def _on_opened(self, clinic: Opened) -> None:
        from iopdesk.services.sign_in_service import SignedInClinic
        from iopdesk.ui.open_desk import OpenDesk

        assert isinstance(clinic, SignedInClinic)
        self._folder = clinic.clinic.keys.files.folder
        desk = OpenDesk(clinic)
        desk.left_open.connect(self._on_left_open)
        desk.closed.connect(self._app.quit)
        self._desk = desk
        desk.show()
        if self._front is not None:
            self._front.close()
            self._front.deleteLater()
            self._front = None

    def _on_left_open(self) -> None:
        self._desk = None
        if self._folder is not None:
            self._show_sign_in(self._folder)


def take_bugs(program: QObject) -> None:
    """Bugs that nobody took get a number and a report, and the program goes on."""
    busy = threading.Lock()

    def take(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        from iopdesk.ui.incident import incident_of

        incident = incident_of(error.with_traceback(trace))
        if threading.current_thread() is not threading.main_thread():
            return
        # A bug while a bug is being told is only written to the log.
        if busy.acquire(blocking=False):
            try:
                from iopdesk.ui.widgets.incident_dialog import IncidentDialog

                IncidentDialog(incident, QApplication.activeWindow()).exec()
            finally:
                busy.release()

    sys.excepthook = take
    threading.excepthook = lambda args: take(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )

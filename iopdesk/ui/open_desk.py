"""An open clinic on the screen: its window, idle time, backups by themselves, and the lock."""

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal
from PySide6.QtWidgets import QApplication

from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.sign_in_service import SignedInClinic
from iopdesk.ui.background import Background, Progress
from iopdesk.ui.idle_watch import IdleWatch
from iopdesk.ui.imports_ahead import in_a_quiet_beat, load_first_screens
from iopdesk.ui.look import chosen_look, remember_system
from iopdesk.ui.main_window import MainWindow
from iopdesk.ui.metric_style import system_theme, wear
from iopdesk.ui.settings import screen_settings
from iopdesk.ui.system_lock import SystemLock
from iopdesk.ui.wording import _, set_language

_BACKUP_EVERY_MS = 10 * 60 * 1000
_FIRST_BACKUP_MS = 60 * 1000
# What a new process must not inherit: whoever reads its environment would read the password.
_SECRETS = ("IOPDESK_PASSWORD",)

Restart = Callable[[Path], bool]


def start_again(folder: Path) -> bool:
    """Start a fresh sign-in window on this clinic in a process of its own."""
    process = QProcess()
    environment = QProcessEnvironment.systemEnvironment()
    for name in _SECRETS:
        environment.remove(name)
    process.setProcessEnvironment(environment)
    module = [] if getattr(sys, "frozen", False) else ["-m", "iopdesk"]
    process.setProgram(sys.executable)
    process.setArguments([*module, "--clinic", str(folder)])
    # Whoever waits for this program's output must not wait for the next one as well.
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    # typed as (started, process id), but the call on an object answers with the first alone
    answer: object = process.startDetached()
    return bool(answer[0] if isinstance(answer, tuple) else answer)


class OpenDesk(QObject):
    """Lives from a right password to the lock. `left_open` is sent if no process could start."""

    left_open = Signal()
    closed = Signal()

    def __init__(
        self,
        clinic: SignedInClinic,
        *,
        restart: Restart = start_again,
        leave: Callable[[int], object] = os._exit,
    ) -> None:
        super().__init__()
        self._clinic = clinic
        self._restart = restart
        self._leave = leave
        self._is_locking = False
        self.services = ClinicServices(clinic.store, clinic.signed_in)
        self.window: MainWindow | None = None
        self._background: Background | None = None
        self._idle = IdleWatch(chosen_look().idle_minutes, self)
        self._idle.idle.connect(self.lock)
        self._system = SystemLock(self)
        self._system.locked.connect(self.lock)
        self._backups = QTimer(self)
        self._backups.setInterval(_BACKUP_EVERY_MS)
        self._backups.timeout.connect(self._on_backup_due)
        self._backups.start()
        QTimer.singleShot(_FIRST_BACKUP_MS, self, self._on_backup_due)

    def show(self, place: str = "today") -> MainWindow:
        """Build the window in the chosen look and show it."""
        look = chosen_look()
        set_language(look.language)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        remember_system(system_theme())
        theme = look.made()
        wear(app, theme)
        window = MainWindow(self.services, theme)
        window.lock_asked.connect(self.lock)
        window.look_changed.connect(self._on_look_changed)
        window.closed.connect(self._on_closed)
        if not window.restoreGeometry(screen_settings().place("window/place")):
            window.resize(1366, 768)
        self.window, self._background = window, window.background
        window.show()
        window.open(place)
        in_a_quiet_beat(self, load_first_screens)
        return window

    def lock(self) -> None:
        """Close everything and let a fresh process stand in its place.

        The order matters: drafts first, client data off the screen, then the store, and the
        new process before this one hides, so that it comes up in front.
        """
        if self._is_locking or self.window is None:
            return
        self._is_locking = True
        self._idle.stop()
        self._backups.stop()
        window = self.window
        window.keep_drafts()
        window.cover(_("Locked"))
        window.keep_place()
        self._shut()
        if self._restart(self._clinic.clinic.keys.files.folder):
            window.hide()
            self._leave(0)
            return
        window.hide()
        window.deleteLater()
        self.left_open.emit()

    def _shut(self) -> None:
        if self._background is not None:
            # What drafts were given to the store's thread must be in the store before it closes.
            with contextlib.suppress(TimeoutError):
                self._background.finish()
            self._background.close()
        self._clinic.close()

    def _on_look_changed(self) -> None:
        old = self.window
        if old is None:
            return
        old.keep_drafts()
        old.keep_place()
        place = old.rail.lit() or "today"
        self._idle.set_minutes(chosen_look().idle_minutes)
        self.services.store.on_commit.remove(old.changes.tell)
        old.background.finish()
        self.show(place)
        old.retire()

    def _on_backup_due(self) -> None:
        if self.window is None or self._is_locking:
            return

        def job(progress: Progress) -> object:
            return self.services.backup.back_up_by_itself()

        self.window.background.run_job(self.window, job, self._on_backed_up, title=_("Backing up"))

    def _on_backed_up(self, made: object) -> None:
        if made is not None and self.window is not None:
            self.window.show_site()

    def _on_closed(self) -> None:
        if not self._is_locking:
            self._is_locking = True
            self._shut()
            self.closed.emit()

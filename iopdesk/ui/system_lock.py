"""Hears when the computer is locked or goes to sleep, where the system tells Qt programs."""

import sys

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if sys.platform == "linux":
    from PySide6.QtDBus import QDBusConnection

_LOGIN, _MANAGER = "org.freedesktop.login1", "org.freedesktop.login1.Manager"
_SESSION = "org.freedesktop.login1.Session"
_SAVER = "org.freedesktop.ScreenSaver"


class SystemLock(QObject):
    """`locked` is sent when the session locks or the computer is about to sleep.

    Linux tells through D-Bus. Windows and macOS don't tell Qt; there the idle time and the
    noticed sleep of IdleWatch close the clinic.
    """

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if sys.platform == "linux":
            self._listen()

    def _listen(self) -> None:
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            on_sleep = SLOT("on_sleep(bool)").encode()
            on_lock = SLOT("on_lock()").encode()
            path = "/org/freedesktop/login1"
            system.connect(_LOGIN, path, _MANAGER, "PrepareForSleep", self, on_sleep)
            system.connect(_LOGIN, "", _SESSION, "Lock", self, on_lock)
        if session.isConnected():
            on_saver = SLOT("on_sleep(bool)").encode()
            session.connect("", "", _SAVER, "ActiveChanged", self, on_saver)

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:
        """The computer goes to sleep (True) or wakes, the screen saver starts or ends."""
        if begins:
            self.locked.emit()

    @Slot()
    def on_lock(self) -> None:
        """The session was locked."""
        self.locked.emit()

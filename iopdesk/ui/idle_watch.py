"""Asks for the lock when nobody has been at the keyboard, or the computer slept or was locked."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_BEAT_MS = 5_000
# A beat that comes this much late means that the computer slept in between.
_SLEPT_SECONDS = 60
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """`idle` is sent once nothing was typed or moved for `minutes`.

    It listens to native windows only: a filter on the whole application would be called for
    every event of every widget.
    """

    idle = Signal()

    def __init__(self, minutes: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seconds = minutes * 60
        self._last = time.monotonic()
        self._beat = time.time()
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._on_focus_window)
        self._on_focus_window(app.focusWindow())

    def set_minutes(self, minutes: float) -> None:
        """Wait so many minutes from now on."""
        self._seconds = minutes * 60

    def stop(self) -> None:
        """Never ask again."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note signs of life; every event goes on its way."""
        if event.type() in _SIGNS_OF_LIFE:
            self._last = time.monotonic()
        return False

    def look(self) -> None:
        """Ask for the lock if it is time."""
        now, beat = time.monotonic(), time.time()
        slept = beat - self._beat > _SLEPT_SECONDS + _BEAT_MS / 1000
        self._beat = beat
        if slept or now - self._last >= self._seconds:
            self._last = now
            self.idle.emit()

    def _on_focus_window(self, window: QWindow | None) -> None:
        if window is not None:
            # Installing it again only moves it to the front.
            window.installEventFilter(self)

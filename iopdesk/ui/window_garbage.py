"""Python's garbage is collected on the window's thread only.

Windows and dialogs are held in circles by their signals, and Python frees a circle on whichever
thread happens to make the next object. A widget that is destroyed on the store's thread ends the
process.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_BEAT_MS = 1_000


class WindowGarbage(QObject):
    """While this lives, nothing is collected but by `collect`, once a second, here."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self.destroyed.connect(gc.enable)
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds."""
        due = [
            generation
            for generation, (count, most) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > most
        ]
        if due:
            gc.collect(due[-1])

"""Shows a long job at the foot of the window: progress after 0.3 s, cancel after 2 s."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from iopdesk.ui.background import JobState
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.wording import _

_SHOW_AFTER_MS, _CANCEL_AFTER_MS = 300, 2000


class JobBar(QFrame):
    """Give it every JobState; it shows the newest job until that is over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("topbar", "true")
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(18), theme.px(6), theme.px(18), theme.px(6))
        line.setSpacing(theme.px(14))
        self._words = ElidedLabel("", self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._cancel = plain_button(_("Cancel"), "x", self)
        self._cancel.clicked.connect(self._on_cancel)
        line.addWidget(self._words)
        line.addWidget(self._bar, 1)
        line.addWidget(self._cancel)
        self._state: JobState | None = None
        self._show = self._timer(_SHOW_AFTER_MS, self.show)
        self._offer = self._timer(_CANCEL_AFTER_MS, self._cancel.show)
        self.hide()

    def tell(self, state: JobState) -> None:
        """Show the state of a job; over means gone."""
        if state.is_over:
            if self._state is None or self._state.progress is state.progress:
                self._state = None
                self._show.stop()
                self._offer.stop()
                self.hide()
            return
        if self._state is None or self._state.progress is not state.progress:
            self._cancel.hide()
            self._show.start()
            self._offer.start()
        self._state = state
        self._words.setText(state.words or state.title)
        self._bar.setRange(0, state.total)
        self._bar.setValue(state.done)
        self._bar.setAccessibleName(state.title)

    def _timer(self, after: int, what: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(what)
        return timer

    def _on_cancel(self) -> None:
        if self._state is not None:
            self._state.progress.cancel()
            self._words.setText(_("Stopping…"))

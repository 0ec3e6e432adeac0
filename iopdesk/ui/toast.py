"""The quiet line at the foot of the window: something was done, nothing to answer."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.label import label

_SHOWN_MS = 6000


class Toast(QFrame):
    """Lies over the foot of its parent for six seconds and is spoken to screen readers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        theme = current_theme()
        self.setProperty("toast", "true")
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
        self._words = label("", "", self)
        line.addWidget(self._words)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, words: str) -> None:
        """Show and speak `words`."""
        self._words.setText(words)
        self.place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click takes it off what lies under it."""
        self.hide()

    def words(self) -> str:
        """What is said now, empty when nothing is."""
        return self._words.text() if self.isVisible() else ""

    def place(self) -> None:
        """Lie in the middle of the parent's foot."""
        parent = self._over
        self.adjustSize()
        gap = current_theme().px(18)
        wide = min(self.sizeHint().width(), parent.width() - 2 * gap)
        left = (parent.width() - wide) // 2
        self.setGeometry(left, parent.height() - self.height() - gap, wide, self.height())

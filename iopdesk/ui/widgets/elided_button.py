"""A line that can be pressed, shortened where it does not fit."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from iopdesk.ui.theme import current_theme

_AROUND_UNITS = 40


class ElidedButton(QPushButton):
    """`words` is the whole text; tool tip and screen readers have it too."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        theme = current_theme()
        self.words = words
        self.setProperty("quiet", "true")
        self.setAutoDefault(False)
        self.setIcon(theme.icon("pencil", "accent", padded=True))
        self.setIconSize(QSize(theme.px(20), theme.px(16)))
        self.setAccessibleName(words)
        # as wide as its words where there is room, narrower where there is not
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for all words."""
        theme = current_theme()
        wide = theme.metrics().horizontalAdvance(self.words) + theme.px(_AROUND_UNITS)
        return QSize(round(wide), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for the icon and a few letters."""
        return QSize(current_theme().px(80), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show what fits."""
        super().resizeEvent(event)
        theme = current_theme()
        room = self.width() - theme.px(_AROUND_UNITS) + 2
        shown = theme.metrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
            self.setToolTip(self.words if shown != self.words else "")

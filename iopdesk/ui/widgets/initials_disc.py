"""The round mark beside a name on a chart."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from iopdesk.ui.theme import current_theme

_UNITS = 44


class InitialsDisc(QWidget):
    """Decoration only: the name stands beside it, so screen readers skip it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_letters(self, letters: str) -> None:
        """Show one or two letters."""
        self._letters = letters
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as a title with its facts."""
        side = current_theme().px(_UNITS)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint disc and letters."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_soft"))
        place = QRectF(self.rect())
        painter.drawEllipse(place)
        painter.setPen(theme.color("accent"))
        painter.setFont(theme.font("head"))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self._letters)

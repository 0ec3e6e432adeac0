"""A thin bar that shows a share, with its numbers beside it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from iopdesk.ui.theme import Theme, current_theme
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.label import label

_PALE = 0.35


def paint_bar(
    painter: QPainter, rect: QRectF, share: float, theme: Theme, token: str, reach: float = 0.0
) -> None:
    """Paint a bar of the theme's height into the middle of `rect`; share and reach 0 to 1."""
    height = theme.px(7)
    whole = QRectF(rect.x(), rect.center().y() - height / 2, rect.width(), height)
    radius = height / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("track"))
    painter.drawRoundedRect(whole, radius, radius)
    pale = QColor(theme.color(token))
    pale.setAlphaF(_PALE)
    for part, colour in ((reach, pale), (share, theme.color(token))):
        if part > 0:
            filled = QRectF(whole)
            filled.setWidth(max(whole.width() * min(part, 1.0), height))
            painter.setBrush(colour)
            painter.drawRoundedRect(filled, radius, radius)


class Bar(QWidget):
    """The bar alone; its accessible name is the text twin."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._token = "accent"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, words: str, token: str = "accent") -> None:
        """Show a share of 0 to 1, in words for readers."""
        self._share, self._token = share, token
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As long as there is room."""
        theme = current_theme()
        return QSize(theme.px(120), theme.px(12))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Short in narrow cards."""
        theme = current_theme()
        return QSize(theme.px(40), theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint it."""
        painter = QPainter(self)
        paint_bar(painter, QRectF(self.rect()), self._share, current_theme(), self._token)


class BarRow(QWidget):
    """A name, its bar and its numbers: "Treatment hours ... 6.5 / 9"."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("bare", "true")
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(8), theme.px(6), theme.px(8), theme.px(6))
        line.setSpacing(theme.px(16))
        self._name = ElidedLabel(name, self)
        # bars below each other begin at one place, however long their names are
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = Bar(self)
        self._numbers = label("", "", self)
        line.addWidget(self._name, 4)
        line.addWidget(self._bar, 3)
        line.addWidget(self._numbers)
        self._numbers.setMinimumWidth(theme.px(60))

    def set_name(self, name: str) -> None:
        """Show another name."""
        self._name.setText(name)

    def show_share(self, share: float, numbers: str, token: str = "accent") -> None:
        """Show a share of 0 to 1 and its numbers."""
        self._numbers.setText(numbers)
        self._bar.show_share(share, f"{self._name.text()}: {numbers}", token)

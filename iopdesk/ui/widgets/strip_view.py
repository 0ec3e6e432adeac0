"""A row of small squares, one a session, that wraps: attendance at a glance."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from iopdesk.ui.theme import current_theme

_SIDE, _GAP = 13, 2


class StripView(QWidget):
    """Squares are (token, words); `words` of the whole is the text twin for screen readers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._squares: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_squares(self, squares: Sequence[tuple[str, str]], words: str) -> None:
        """Show these squares from left to right, oldest first."""
        self._squares = tuple(squares)
        self.setAccessibleName(words)
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Two lines of squares; the real height follows the width."""
        theme = current_theme()
        return QSize(theme.px(200), theme.px(2 * (_SIDE + _GAP)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrow is fine, it wraps."""
        return QSize(current_theme().px(100), current_theme().px(_SIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Wrap anew."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the squares."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = theme.px(3)
        for at, (token, _words) in enumerate(self._squares):
            painter.setBrush(theme.color(token))
            painter.drawRoundedRect(self._place(at), radius, radius)

    def event(self, event: QEvent) -> bool:
        """Say which session a square is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._at(event.pos().x(), event.pos().y())
            words = self._squares[at][1] if 0 <= at < len(self._squares) else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _a_line(self) -> int:
        theme = current_theme()
        return max((self.width() + theme.px(_GAP)) // (theme.px(_SIDE) + theme.px(_GAP)), 1)

    def _place(self, at: int) -> QRectF:
        theme = current_theme()
        step, side = theme.px(_SIDE) + theme.px(_GAP), theme.px(_SIDE)
        line, column = divmod(at, self._a_line())
        return QRectF(column * step, line * (step + theme.px(3)), side, side)

    def _at(self, x: int, y: int) -> int:
        theme = current_theme()
        step = theme.px(_SIDE) + theme.px(_GAP)
        column = min(x // step, self._a_line() - 1)
        return (y // (step + theme.px(3))) * self._a_line() + column

    def _fit(self) -> None:
        theme = current_theme()
        lines = -(-max(len(self._squares), 1) // self._a_line())
        high = lines * (theme.px(_SIDE) + theme.px(_GAP) + theme.px(3))
        if self.height() != high:
            # a fixed height, not height-for-width: one such child would spoil every page's layout
            self.setFixedHeight(high)


class StripLegend(QWidget):
    """What the squares' colours mean, in words."""

    def __init__(self, entries: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = tuple(entries)
        self.setAccessibleName(", ".join(words for _token, words in entries))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """One line."""
        theme = current_theme()
        return QSize(theme.px(200), theme.px(20))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrow is fine, the last words are cut."""
        return QSize(current_theme().px(100), current_theme().px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint squares and words."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font())
        metrics = theme.metrics()
        x, side = 0.0, theme.px(_SIDE)
        for token, words in self._entries:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(token))
            top = (self.height() - side) / 2
            painter.drawRoundedRect(QRectF(x, top, side, side), theme.px(3), theme.px(3))
            painter.setPen(theme.color("ink_soft"))
            wide = metrics.horizontalAdvance(words)
            place = QRectF(x + side + theme.px(5), 0, wide + 2, self.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)
            x = place.right() + theme.px(12)

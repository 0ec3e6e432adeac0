"""Shows a drawing that was made as SVG text, such as a score trend."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from iopdesk.ui.theme import current_theme


class SvgView(QWidget):
    """Keeps the drawing's proportions; `words` is the text twin for screen readers.

    What was drawn for paper is shown `times` as large, where the width is there for it.
    """

    def __init__(self, parent: QWidget | None = None, *, times: float = 1) -> None:
        super().__init__(parent)
        self._times = times
        self._drawing = QSvgRenderer(self)
        # a page scrolls rather than make it too small to read
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_drawing(self, svg: str, words: str) -> None:
        """Show `svg`; readers hear `words`."""
        self._drawing.load(QByteArray(svg.encode("utf-8")))
        # A mode that is set before a drawing is there is lost.
        self._drawing.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The drawing's own size at this text size."""
        size = self._drawing.defaultSize()
        theme = current_theme()
        if size.isEmpty():
            return QSize(theme.px(240), theme.px(80))
        return QSize(theme.px(size.width() * self._times), theme.px(size.height() * self._times))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Half of it."""
        return self.sizeHint() / 2

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint it crisply at any size."""
        if self._drawing.isValid():
            self._drawing.render(QPainter(self), QRectF(self.rect()))

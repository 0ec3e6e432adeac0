"""A text field that is as high as its words, so that a page shows all of them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from iopdesk.ui.theme import current_theme


class GrowingText(QPlainTextEdit):
    """From `lines` to `most` lines; Tab goes on to the next field."""

    def __init__(self, lines: int = 2, most: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._most = lines, most
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._grow)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lines wrap anew."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        theme = current_theme()
        # The document of a plain text field measures its height in lines.
        needed = round(self.document().size().height())
        lines = min(max(needed, self._lines), self._most)
        high = round(theme.metrics().lineSpacing() * lines) + theme.px(24)
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar if needed > self._most else off)
        if high != self.height() or high != self.minimumHeight():
            self.setFixedHeight(high)

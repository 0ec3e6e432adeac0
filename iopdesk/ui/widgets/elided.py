"""A one-line label that shortens its text instead of widening its window."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from iopdesk.ui.theme import current_theme


class ElidedLabel(QLabel):
    """Shows what fits and an ellipsis; tool tip and screen readers have the whole text."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, role: str = "") -> None:
        super().__init__(parent)
        self._least = 0.0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802
        """Show `text` on one line."""
        super().setText(" ".join(text.split()))

    def keep_units(self, units: float) -> None:
        """Shorten what stands beside it first, until it has so much room."""
        self._least = units
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for two letters, or for what is to be kept."""
        hint = super().sizeHint()
        two_letters, least = current_theme().px(20), current_theme().px(self._least)
        return QSize(max(two_letters, min(hint.width(), least)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the text that fits."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        self.setToolTip(self.text() if shown != self.text() else "")
        align = Qt.AlignmentFlag.AlignVCenter | self.alignment()
        self.style().drawItemText(
            painter,
            room,
            int(align),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )

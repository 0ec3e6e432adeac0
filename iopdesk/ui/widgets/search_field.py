"""A search box that asks while the person types."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from iopdesk.ui.theme import current_theme

_PAUSE_MS = 0


class SearchField(QLineEdit):
    """`asked` carries the text at each change; Down and Enter go to the list beside it."""

    asked = Signal(str)
    left_down = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setProperty("search", "true")
        self.setClearButtonEnabled(True)
        self.addAction(theme.icon("search", "ink_soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.setMinimumWidth(theme.px(180))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._on_pause)
        self.textChanged.connect(self._on_text_changed)
        self.returnPressed.connect(self.left_down)
        down = QShortcut(QKeySequence("Down"), self)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.left_down)

    def _on_text_changed(self, text: str) -> None:
        self._timer.start()

    def _on_pause(self) -> None:
        self.asked.emit(self.text())

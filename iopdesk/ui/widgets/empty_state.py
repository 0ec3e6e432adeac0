"""What a screen says while it has nothing to show: what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.label import label


class EmptyState(QWidget):
    """A sentence and, where there is something to do, its button."""

    def __init__(
        self, words: str, button: QPushButton | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        column = QVBoxLayout(self)
        column.setSpacing(current_theme().px(12))
        self._words = label(words, "soft", self, wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(self._words)
        if button is not None:
            button.setParent(self)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def set_words(self, words: str) -> None:
        """Say something else."""
        self._words.setText(words)

    def words(self) -> str:
        """What it says."""
        return self._words.text()

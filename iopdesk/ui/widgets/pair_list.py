"""Questions with their answers under each other, both of any length."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.label import label


class PairList(QWidget):
    """A soft question, its answer below it; answers can be copied. Hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        # kept for the next ones, as in FactList
        self._rows: list[tuple[QLabel, QLabel]] = []
        self.hide()

    def set_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show these instead."""
        while len(self._rows) < len(pairs):
            self._add_row()
        for at, (question, answer) in enumerate(self._rows):
            if at < len(pairs):
                question.setText(pairs[at][0])
                answer.setText(pairs[at][1])
                answer.setAccessibleName(": ".join(pairs[at]))
            question.setVisible(at < len(pairs))
            answer.setVisible(at < len(pairs))
        self.setVisible(bool(pairs))

    def texts(self) -> list[str]:
        """All words shown, question and answer in turn."""
        return [each.text() for row in self._rows for each in row if not each.isHidden()]

    def _add_row(self) -> None:
        question, answer = label("", "soft", self, wrap=True), label("", "", self, wrap=True)
        answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        answer.setContentsMargins(0, 0, 0, current_theme().px(8))
        self._column.addWidget(question)
        self._column.addWidget(answer)
        self._rows.append((question, answer))

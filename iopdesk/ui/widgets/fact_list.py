"""Pairs of a short name and what is known, under each other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.label import label


class FactList(QWidget):
    """Soft names at the left, facts at the right; facts wrap and can be copied."""

    def __init__(
        self, facts: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        theme = current_theme()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(8))
        self._grid.setColumnStretch(1, 1)
        self._labels: list[QLabel] = []
        self.set_facts(facts)

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these pairs instead."""
        for old in self._labels:
            old.hide()
            old.deleteLater()
        self._labels = []
        for row, (name, fact) in enumerate(facts):
            left = label(name, "soft", self)
            right = label(fact, "", self, wrap=True)
            right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            right.setAccessibleName(f"{name}: {fact}")
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(left, row, 0, top)
            self._grid.addWidget(right, row, 1, top)
            self._labels += [left, right]

    def texts(self) -> list[str]:
        """All words shown, left and right in turn."""
        return [each.text() for each in self._labels]

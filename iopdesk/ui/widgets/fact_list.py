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
        # kept for the next facts: making labels takes longer than filling them
        self._rows: list[tuple[QLabel, QLabel]] = []
        self.set_facts(facts)

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these pairs instead."""
        while len(self._rows) < len(facts):
            self._add_row()
        # facts without names begin at the edge
        has_names = any(name for name, _fact in facts)
        self._grid.setHorizontalSpacing(current_theme().px(16) if has_names else 0)
        for at, (left, right) in enumerate(self._rows):
            if at < len(facts):
                name, fact = facts[at]
                left.setText(name)
                right.setText(fact)
                right.setAccessibleName(f"{name}: {fact}")
            left.setVisible(at < len(facts))
            right.setVisible(at < len(facts))

    def _add_row(self) -> None:
        left, right = label("", "soft", self), label("", "", self, wrap=True)
        right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(left, len(self._rows), 0, top)
        self._grid.addWidget(right, len(self._rows), 1, top)
        self._rows.append((left, right))

    def texts(self) -> list[str]:
        """All words shown, left and right in turn."""
        return [each.text() for row in self._rows for each in row if not each.isHidden()]

"""How it went: what was at the start and what is now, in a short table."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.label import label, rule
from iopdesk.ui.wording import _


@dataclass(frozen=True)
class StartAndNow:
    """One line; `start` is empty where there is nothing to compare with."""

    what: str
    start: str
    now: str


class HowItWentCard(Card):
    """Scores stand here as soon as a record has some."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("How it went"), parent)
        self._table = QWidget(self)
        self.body.addWidget(self._table)
        self._texts: list[str] = []

    def show_lines(self, lines: Sequence[StartAndNow]) -> None:
        """Show these lines."""
        self.body.removeWidget(self._table)
        self._table.hide()
        self._table.deleteLater()
        self._table = QWidget(self)
        self._table.setProperty("bare", "true")
        theme = current_theme()
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        for at, stretch in enumerate((5, 3, 4)):
            grid.setColumnStretch(at, stretch)
        self._texts = []
        grid.addWidget(label(_("Start"), "label", self._table), 0, 1)
        grid.addWidget(label(_("Now"), "label", self._table), 0, 2)
        for row, line in enumerate(lines, start=1):
            grid.addWidget(rule(self._table), 2 * row - 1, 0, 1, 3)
            cells = ((line.what, ""), (line.start or "–", ""), (line.now, "strong"))
            for at, (text, role) in enumerate(cells):
                cell = label(text, role, self._table, wrap=True)
                cell.setAccessibleName(f"{line.what}: {line.start or '–'}, {line.now}")
                grid.addWidget(cell, 2 * row, at)
                self._texts.append(text)
        self.body.addWidget(self._table)

    def texts(self) -> list[str]:
        """All words of the lines, left to right."""
        return list(self._texts)

"""Before you print: what is there and what is missing, as the form stands now."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from iopdesk.domain.check import Check
from iopdesk.ui.discharge.step_down_words import check_words
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.label import icon_label, label
from iopdesk.ui.wording import _


class CheckList(QWidget):
    """Lines with a mark and words; the mark is never the only sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(current_theme().px(4))
        self._grid.setVerticalSpacing(current_theme().px(8))
        self._grid.setColumnStretch(1, 1)
        self._shown: list[tuple[str, bool]] = []
        self._widgets: list[QWidget] = []

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show these lines."""
        lines = [(check_words(check), check.is_met) for check in checks]
        if lines == self._shown:
            return
        for old in self._widgets:
            old.hide()
            old.deleteLater()
        self._shown, self._widgets = lines, []
        top = Qt.AlignmentFlag.AlignTop
        for row, ((words, is_met), check) in enumerate(zip(lines, checks, strict=True)):
            icon, token = ("circle-check", "good") if is_met else ("circle-alert", "warn")
            if check.is_needed and not is_met:
                token = "bad"
            mark = icon_label(icon, token, self)
            line = label(words, "", self, wrap=True)
            self._grid.addWidget(mark, row, 0, top)
            self._grid.addWidget(line, row, 1, top)
            self._widgets += [mark, line]

    def texts(self) -> list[str]:
        """The words of all lines."""
        return [words for words, _is_met in self._shown]

    def missing(self) -> list[str]:
        """The words of what is missing."""
        return [words for words, is_met in self._shown if not is_met]


class ChecklistCard(Card):
    """The list in its card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Before you print"), parent)
        self.list = CheckList(self)
        self.body.addWidget(self.list)
        self.body.addStretch(1)

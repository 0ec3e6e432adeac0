"""The tests of eligibility as a list, with the decision last: which is open, which is answered."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from iopdesk.domain.eligibility import criteria
from iopdesk.ui.theme import current_theme
from iopdesk.ui.wording import _, screen_wording

OUTCOME = "outcome"


class TestList(QWidget):
    """One button a test; `chosen` carries the key that a person wants to see."""

    __test__ = False
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        language = screen_wording().language
        self._words = {one.key: one.words[language] for one in criteria()}
        self._words[OUTCOME] = _("Decision")
        self.step = next(iter(self._words))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(6))
        self.buttons: dict[str, QPushButton] = {}
        for key, words in self._words.items():
            button = QPushButton(words, self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("option", "step")
            button.clicked.connect(partial(self._on_clicked, key))
            self.buttons[key] = button
            column.addWidget(button)
        self.set_step(self.step)

    def set_step(self, step: str) -> None:
        """Show which one is open, without telling."""
        self.step = step
        for key, button in self.buttons.items():
            button.setChecked(key == step)

    def next_step(self) -> str:
        """The one after the one that is open."""
        keys = list(self._words)
        return keys[min(keys.index(self.step) + 1, len(keys) - 1)]

    def show_open(self, waiting: Sequence[str]) -> None:
        """Mark which tests have their answer."""
        theme = current_theme()
        for key, button in self.buttons.items():
            is_open = key in waiting or key == OUTCOME
            icon = theme.icon(
                "circle" if is_open else "circle-check",
                "ink_soft" if is_open else "good",
                padded=True,
            )
            button.setIcon(icon)
            state = _("still open") if is_open else _("answered")
            button.setAccessibleName(f"{self._words[key]}: {state}")

    def _on_clicked(self, key: str, _checked: bool = False) -> None:
        # it is shown once what was typed is stored; until then the old one stays marked
        self.set_step(self.step)
        self.chosen.emit(key)

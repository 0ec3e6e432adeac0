"""The steps of a guided event: which one is shown, and which have their answer."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from iopdesk.domain.setback import STEP_WORDS, Step
from iopdesk.ui.theme import current_theme
from iopdesk.ui.wording import _


class StepList(QWidget):
    """One button a step; `chosen` carries the step a person wants to see."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self.step = Step.WHAT
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(current_theme().px(6))
        self.buttons: dict[Step, QPushButton] = {}
        for step, words in STEP_WORDS.items():
            button = QPushButton(_(words), self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("option", "step")
            button.clicked.connect(partial(self._on_clicked, step))
            self.buttons[step] = button
        self.reflow(False)
        self.set_step(Step.WHAT)

    def reflow(self, narrow: bool) -> None:
        """Two steps a line in narrow windows, so that the page below comes sooner."""
        columns = 2 if narrow else 1
        for at, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, at // columns, at % columns)

    def set_step(self, step: Step) -> None:
        """Show which step is open, without telling."""
        self.step = step
        for each, button in self.buttons.items():
            button.setChecked(each is step)

    def show_open(self, waiting: Sequence[Step]) -> None:
        """Mark which steps have their answer."""
        theme = current_theme()
        for step, button in self.buttons.items():
            is_open = step in waiting
            icon = theme.icon(
                "circle" if is_open else "circle-check",
                "ink_soft" if is_open else "good",
                padded=True,
            )
            button.setIcon(icon)
            state = _("still open") if is_open else _("answered")
            button.setAccessibleName(f"{_(STEP_WORDS[step])}: {state}")

    def _on_clicked(self, step: Step, _checked: bool = False) -> None:
        # the step is shown once what was typed is stored; until then the old one stays marked
        self.set_step(self.step)
        self.chosen.emit(step)

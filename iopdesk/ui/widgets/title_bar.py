"""The top of a screen: way back, title, facts, chips and at most three actions."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.flow_layout import FlowLayout

_MOST_ACTIONS = 3
_LEAST_TITLE = 220
# what a title keeps where facts, chips and actions stand beside it
_LEAST_BESIDE = 110


class TitleBar(QWidget):
    """One line at full width; actions go below the title in narrow windows."""

    def __init__(self, title: str, parent: QWidget | None = None, *, facts: str = "") -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("bare", "true")
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.px(12))
        words = QHBoxLayout()
        words.setSpacing(theme.px(12))
        self._back = quiet_button("", "chevron-left", self)
        self._back.hide()
        self._go_back: Callable[[], None] | None = None
        self._back.clicked.connect(self._on_back)
        self._title = ElidedLabel(title, self, role="title")
        self._title.keep_units(_LEAST_BESIDE)
        self._facts = ElidedLabel(facts, self, role="soft")
        self._facts.setVisible(bool(facts))
        words.addWidget(self._back)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        words.addStretch(0)
        self._chips = QWidget(self)
        self._chips.setProperty("bare", "true")
        self._is_narrow = False
        self._chip_flow = FlowLayout(self._chips)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme.px(12))
        self._line.addLayout(words)
        self._line.addWidget(self._chips, 1)
        self._line.addLayout(self._actions)
        self.setMinimumHeight(theme.px(34))

    def set_title(self, title: str, facts: str = "") -> None:
        """Change title and the soft words behind it."""
        self._title.setText(title)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))

    def title(self) -> str:
        """The title that is shown."""
        return self._title.text()

    def facts(self) -> str:
        """The soft words that are shown."""
        return self._facts.text()

    def set_back(self, place: str, go: Callable[[], None]) -> None:
        """Show a link back to `place`."""
        self._back.setText(place)
        self._go_back = go
        self._back.setVisible(bool(place))

    def set_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show facts as (words, tone)."""
        self._chip_flow.clear()
        for words, tone in chips:
            self._chip_flow.addWidget(Chip(words, tone, self._chips))
        self._chips.updateGeometry()
        self._fit_chips()

    def add_action(self, button: QPushButton) -> QPushButton:
        """Add an action at the right; a fourth is a design error."""
        assert self._actions.count() < _MOST_ACTIONS, "a screen has at most three actions"
        self._actions.addWidget(button)
        return button

    def reflow(self, narrow: bool) -> None:
        """Put the actions under the title in narrow windows."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._line.setDirection(way)
        self._is_narrow = narrow
        # a height of its own would let a page press two lines into one
        self.setMinimumHeight(0 if narrow else current_theme().px(34))
        self._title.keep_units(_LEAST_TITLE if narrow else _LEAST_BESIDE)
        self._fit_chips()

    def _fit_chips(self) -> None:
        # in a wide window their empty place pushes the actions to the right
        self._chips.setVisible(not self._is_narrow or self._chip_flow.count() > 0)

    def _on_back(self) -> None:
        if self._go_back is not None:
            self._go_back()

"""Short lines in a card, with hairlines between; widgets are used again when facts change."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.bar import Bar
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.label import label, rule


@dataclass(frozen=True)
class FactLine:
    """What one line says: at the left, in the middle, at the right; an icon or a bar between."""

    left: str
    middle: str = ""
    right: str = ""
    icon: str = ""
    share: float | None = None

    @property
    def spoken(self) -> str:
        """The whole line for screen readers."""
        return ", ".join(part for part in (self.left, self.middle, self.right) if part)


class FactLines(QWidget):
    """`left_role` and the widths of the sides are the same for every line of the card."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        left_role: str = "soft",
        left_units: float = 0,
        right_units: float = 0,
        with_bar: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._left_role, self._left_units, self._right_units = left_role, left_units, right_units
        self._with_bar = with_bar
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_lines(self, lines: Sequence[FactLine]) -> None:
        """Show these lines instead."""
        while len(self._rows) < len(lines):
            row = _Row(self)
            row.build(self._left_role, self._left_units, self._right_units, self._with_bar)
            self._rows.append(row)
            self._column.addWidget(row)
        for at, row in enumerate(self._rows):
            if at < len(lines):
                row.show_line(lines[at])
            row.setVisible(at < len(lines))

    def texts(self) -> list[str]:
        """What is shown, a line each."""
        return [row.accessibleName() for row in self._rows if not row.isHidden()]


class _Row(QWidget):
    def build(self, left_role: str, left_units: float, right_units: float, with_bar: bool) -> None:
        theme = current_theme()
        self.setProperty("bare", "true")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(theme.px(8), theme.px(7), theme.px(8), theme.px(7))
        line.setSpacing(theme.px(10))
        self._left = ElidedLabel("", self, role=left_role)
        self._icon = QLabel(self)
        self._middle = ElidedLabel("", self, role="" if left_role != "" else "soft")
        self._right = ElidedLabel("", self, role="soft")
        self._bar = Bar(self) if with_bar else None
        if left_units:
            self._left.setMinimumWidth(theme.px(left_units))
        if right_units:
            self._right.setMinimumWidth(theme.px(right_units))
        line.addWidget(self._left)
        line.addWidget(self._icon)
        line.addWidget(self._middle)
        if self._bar is not None:
            line.addStretch(1)
            self._bar.setFixedWidth(theme.px(118))
            line.addWidget(self._bar)
        if left_units:
            line.addStretch(0)
        line.addWidget(self._right)
        outer.addLayout(line)
        outer.addWidget(rule(self))

    def show_line(self, line: FactLine) -> None:
        self._left.setText(line.left)
        self._middle.setText(line.middle)
        self._middle.setVisible(bool(line.middle))
        self._right.setText(line.right)
        self._right.setVisible(bool(line.right))
        self._icon.setVisible(bool(line.icon))
        if line.icon:
            size = current_theme().px(16)
            self._icon.setPixmap(current_theme().icon(line.icon, "good").pixmap(size, size))
        if self._bar is not None:
            self._bar.setVisible(line.share is not None)
            self._bar.show_share(line.share or 0.0, line.spoken)
        self.setAccessibleName(line.spoken)


def soft(words: str, parent: QWidget) -> QLabel:
    """A soft wrapped sentence for a card that has nothing to show."""
    made = label(words, "soft", parent, wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    return made

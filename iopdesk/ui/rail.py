"""The navigation at the left: the seven areas, and below them the site and its backup."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.label import icon_label, label, rule, set_property


@dataclass(frozen=True)
class RailItem:
    """One area: the place it opens, its name and its icon."""

    place: str
    words: str
    icon: str


class _RailButton(QPushButton):
    """Icon, name and key in one line; a radio button to screen readers."""

    def __init__(self, item: RailItem, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("railitem", "true")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setAccessibleName(item.words)
        self.setAccessibleDescription(key)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(9), 0, theme.px(8), 0)
        line.setSpacing(theme.px(11))
        line.addWidget(icon_label(item.icon, "rail_ink", self, units=18))
        self._name = QLabel(item.words, self)
        self._key = label(key, "railkey", self)
        line.addWidget(self._name)
        line.addStretch(1)
        line.addWidget(self._key)
        self.toggled.connect(self._on_toggled)

    def sizeHint(self) -> QSize:  # noqa: N802
        """High enough for its line."""
        theme = current_theme()
        return QSize(theme.px(38), theme.px(34))

    def reflow(self, narrow: bool) -> None:
        """Only the icon in narrow windows; its name as tool tip."""
        self._name.setVisible(not narrow)
        self._key.setVisible(not narrow)
        self.setToolTip(self.accessibleName() if narrow else "")

    def _on_toggled(self, on: bool) -> None:
        set_property(self, "on", "true" if on else "false")


class Rail(QFrame):
    """`asked` carries the place of the item that was clicked or whose Ctrl+digit was pressed."""

    asked = Signal(str)

    def __init__(self, items: Sequence[RailItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("rail", "true")
        self._items = list(items)
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(10), theme.px(10), theme.px(10), theme.px(16))
        column.setSpacing(theme.px(3))
        column.addLayout(self._brand())
        self._buttons = [self._add(column, at, item) for at, item in enumerate(self._items)]
        column.addStretch(1)
        column.addWidget(rule(self))
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(theme.px(10), theme.px(8), theme.px(4), 0)
        self._foot.setSpacing(theme.px(2))
        column.addLayout(self._foot)
        self._foot_lines: list[QLabel] = []
        self._group.idClicked.connect(self._on_clicked)
        self.setFixedWidth(theme.px(188))
        self._is_narrow = False

    def show_place(self, place: str) -> None:
        """Light the item of an area; none where the place has no item."""
        for item, button in zip(self._items, self._buttons, strict=True):
            if item.place == place:
                button.setChecked(True)

    def lit(self) -> str:
        """The place of the item that is lit."""
        at = self._group.checkedId()
        return self._items[at].place if at >= 0 else ""

    def set_foot(self, site: str, lines: Sequence[str]) -> None:
        """Name the site and what is to be known about it, such as its last backup."""
        for old in self._foot_lines:
            old.hide()
            old.deleteLater()
        head = label(site, "strong", self, wrap=True)
        self._foot_lines = [head, *(label(line, "foot", self, wrap=True) for line in lines)]
        for each in self._foot_lines:
            self._foot.addWidget(each)
            each.setVisible(not self._is_narrow)

    def reflow(self, narrow: bool) -> None:
        """Icons alone in narrow windows."""
        theme = current_theme()
        self._is_narrow = narrow
        self.setFixedWidth(theme.px(60 if narrow else 188))
        self._brand_name.setVisible(not narrow)
        for button in self._buttons:
            button.reflow(narrow)
        for each in self._foot_lines:
            each.setVisible(not narrow)

    def _brand(self) -> QHBoxLayout:
        theme = current_theme()
        line = QHBoxLayout()
        line.setContentsMargins(theme.px(8), theme.px(6), 0, theme.px(8))
        line.setSpacing(theme.px(9))
        line.addWidget(icon_label("clipboard-list", "rail_mark", self, units=20))
        self._brand_name = label("IOP Desk", "brand", self)
        line.addWidget(self._brand_name)
        line.addStretch(1)
        return line

    def _add(self, column: QVBoxLayout, at: int, item: RailItem) -> _RailButton:
        key = QKeySequence(f"Ctrl+{at + 1}")
        shown = key.toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")
        button = _RailButton(item, shown, self)
        self._group.addButton(button, at)
        column.addWidget(button)
        shortcut = QShortcut(key, self)
        shortcut.setObjectName(item.place)
        shortcut.activated.connect(self._on_shortcut)
        return button

    def _on_clicked(self, at: int) -> None:
        self.asked.emit(self._items[at].place)

    def _on_shortcut(self) -> None:
        self.asked.emit(self.sender().objectName())

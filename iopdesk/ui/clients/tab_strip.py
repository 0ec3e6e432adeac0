"""Tabs of a chart on one line; those that don't fit go into a menu at its end."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QWidget

from iopdesk.domain.client import fold
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import menu_button
from iopdesk.ui.widgets.label import rule
from iopdesk.ui.wording import _

_AROUND_UNITS = 28


class TabStrip(QWidget):
    """`chosen` carries the name of the tab a person went to; `jumped` says it was by a letter."""

    chosen = Signal(str)
    jumped = Signal()

    def __init__(self, tabs: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._names = [name for name, _words in tabs]
        self._words = dict(tabs)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.bar = QTabBar(self)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setAccessibleName(_("Pages of the chart"))
        for _name, words in tabs:
            self.bar.addTab(words)
        self.more = menu_button(_("More"), "", self)
        self.more.hide()
        line.addWidget(self.bar)
        line.addWidget(self.more)
        line.addStretch(1)
        self._line = rule(self)
        self._jumps = QMenu(self)
        self._jumps.triggered.connect(self._on_jump)
        for name, words in lettered(tabs):
            self._jumps.addAction(words).setData(name)
        self.bar.currentChanged.connect(self._on_changed)
        self.more.menu().triggered.connect(self._on_more)

    @property
    def current(self) -> str:
        """The name of the tab that is on."""
        return self._names[self.bar.currentIndex()]

    def tabs(self) -> list[tuple[str, str]]:
        """Every tab, (name, words), those in the menu too."""
        return [(name, self._words[name]) for name in self._names]

    def set_current(self, name: str) -> None:
        """Turn a tab on; tells like a click."""
        if name in self._names:
            self.bar.setCurrentIndex(self._names.index(name))
            self._fit()

    def show_jumps(self) -> None:
        """Every page by a letter, those that did not fit too: two keys to any of them."""
        self._jumps.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show as many tabs as fit."""
        super().resizeEvent(event)
        self._line.setGeometry(0, self.height() - 1, self.width(), 1)
        self._line.lower()
        self._fit()

    def _fit(self) -> None:
        widths = [self._width_of(at) for at in range(len(self._names))]
        room = self.width()
        shown = set(range(len(self._names)))
        if sum(widths) > room:
            room -= self.more.sizeHint().width() + current_theme().px(8)
            current = self.bar.currentIndex()
            room -= widths[current]
            shown = {current}
            for at, wide in enumerate(widths):
                if at == current:
                    continue
                if wide > room:
                    break
                room -= wide
                shown.add(at)
        self._show(shown)

    def _show(self, shown: set[int]) -> None:
        self.bar.blockSignals(True)
        for at in range(len(self._names)):
            if self.bar.isTabVisible(at) != (at in shown):
                self.bar.setTabVisible(at, at in shown)
        self.bar.blockSignals(False)
        hidden = [name for at, name in enumerate(self._names) if at not in shown]
        menu = self.more.menu()
        menu.clear()
        for name in hidden:
            action = menu.addAction(self._words[name])
            action.setData(name)
        self.more.setVisible(bool(hidden))

    def _width_of(self, at: int) -> int:
        theme = current_theme()
        words = theme.metrics("bold").horizontalAdvance(self.bar.tabText(at))
        return round(words) + theme.px(_AROUND_UNITS)

    def _on_changed(self, at: int) -> None:
        self.chosen.emit(self._names[at])

    def _on_jump(self, action: QAction) -> None:
        self.set_current(str(action.data()))
        self.jumped.emit()

    def _on_more(self, action: QAction) -> None:
        self.set_current(str(action.data()))
        self.bar.setFocus()


def lettered(tabs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same with a letter of its own marked in each, the first one that is free."""
    taken: set[str] = set()
    found = []
    for name, words in tabs:
        free = (at for at, sign in enumerate(words) if sign.isalpha() and fold(sign) not in taken)
        at = next(free, None)
        if at is not None:
            taken.add(fold(words[at]))
            words = f"{words[:at]}&{words[at:]}"
        found.append((name, words))
    return found

"""Finds a client in program by a few letters of the name, for walk-ins."""

import uuid
from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from iopdesk.domain.client import ClientState
from iopdesk.services.client_records import ClientLine
from iopdesk.ui.desk import Desk
from iopdesk.ui.groups.row_editors import is_leaving
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import quiet_button
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.search_field import SearchField
from iopdesk.ui.wording import _

_OFFERED = 8


class ClientFinder(QWidget):
    """`picked` carries a client's id and name; Enter picks, Esc leaves (`left`)."""

    picked = Signal(object, str)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._but: frozenset[uuid.UUID] = frozenset()
        self.setProperty("bare", "true")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().px(8))
        self.field = SearchField(_("Walk-in: name of a client in program"), self)
        self.found = QComboBox(self)
        self.found.setAccessibleName(_("Clients found"))
        self.found.setMinimumContentsLength(14)
        self.add = quiet_button(_("Mark present"), "check", self)
        self.none = label(_("Nobody in program fits."), "hint", self)
        line.addWidget(self.field, 2)
        line.addWidget(self.found, 2)
        line.addWidget(self.none, 2)
        line.addWidget(self.add)
        self.field.asked.connect(self._on_asked)
        self.add.clicked.connect(self._on_pick)
        for each in (self.field, self.found):
            each.installEventFilter(self)
        self._show_found([])

    def begin(self, but: Collection[uuid.UUID]) -> None:
        """Start anew; clients in `but` are not offered."""
        self._but = frozenset(but)
        self.field.clear()
        self._show_found([])
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Arrows choose among those found, Enter picks, Esc leaves."""
        if is_leaving(event):
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_pick()
            return True
        if watched is self.field and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            at = min(max(self.found.currentIndex() + step, 0), self.found.count() - 1)
            self.found.setCurrentIndex(at)
            return True
        return super().eventFilter(watched, event)

    def _on_asked(self, text: str) -> None:
        if not text.strip():
            self._show_found([])
            return
        call = partial(self._desk.services.client.find, text, _OFFERED * 3)
        self._desk.background.run(self, call, self._show_lines, ticket="walk_in")

    def _show_lines(self, lines: Sequence[ClientLine]) -> None:
        self._show_found(
            [
                line
                for line in lines
                if line.state is ClientState.IN_PROGRAM and line.client_id not in self._but
            ][:_OFFERED]
        )

    def _show_found(self, lines: Sequence[ClientLine]) -> None:
        self.found.clear()
        for line in lines:
            self.found.addItem(f"{line.name}, {line.chart_number}", (line.client_id, line.name))
        self.found.setVisible(bool(lines))
        self.none.setVisible(not lines and bool(self.field.text().strip()))
        self.add.setEnabled(bool(lines))

    def _on_pick(self) -> None:
        chosen = self.found.currentData()
        if chosen is not None:
            self.picked.emit(*chosen)

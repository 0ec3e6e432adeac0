"""The one find box (Ctrl+K): clients, groups, meetings and commands in a list below it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _

_MOST_SHOWN = 12
_ICONS = {
    "client": "user",
    "group": "calendar-days",
    "meeting": "map-pin",
    "returned_card": "id-card",
    "command": "chevron-right",
}


@dataclass(frozen=True)
class Hit:
    """One line of the list: what it is, its words, and the place it opens."""

    kind: str
    words: str
    detail: str
    place: str
    record_id: UUID | None = None


class FindBox(QLineEdit):
    """`asked` carries what was typed; give the answer to `show_hits`. `opened` carries a Hit."""

    asked = Signal(str)
    opened = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setProperty("find", "true")
        self.setPlaceholderText(_("Find a client, group, meeting or command"))
        self.setAccessibleName(_("Find"))
        leading = QLineEdit.ActionPosition.LeadingPosition
        self.addAction(theme.icon("search", "ink_soft"), leading)
        self._key = label("Ctrl K", "key", self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, theme.px(10), 0)
        line.addStretch(1)
        line.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setTextMargins(0, 0, theme.px(44), 0)
        self.setMinimumWidth(theme.px(150))
        self.setMaximumWidth(theme.px(400))
        self._popup: _Popup | None = None
        self._shown_for = ""
        self._enter_waits = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)
        self._pause.timeout.connect(self._on_pause)
        self.textEdited.connect(self._on_edited)

    def show_hits(self, hits: Sequence[Hit], text: str | None = None) -> None:
        """Show what was found for `text`, by default for what stands in the box now.

        Enter pressed before this answer came opens its first hit: never one of an older answer.
        """
        self._shown_for = self.text() if text is None else text
        if self._enter_waits and self._shown_for == self.text():
            self._enter_waits = False
            if hits:
                self._on_opened(hits[0])
                return
        if not self.hasFocus() or not self.text().strip():
            self.close_list()
            return
        if self._popup is None:
            self._popup = _Popup(self.window())
            self._popup.table.pressed.connect(self._on_opened)
            self._popup.table.opened.connect(self._on_opened)
            self._popup.table.clicked.connect(self._on_clicked)
        self._popup.show_hits(hits[:_MOST_SHOWN], self)

    def hits_shown(self) -> list[Hit]:
        """What the list shows now."""
        return self._popup.model.rows() if self._popup and self._popup.isVisible() else []

    def close_list(self) -> None:
        """Take the list away."""
        if self._popup is not None:
            self._popup.hide()

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the list while it is open, not to the window."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows choose in the list, Enter opens, Esc empties."""
        table = self._popup.table if self._popup and self._popup.isVisible() else None
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.clear()
            self.close_list()
            self.window().setFocus()
        elif table is not None and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            table.step(step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._is_waiting():
            self._enter_waits = True
        elif table is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened(table.current_row())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Typing replaces what was asked before."""
        super().focusInEvent(event)
        self._key.hide()
        QTimer.singleShot(0, self, self.selectAll)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The list goes when the person goes elsewhere."""
        super().focusOutEvent(event)
        self._key.setVisible(not self.text())
        QTimer.singleShot(150, self, self._close_if_left)

    def _close_if_left(self) -> None:
        if not self.hasFocus():
            self.close_list()

    def _is_waiting(self) -> bool:
        return bool(self.text().strip()) and self._shown_for != self.text()

    def _on_edited(self, text: str) -> None:
        self._enter_waits = False
        self._pause.start()

    def _on_pause(self) -> None:
        if self.text().strip():
            self.asked.emit(self.text())
        else:
            self.close_list()

    def _on_clicked(self, index: object) -> None:
        if self._popup is not None:
            self._on_opened(self._popup.table.current_row())

    def _on_opened(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self.close_list()
            self.clear()
            self.opened.emit(hit)


class _Popup(QFrame):
    """The list below the box, inside the window so that the box keeps the focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        theme = current_theme()
        self.setProperty("popup", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(6), theme.px(6), theme.px(6), theme.px(6))
        columns: list[Column[Hit]] = [
            Column("", lambda hit: hit.kind, kind=Kind.ICON, icon=_icon_of, units=30),
            Column("", lambda hit: hit.words, bold=True, stretch=True),
            Column("", lambda hit: hit.detail, soft=True),
        ]
        self.model: RowsModel[Hit] = RowsModel(columns, self)
        self.table = TableView(self.model, "find", self)
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setAccessibleName(_("Found"))
        self._nothing = label(
            _("Nothing found. Try fewer letters, a birth date, a phone or chart number."),
            "soft",
            self,
        )
        column.addWidget(self._nothing)
        column.addWidget(self.table)

    def show_hits(self, hits: Sequence[Hit], box: QWidget) -> None:
        """Fill the list and lay it under the box."""
        theme = current_theme()
        self.model.set_rows(hits)
        self.table.setVisible(bool(hits))
        self._nothing.setVisible(not hits)
        if hits:
            self.table.choose_first()
        window = self.window()
        corner = box.mapTo(window, QPoint(0, box.height() + theme.px(4)))
        wide = min(max(box.width(), theme.px(460)), window.width() - corner.x() - theme.px(12))
        high = (self.table.height_of_rows() if hits else theme.px(24)) + theme.px(14)
        high = min(high, window.height() - corner.y() - theme.px(12))
        self.setGeometry(corner.x(), corner.y(), wide, high)
        self.show()
        self.raise_()


def _icon_of(hit: Hit) -> str:
    return _ICONS.get(hit.kind, "chevron-right")


SearchEverything = Callable[[str], Sequence[Hit]]

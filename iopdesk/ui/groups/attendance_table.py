"""The attendance grid: one key a client, digits for minutes, everything saved at once."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from iopdesk.domain.attendance import Mark
from iopdesk.domain.group_session import GroupSession, SessionRow
from iopdesk.ui.groups.attendance_model import At, AttendanceModel
from iopdesk.ui.groups.group_words import mark_words, told_mark
from iopdesk.ui.groups.mark_delegate import MarkDelegate, MinutesDelegate
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _

_ROW_UNITS = 44


class AttendanceTable(TableView):
    """`mark_given` carries a row and a mark, `minutes_given` minutes, `reason_given` words."""

    mark_given = Signal(object, object)
    minutes_given = Signal(object, int)
    reason_given = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.rows_model = AttendanceModel()
        self._marks = MarkDelegate()
        self._minutes = MinutesDelegate()
        super().__init__(self.rows_model, "attendance", parent, row_units=_ROW_UNITS)
        for kept in (self.rows_model, self._marks, self._minutes):
            kept.setParent(self)
        # The order is that of the sign-in sheet; a sorted grid would jump under the keys.
        self.setSortingEnabled(False)
        self.setItemDelegateForColumn(At.MARK, self._marks)
        self.setItemDelegateForColumn(At.MINUTES, self._minutes)
        self._marks.pressed.connect(self.mark_given)
        self.rows_model.minutes_typed.connect(self._on_minutes_typed)
        self.rows_model.reason_typed.connect(self.reason_given)
        self.setAccessibleName(_("Attendance"))
        self.setAccessibleDescription(
            _("P present, L late, F left early, E excused, A absent, digits for minutes, R reason.")
        )
        self._add_actions()
        self.fit_columns()

    def show_session(self, session: GroupSession, rows: tuple[SessionRow, ...]) -> None:
        """Show the rows of a session."""
        self.rows_model.slot_minutes = session.minutes
        self._minutes.longest = session.minutes
        self.rows_model.show_rows(rows)
        if not self.currentIndex().isValid():
            self.choose_first()

    def show_row(self, row: SessionRow) -> None:
        """Show a row's new state and tell screen readers."""
        self.rows_model.replace_row(row)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told_mark(row)))

    def go(self, steps: int) -> None:
        """Make another row current."""
        at = self.currentIndex().row() + steps
        if 0 <= at < self.rows_model.rowCount():
            self.setCurrentIndex(self.rows_model.index(at, At.MARK))

    def reflow(self, narrow: bool) -> None:
        """Short words and fewer columns in narrow windows."""
        self._marks.is_short = narrow
        super().reflow(narrow)

    def fit_columns(self) -> None:
        """The choices are as wide as their words."""
        super().fit_columns()
        self.horizontalHeader().resizeSection(At.MARK, self._marks.width_needed())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Digits open the minutes of the current row, whichever column is current."""
        if self.state() == QAbstractItemView.State.EditingState:
            # Enter comes here again after an editor had it: there it only ends the typing.
            return
        text = event.text()
        if len(text) == 1 and text in "0123456789" and self.currentIndex().isValid():
            editor = self._edit(At.MINUTES)
            if editor is not None:
                editor.setText(text)
            return
        super().keyPressEvent(event)

    def _add_actions(self) -> None:
        for mark in Mark:
            self._add_action(mark.key, mark_words(mark), partial(self._on_mark, mark))
        self._add_action("R", _("reason"), partial(self._edit, At.HINT))

    def _add_action(self, key: str, words: str, slot: object) -> None:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key))
        # Letters typed into an editor of a cell, a note or a combo box stay letters.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setAutoRepeat(False)
        action.triggered.connect(slot)
        self.addAction(action)

    def _on_mark(self, mark: Mark, checked: bool = False) -> None:
        row = self.current_row()
        if row is not None:
            self.mark_given.emit(row, mark)
            self.go(1)

    def _on_minutes_typed(self, row: SessionRow, minutes: int) -> None:
        self.minutes_given.emit(row, minutes)
        # The editor is still closing: moving now would close it twice.
        QTimer.singleShot(0, self, partial(self.go, 1))

    def _edit(self, column: At, checked: bool = False) -> QLineEdit | None:
        index = self.rows_model.index(self.currentIndex().row(), column)
        if not index.isValid():
            return None
        self.setCurrentIndex(index)
        self.edit(index)
        editor = self.indexWidget(index)
        return editor if isinstance(editor, QLineEdit) else None

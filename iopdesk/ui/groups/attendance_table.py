"""The attendance grid: one key a client, digits for minutes, everything saved at once."""

import uuid
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from iopdesk.domain.attendance import Mark
from iopdesk.domain.group_session import GroupSession, SessionRow
from iopdesk.ui.groups.attendance_model import At, AttendanceModel
from iopdesk.ui.groups.group_words import mark_words, told_mark
from iopdesk.ui.groups.mark_delegate import MarkDelegate, MinutesDelegate, NameDelegate
from iopdesk.ui.groups.row_editors import PastPanel, ReasonEditor, RowEditor
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _

_ROW_UNITS = 42
_MOVES = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)


class AttendanceTable(TableView):
    """`mark_given` carries a row and a mark, `minutes_given` minutes, `reason_given` words.

    A mark goes on to the next client; digits, R, V, M and H typed right after it still belong
    to the client just marked, until the person moves.
    """

    mark_given = Signal(object, object)
    minutes_given = Signal(object, int)
    reason_given = Signal(object, str, str)
    video_asked = Signal(object)
    make_up_asked = Signal(object)
    past_asked = Signal(object)
    clear_asked = Signal(object)
    walk_in_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.rows_model = AttendanceModel()
        self._marks = MarkDelegate()
        self._minutes = MinutesDelegate()
        self._session: GroupSession | None = None
        self.editor: RowEditor | None = None
        super().__init__(self.rows_model, "attendance", parent, row_units=_ROW_UNITS)
        for kept in (self.rows_model, self._marks, self._minutes):
            kept.setParent(self)
        # The order is that of the sign-in sheet; a sorted grid would jump under the keys.
        self.setSortingEnabled(False)
        self._names = NameDelegate(self, self.rows_model)
        self.setItemDelegateForColumn(At.CLIENT, self._names)
        self.setItemDelegateForColumn(At.MARK, self._marks)
        self.setItemDelegateForColumn(At.MINUTES, self._minutes)
        self._marks.pressed.connect(self._give)
        self.rows_model.minutes_typed.connect(self._on_minutes_typed)
        self.setAccessibleName(_("Attendance"))
        self.setAccessibleDescription(
            _("P present, L late, F left early, E excused, A absent, digits for minutes, R reason.")
        )
        self._add_actions()
        self.fit_columns()

    def show_session(self, session: GroupSession, rows: tuple[SessionRow, ...]) -> None:
        """Show the rows of a session."""
        if self._session is None or self._session.session_id != session.session_id:
            self._await(None)
        self._session = session
        self.rows_model.slot_minutes = self._names.slot_minutes = session.minutes
        self.rows_model.show_rows(rows)
        if not self.currentIndex().isValid():
            self.choose_first()

    def offer(self, marks: tuple[Mark, ...]) -> None:
        """Let only these marks be given; minutes go with the mark of someone who was there."""
        if marks != self._marks.offered:
            self._marks.offered = marks
            for mark, action in self._mark_actions.items():
                action.setEnabled(mark in marks)
            self.viewport().update()

    def show_row(self, row: SessionRow) -> None:
        """Show a row's new state and tell screen readers."""
        self.rows_model.replace_row(row)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told_mark(row)))

    def go(self, steps: int) -> None:
        """Make another row current."""
        self._await(None)
        self._step(steps)

    def open_editor(self, editor: RowEditor, first: QWidget | None = None, *, on: int = 0) -> None:
        """Let an editor stand over its row; afterwards the row `on` further is current."""
        if self.editor is not None:
            self.editor.finish(keep=True)
        at = self.rows_model.place_of(editor.row.client_id)
        if at < 0:
            editor.deleteLater()
            return
        back = min(at + on, self.rows_model.rowCount() - 1) if on else self.currentIndex().row()
        self._make_current(at)
        self.scrollTo(self.rows_model.index(at, At.CLIENT))
        self.editor = editor
        self._place_editor()
        editor.closed.connect(partial(self._on_editor_closed, back))
        editor.open(first)

    def open_reason(self, row: SessionRow, *, is_new: bool = False, on: int = 0) -> None:
        """Type the reason of a row; who allowed it comes first while the mark is new."""
        is_excused = row.mark is Mark.EXCUSED
        allowers = self._session.allowers if self._session and is_excused else None
        editor = ReasonEditor(row, allowers, self.viewport())
        editor.given.connect(partial(self._on_reason_given, editor))
        first = editor.allower if is_excused and is_new else editor.reason
        self.open_editor(editor, first, on=on)

    def reflow(self, narrow: bool) -> None:
        """Short words and fewer columns in narrow windows."""
        self._marks.is_short = narrow
        super().reflow(narrow)

    def width_needed(self, at: int) -> int:
        """The choices are as wide as their words."""
        return self._marks.width_needed() if at == At.MARK else super().width_needed(at)

    def is_unwanted(self, at: int) -> bool:
        """Hints stand below the names."""
        return at == At.HINT or super().is_unwanted(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Digits open the minutes of the client just marked, else of the current one."""
        if self.state() == QAbstractItemView.State.EditingState:
            # Enter comes here again after an editor had it: there it only ends the typing.
            return
        text = event.text()
        if len(text) == 1 and text in "0123456789" and self.currentIndex().isValid():
            takes_minutes = Mark.PRESENT in self._marks.offered
            editor = self._edit_minutes() if takes_minutes else None
            if editor is not None:
                editor.setText(text)
            return
        if event.key() in _MOVES:
            self._await(None)
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click chooses a row: what is typed then belongs to it."""
        self._await(None)
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """An open editor stays over its row."""
        super().resizeEvent(event)
        self._place_editor()

    def _add_actions(self) -> None:
        self._mark_actions = {
            mark: self._add_action(mark.key, mark_words(mark), partial(self._on_mark, mark))
            for mark in Mark
        }
        self._add_action("R", _("reason"), self._on_reason)
        for key, words, signal in (
            ("V", _("by video"), self.video_asked),
            ("M", _("makes up for a missed session"), self.make_up_asked),
            ("H", _("earlier values"), self.past_asked),
            ("Del", _("take the mark back"), self.clear_asked),
        ):
            self._add_action(key, words, partial(self._ask, signal))
        self._add_action("W", _("walk-in"), self._on_walk_in)

    def _add_action(self, key: str, words: str, slot: Callable[..., object]) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key))
        # Letters typed into an editor of a cell, a note or a combo box stay letters.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setAutoRepeat(False)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def _on_mark(self, mark: Mark, checked: bool = False) -> None:
        row = self.current_row()
        if row is not None:
            self._give(row, mark, on=1)

    def _give(self, row: SessionRow, mark: Mark, *, on: int = 0) -> None:
        self.mark_given.emit(row, mark)
        at = self.rows_model.place_of(row.client_id)
        now = self.rows_model.row(at)
        if now is None or now.mark is not mark:
            return
        self._await(row.client_id)
        if mark is Mark.EXCUSED and self._session is not None and not self._session.is_signed:
            self.open_reason(now, is_new=True, on=on)
        elif self.currentIndex().row() == at:
            self._step(on)

    def _on_reason(self, checked: bool = False) -> None:
        row = self._wanted()
        if row is not None:
            self.open_reason(row)

    def _ask(self, signal: object, checked: bool = False) -> None:
        row = self._wanted()
        if row is not None:
            signal.emit(row)  # type: ignore[attr-defined]

    def _on_walk_in(self, checked: bool = False) -> None:
        self.walk_in_asked.emit()

    def _on_minutes_typed(self, row: SessionRow, minutes: int) -> None:
        self.minutes_given.emit(row, minutes)
        self._await(row.client_id)
        # The editor is still closing: moving now would close it twice.
        QTimer.singleShot(0, self, partial(self._step, 1))

    def _on_reason_given(self, editor: ReasonEditor) -> None:
        if editor.is_changed:
            reason = " ".join(editor.reason.text().split())
            self.reason_given.emit(editor.row, reason, editor.allowed_by.strip())

    def _on_editor_closed(self, back: int) -> None:
        self.editor = None
        if 0 <= back < self.rows_model.rowCount():
            self._make_current(back)
        self.setFocus()

    def _wanted(self) -> SessionRow | None:
        """The client just marked, while the person has not moved since; else the current one."""
        at = -1
        if self._minutes.awaiting is not None:
            at = self.rows_model.place_of(self._minutes.awaiting)
        return self.rows_model.row(at if at >= 0 else self.currentIndex().row())

    def _await(self, client_id: uuid.UUID | None) -> None:
        if client_id != self._minutes.awaiting:
            self._minutes.awaiting = client_id
            self.viewport().update()

    def _edit_minutes(self) -> QLineEdit | None:
        row = self._wanted()
        index: QModelIndex = self.rows_model.index(
            self.rows_model.place_of(row.client_id) if row else -1, At.MINUTES
        )
        if not index.isValid():
            return None
        self.setCurrentIndex(index)
        self.edit(index)
        editor = self.indexWidget(index)
        return editor if isinstance(editor, QLineEdit) else None

    def _step(self, steps: int) -> None:
        at = self.currentIndex().row() + steps
        if 0 <= at < self.rows_model.rowCount():
            self.setCurrentIndex(self.rows_model.index(at, At.MARK))

    def _place_editor(self) -> None:
        if self.editor is None:
            return
        at = self.rows_model.place_of(self.editor.row.client_id)
        row = self.visualRect(self.rows_model.index(at, At.CLIENT))
        left = self.visualRect(self.rows_model.index(at, At.MARK)).left()
        wide = self.viewport().width() - left - current_theme().px(4)
        place = QRect(left, row.top(), wide, row.height())
        if isinstance(self.editor, PastPanel):
            high = self.editor.heightForWidth(wide)
            place.setHeight(max(high, self.editor.sizeHint().height()))
            place.moveBottom(min(place.bottom(), self.viewport().height()))
        self.editor.setGeometry(place)

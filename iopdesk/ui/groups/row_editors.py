"""Small editors that stand over one row of the attendance grid: reason, make-up, past."""

import uuid
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from iopdesk.domain.attendance import LONGEST_ALLOWER, LONGEST_REASON, MarkPast
from iopdesk.domain.group_session import SessionRow
from iopdesk.services.appointment_records import MissedSession
from iopdesk.ui.groups.group_words import missed_words, past_words
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.fields import ChoiceField, text_field
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_leaving(event: QEvent) -> bool:
    """Whether Qt asks who wants Enter or Esc before it is a shortcut of the window."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.key() in (*_ENTER, Qt.Key.Key_Escape)
    )


class RowEditor(QFrame):
    """`given` once, with Enter or when the focus goes elsewhere; Esc leaves all as it was."""

    given = Signal()
    closed = Signal()

    def __init__(self, row: SessionRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = row
        self.setProperty("popup", "true")
        self.setAutoFillBackground(True)
        self._fields: list[QWidget] = []
        self._is_open = False

    def watch(self, *fields: QWidget) -> None:
        """Enter and Esc in these fields end the editor; the first one gets the focus."""
        self._fields = list(fields)
        for field in fields:
            field.installEventFilter(self)

    def open(self, first: QWidget | None = None) -> None:
        """Show it and begin."""
        self._is_open = True
        self.show()
        self.raise_()
        (first or self._fields[0]).setFocus()
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter gives, Esc leaves: both belong to the editor, not to the window."""
        if is_leaving(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _ENTER:
                self.finish(keep=True)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.finish(keep=False)
                return True
        return super().eventFilter(watched, event)

    def finish(self, *, keep: bool) -> None:
        """Close, once."""
        if not self._is_open:
            return
        self._is_open = False
        QApplication.instance().focusChanged.disconnect(self._on_focus)  # type: ignore[union-attr]
        if keep:
            self.given.emit()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        # A list that drops down is a window of its own, but a child all the same.
        while now is not None and now is not self:
            now = now.parentWidget()
            if now is None:
                self.finish(keep=True)


class ReasonEditor(RowEditor):
    """Why; for an excused client also who allowed it."""

    def __init__(self, row: SessionRow, allowers: Sequence[str] | None, parent: QWidget) -> None:
        super().__init__(row, parent)
        theme = current_theme()
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(8), theme.px(3), theme.px(8), theme.px(3))
        line.setSpacing(theme.px(8))
        self.allower = QComboBox(self)
        self.allower.setEditable(True)
        self.allower.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.allower.setMinimumContentsLength(8)
        self.allower.setAccessibleName(_("Allowed by"))
        self.allower.addItems(list(allowers or ()))
        edit = self.allower.lineEdit()
        assert edit is not None
        edit.setMaxLength(LONGEST_ALLOWER)
        edit.setPlaceholderText(_("Allowed by"))
        edit.setAccessibleName(_("Allowed by"))
        self.allower.setEditText(row.excused_by)
        self.reason = text_field(LONGEST_REASON, _("Reason"), self)
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setText(row.reason)
        line.addWidget(self.allower, 1)
        line.addWidget(self.reason, 1)
        self.allower.setVisible(allowers is not None)
        # The choice has the focus for its line, and the keys with it.
        self.watch(self.allower, edit, self.reason)

    @property
    def is_changed(self) -> bool:
        """Whether anything else was typed than what stood there."""
        return (self.reason.text(), self.allowed_by) != (self.row.reason, self.row.excused_by)

    @property
    def allowed_by(self) -> str:
        """Who allowed it."""
        return self.allower.currentText() if self.allower.isVisibleTo(self) else ""


class MakeUpEditor(RowEditor):
    """Which missed session this one makes up for."""

    def __init__(self, row: SessionRow, missed: Sequence[MissedSession], parent: QWidget) -> None:
        super().__init__(row, parent)
        theme = current_theme()
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(8), theme.px(3), theme.px(8), theme.px(3))
        line.setSpacing(theme.px(8))
        choices: list[tuple[object, str]] = [(None, _("Makes up for nothing"))]
        choices += [(each.attendance_id, missed_words(each)) for each in missed]
        self.missed = ChoiceField(choices, self)
        self.missed.setAccessibleName(_("Makes up for"))
        # The usual answer is the newest missed session: Enter alone takes it.
        self.missed.setCurrentIndex(1 if len(choices) > 1 and row.makes_up_id is None else 0)
        line.addWidget(label(_("Makes up for"), "label", self))
        line.addWidget(self.missed, 1)
        self._days = {each.attendance_id: each.day for each in missed}
        self.watch(self.missed)

    @property
    def day(self) -> date | None:
        """The day of the missed session that is chosen."""
        chosen = self.missed.value
        return self._days.get(chosen) if isinstance(chosen, uuid.UUID) else None


class PastPanel(RowEditor):
    """What the mark was before, who wrote it and why; any key closes it."""

    def __init__(self, row: SessionRow, past: Sequence[MarkPast], parent: QWidget) -> None:
        super().__init__(row, parent)
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        column.setSpacing(theme.px(4))
        column.addWidget(label(row.name, "strong", self))
        lines = [past_words(each) for each in past] or [_("Nothing was marked yet.")]
        self.lines = lines
        for each in lines:
            column.addWidget(label(each, "hint", self, wrap=True))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        told = "; ".join(lines)
        self.setAccessibleName(f"{row.name}: {told}")
        self.watch(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Any key goes back to the grid."""
        self.finish(keep=False)

"""The rows of the attendance grid: minutes can be typed, marks are given by keys."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from iopdesk.domain.episode import phase_words
from iopdesk.domain.group_session import SessionRow
from iopdesk.ui.groups.group_words import hint_words, hours_words, told_mark
from iopdesk.ui.widgets.rows_model import Column, RowsModel
from iopdesk.ui.wording import _, ngettext_

Index = QModelIndex | QPersistentModelIndex


class At(IntEnum):
    """The columns in their order."""

    CLIENT = 0
    PHASE = 1
    MARK = 2
    MINUTES = 3
    WEEK = 4
    HINT = 5


class AttendanceModel(RowsModel[SessionRow]):
    """`minutes_typed` carries the row and what was typed into it."""

    minutes_typed = Signal(object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        self.slot_minutes = 0
        super().__init__(self._columns(), parent, identity=lambda row: row.client_id)

    def show_rows(self, rows: Sequence[SessionRow]) -> None:
        """Show these; rows that are the same as before are left alone."""
        shown = self.rows()
        if [row.client_id for row in shown] != [row.client_id for row in rows]:
            self.set_rows(rows)
            return
        for before, now in zip(shown, rows, strict=True):
            if before != now:
                self.replace_row(now)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Minutes can be typed."""
        usual = super().flags(index)
        if index.column() == At.MINUTES:
            return usual | Qt.ItemFlag.ItemIsEditable
        return usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As shown; an editor starts with what is stored."""
        if role == Qt.ItemDataRole.EditRole and index.isValid():
            row = self.row(index.row())
            assert row is not None
            return "" if row.minutes is None else str(row.minutes)
        if role == Qt.ItemDataRole.DisplayRole and index.column() in (At.MARK, At.MINUTES):
            return None
        return super().data(index, role)

    def setData(  # noqa: N802
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Tell what was typed; the row changes once it is on its way to the store."""
        row = self.row(index.row())
        if row is None or role != Qt.ItemDataRole.EditRole:
            return False
        if str(value).isdigit() and int(value) != row.minutes:
            self.minutes_typed.emit(row, int(value))
        return True

    def _columns(self) -> list[Column[SessionRow]]:
        return [
            Column(
                _("Client"), lambda row: row.name, bold=True, stretch=True, spoken=self._spoken_name
            ),
            Column(_("Phase"), lambda row: phase_words(row.phase, _), soft=True, minor=True),
            Column(_("Attendance"), told_mark),
            Column(_("Minutes"), _minutes_words, units=70),
            Column(_("Week, h"), hours_words, units=92, minor=True, spoken=_spoken_week),
            Column(_("Hint"), self._hint, soft=True),
        ]

    def _spoken_name(self, row: SessionRow) -> str:
        hint = self._hint(row)
        return f"{row.name}, {hint}" if hint else row.name

    def _hint(self, row: SessionRow) -> str:
        return hint_words(row, self.slot_minutes)


def _minutes_words(row: SessionRow) -> str:
    if row.minutes is None:
        return _("no minutes")
    return ngettext_("{n} minute", "{n} minutes", row.minutes)


def _spoken_week(row: SessionRow) -> str:
    return _("{hours} hours this week", hours=hours_words(row))

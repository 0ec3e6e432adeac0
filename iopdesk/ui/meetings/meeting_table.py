"""The list of meetings with a check mark for each that the client picked."""

import uuid
from collections.abc import Hashable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from iopdesk.services.meeting_catalog import FoundLines
from iopdesk.services.meeting_search import MeetingLine, MeetingList
from iopdesk.ui.meetings.meeting_words import (
    away_words,
    day_words,
    kinds_and_sources_words,
    line_start_words,
    place_words,
)
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _

_TWO_LINES = 46
_AWAY = "away"


class MeetingRows(RowsModel[MeetingLine]):
    """Lines of meetings; the chosen ones are ticked."""

    def __init__(self, parent: QWidget, *, with_marks: bool) -> None:
        self._chosen: frozenset[uuid.UUID] = frozenset()
        self._found = MeetingList((), 0, 0)
        super().__init__(_columns(self, with_marks), parent, identity=lambda line: line.id)

    def show_list(self, found: MeetingList) -> None:
        """Show what was found."""
        self._found = found
        self.set_rows(found.lines)

    def is_chosen(self, line: MeetingLine) -> bool:
        """Whether the client picked it."""
        return line.id in self._chosen

    def set_chosen(self, chosen: frozenset[uuid.UUID]) -> None:
        """Tick exactly these."""
        if chosen != self._chosen:
            self._chosen = chosen
            if not self.rowCount():
                return
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def is_used(self, column: Column[MeetingLine]) -> bool:
        """Distances are there or not for all lines at once."""
        return self._found.is_measured if column.key == _AWAY else super().is_used(column)

    def place_of(self, identity: Hashable) -> int:
        """Where a meeting is, without looking at each line while the order is that of the week."""
        if isinstance(self._rows, FoundLines) and isinstance(identity, uuid.UUID):
            return self._rows.place_of(identity)
        return super().place_of(identity)


class MeetingTable(TableView):
    """Space or a click on the mark picks a meeting: `toggled` carries its line."""

    toggled = Signal(object)

    def __init__(self, parent: QWidget, *, with_marks: bool) -> None:
        self.lines = MeetingRows(parent, with_marks=with_marks)
        name = "meetings-refer" if with_marks else "meetings"
        super().__init__(self.lines, name, parent, row_units=_TWO_LINES)
        self.setWordWrap(True)
        self.setAccessibleName(_("Meetings"))
        if with_marks:
            self.setAccessibleDescription(_("Space picks the current meeting or lets it go."))
            space = QAction(_("Pick or let go"), self)
            space.setShortcut(QKeySequence("Space"))
            space.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            space.setAutoRepeat(False)
            space.triggered.connect(self._on_space)
            self.addAction(space)
            self.clicked.connect(self._on_clicked)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The soft ground of picked rows first: the style sheet's cells don't draw any."""
        painter = QPainter(self.viewport())
        ground = current_theme().color("accent_soft")
        at = max(self.rowAt(0), 0)
        while (line := self.lines.row(at)) and (
            top := self.rowViewportPosition(at)
        ) < self.viewport().height():
            if self.lines.is_chosen(line):
                painter.fillRect(0, top, self.viewport().width(), self.rowHeight(at), ground)
            at += 1
        painter.end()
        super().paintEvent(event)

    def _on_space(self) -> None:
        line = self.current_row()
        if line is not None:
            self.toggled.emit(line)

    def _on_clicked(self, index: QModelIndex) -> None:
        line = self.lines.row(index.row())
        if index.column() == 0 and line is not None:
            self.toggled.emit(line)


def _columns(rows: MeetingRows, with_marks: bool) -> list[Column[MeetingLine]]:
    mark: Column[MeetingLine] = Column(
        "",
        lambda line: "",
        kind=Kind.ICON,
        icon=lambda line: "square-check" if rows.is_chosen(line) else "square",
        tone=lambda line: "accent" if rows.is_chosen(line) else "edge",
        spoken=lambda line: (
            _("{meeting}: picked", meeting=line.name)
            if rows.is_chosen(line)
            else _("{meeting}: not picked", meeting=line.name)
        ),
        order=lambda line: not rows.is_chosen(line),
        units=34,
    )
    columns: list[Column[MeetingLine]] = [
        Column(_("Day"), lambda line: day_words(line.day), "day", order=lambda m: m.week_order),
        Column(
            _("Time"),
            line_start_words,
            "time",
            order=lambda m: m.week_order[1],
        ),
        Column(_("Meeting"), lambda line: line.name, "name", bold=True, units=165),
        Column(
            _("Program"), lambda line: line.fellowship.short_name, "program", minor=True, units=82
        ),
        Column(_("Place"), place_words, "place", soft=True, stretch=True),
        Column(
            _("Away"),
            away_words,
            _AWAY,
            order=lambda m: m.miles,
            when_used=True,
        ),
        Column(_("Kind"), kinds_and_sources_words, "kind", soft=True, minor=True, units=122),
    ]
    return [mark, *columns] if with_marks else columns
